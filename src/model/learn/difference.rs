//! Where the words of a story and of its twin differ, for marking it on the screen.

/// Words of one text in a row, which the other has as well or has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The words, with the spaces behind them.
    pub text: String,
    /// Whether the other text lacks them.
    pub differs: bool,
}

/// Between two marked passages so many words stay unmarked; fewer are marked with them.
const APART: usize = 3;

/// A text in passages: what another text lacks is marked. Together they are the text.
#[must_use]
pub fn passages(text: &str, other: &str) -> Vec<Passage> {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let (mine, theirs) = (plain(text), plain(other));
    let common = longest_common(&mine, &theirs);
    let mut marked: Vec<bool> = (0..words.len()).map(|at| !common.contains(&at)).collect();
    // What is said by a word such as "and" alone is no difference.
    unmark_small(&mut marked, &mine);
    join_near(&mut marked);
    let mut passages: Vec<Passage> = Vec::new();
    for (word, differs) in words.into_iter().zip(marked) {
        match passages.last_mut() {
            Some(last) if last.differs == differs => last.text.push_str(word),
            _ => passages.push(Passage {
                text: word.to_owned(),
                differs,
            }),
        }
    }
    passages
}

/// The words without what stands around them.
fn plain(text: &str) -> Vec<&str> {
    text.split_inclusive(' ')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect()
}

/// The places in the first list of a longest common subsequence of both.
fn longest_common(one: &[&str], other: &[&str]) -> Vec<usize> {
    let width = other.len() + 1;
    let mut lengths = vec![0_u32; (one.len() + 1) * width];
    let at = |lengths: &[u32], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in one.iter().enumerate().rev() {
        for (j, b) in other.iter().enumerate().rev() {
            let longest = if a == b {
                at(&lengths, i + 1, j + 1) + 1
            } else {
                at(&lengths, i + 1, j).max(at(&lengths, i, j + 1))
            };
            if let Some(cell) = lengths.get_mut(i * width + j) {
                *cell = longest;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut common = Vec::new();
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        if a == b {
            common.push(i);
            (i, j) = (i + 1, j + 1);
        } else if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// Words that say nothing alone.
const SMALL: [&str; 6] = ["", "and", "he", "she", "He", "She"];

fn unmark_small(marked: &mut [bool], words: &[&str]) {
    let mut from = 0;
    while from < marked.len() {
        let run = marked.iter().skip(from).take_while(|m| **m).count();
        let small = |place: usize| words.get(place).is_none_or(|word| SMALL.contains(word));
        if run > 0 && (from..from + run).all(small) {
            for mark in marked.iter_mut().skip(from).take(run) {
                *mark = false;
            }
        }
        from += run.max(1);
    }
}

fn join_near(marked: &mut [bool]) {
    let mut last: Option<usize> = None;
    for at in 0..marked.len() {
        if !marked.get(at).copied().unwrap_or(false) {
            continue;
        }
        if let Some(last) = last
            && at - last <= APART
        {
            for mark in marked.iter_mut().take(at).skip(last) {
                *mark = true;
            }
        }
        last = Some(at);
    }
}

#[cfg(test)]
mod tests {
    use super::passages;

    #[test]
    fn what_the_other_lacks_is_marked() {
        let check = |text: &str, other: &str, expected: &str| {
            let all = passages(text, other);
            let whole: String = all.iter().map(|p| p.text.as_str()).collect();
            assert_eq!(whole, text);
            let shown: String = all
                .iter()
                .map(|p| match p.differs {
                    true => format!("[{}]", p.text),
                    false => p.text.clone(),
                })
                .collect();
            assert_eq!(shown, expected);
        };
        check("", "", "");
        check("She paid.", "She paid.", "She paid.");
        check(
            "She has a budget. She asked.",
            "She has no money. She asked.",
            "She has [a budget. ]She asked.",
        );
        check(
            "Rosa asked a question. Nobody asked about money.",
            "Rosa asked a question.",
            "Rosa asked a question. [Nobody asked about money.]",
        );
        check("Rosa asked.", "Rosa asked. More was said.", "Rosa asked.");
        // A deed more joins two sentences; the small words between are no difference.
        check(
            "She came on Monday and asked. She left.",
            "She asked. She left.",
            "She [came on Monday and ]asked. She left.",
        );
        check(
            "One two THREE four five SIX seven.",
            "One two four five seven.",
            "One two [THREE four five SIX ]seven.",
        );
    }

    /// In every story something is marked here or in the twin: the one fact that differs is told.
    #[test]
    fn stories_and_their_twins_differ_in_words() {
        use crate::day::Day;
        use crate::learn::{separations, stories};
        let today = Day::parse("2026-11-21").unwrap();
        let house = crate::published::published_rulebook("house").unwrap();
        for separation in separations(house, today).iter().filter(|s| s.told_apart) {
            for story in stories(house, today, separation.aim, 5, 8) {
                let (here, there) = (&story.case.text, &story.twin.text);
                let marked = |a: &str, b: &str| passages(a, b).iter().any(|p| p.differs);
                assert!(
                    marked(here, there) || marked(there, here),
                    "{here}\n{there}"
                );
            }
        }
    }
}
