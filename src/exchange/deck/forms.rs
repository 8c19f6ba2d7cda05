//! Decks of two tests that are alike, one for before a training and one for after, with their stories told.

use super::{Deck, DeckCase, DeckRulebook};
use model::learn::{TestForms, TestItem, feedback, story};
use model::{Day, OWN_FIT, Rulebook, published_rulebook};
use serde_json::{Map, Value};

/// The two tests as decks, the one for before first; their ids are `STEM-before` and `STEM-after`, which is how results of the same learner
/// are put side by side. `forms` are those that [`model::learn::test_forms`] made for this definition and day. Boundaries are mixed, so that no
/// case gives the next one's answer away, and the two tests are mixed differently, so that the answers of the one are not those of the other;
/// a case of the second says which of the first it matches ([`matched_cases`]).
/// The same arguments give the same decks.
#[must_use]
pub fn decks_of_forms(
    forms: &TestForms,
    rulebook: &Rulebook,
    as_of: Day,
    stem: &str,
    title: &str,
) -> (Deck, Deck) {
    let mut job = DecksJob::new(forms, rulebook, as_of, stem, title);
    while job.step() {}
    job.finish()
}

/// The decks of two tests on their way, a case at a time, so that a page stays alive meanwhile.
#[derive(Debug)]
pub struct DecksJob<'a> {
    rulebook: &'a Rulebook,
    as_of: Day,
    /// The questions to come, the next one last, and whether they are of the test for after.
    items: Vec<(&'a TestItem, bool)>,
    before: Deck,
    after: Deck,
    /// For each case of the test for after, the place of the one for before that it matches.
    matches: Vec<usize>,
}

/// The member of a case that says which case of the test for before it matches, by its id.
const MATCHES: &str = "matches";

/// The cases of two tests that match each other, in the order of the first; those of which nothing says so by their places.
#[must_use]
pub fn matched_cases<'a>(before: &'a Deck, after: &'a Deck) -> Vec<(&'a DeckCase, &'a DeckCase)> {
    let of = |case: &DeckCase| {
        let says = |other: &&DeckCase| other.extra.get(MATCHES) == Some(&Value::from(&*case.id));
        after.cases.iter().find(says)
    };
    let cases = before.cases.iter().enumerate();
    cases
        .filter_map(|(place, case)| Some((case, of(case).or_else(|| after.cases.get(place))?)))
        .collect()
}

impl<'a> DecksJob<'a> {
    /// One that has not begun; what it makes is what [`decks_of_forms`] makes of the same arguments.
    #[must_use]
    pub fn new(
        forms: &'a TestForms,
        rulebook: &'a Rulebook,
        as_of: Day,
        stem: &str,
        title: &str,
    ) -> DecksJob<'a> {
        let before = in_mixed_order(&forms.before);
        let mut after = in_mixed_order(&forms.after);
        let answers = |items: &[(usize, &TestItem)]| {
            let answers = items.iter().map(|(_, item)| item.stage);
            answers.collect::<Vec<_>>()
        };
        // As often as it takes; not at all where all answers are the same.
        for _ in 0..after.len() {
            if answers(&after) != answers(&before) {
                break;
            }
            after.rotate_left(1);
        }
        let matches = after
            .iter()
            .filter_map(|(place, _)| before.iter().position(|(other, _)| other == place))
            .collect();
        let of = |items: Vec<(usize, &'a TestItem)>, after: bool| {
            let items = items.into_iter().rev();
            items
                .map(move |(_, item)| (item, after))
                .collect::<Vec<_>>()
        };
        let mut items = of(after, true);
        items.extend(of(before, false));
        let deck = |when: &str| Deck {
            id: format!("{stem}-{when}"),
            title: format!("{title}, {when}"),
            lang: "en".to_owned(),
            as_of,
            rulebook: DeckRulebook::of(rulebook),
            pass_mark: None,
            cases: Vec::new(),
            extra: Map::new(),
        };
        DecksJob {
            rulebook,
            as_of,
            items,
            before: deck("before"),
            after: deck("after"),
            matches,
        }
    }

    /// Makes one more case. False once there is nothing left to do.
    pub fn step(&mut self) -> bool {
        let Some((item, after)) = self.items.pop() else {
            return false;
        };
        let deck = if after {
            &mut self.after
        } else {
            &mut self.before
        };
        deck.cases.extend(case(item, self.rulebook, self.as_of));
        true
    }

    /// The decks, the one for before first, as far as they were made.
    #[must_use]
    pub fn finish(mut self) -> (Deck, Deck) {
        for (case, place) in self.after.cases.iter_mut().zip(self.matches) {
            if let Some(before) = self.before.cases.get(place) {
                let id = Value::from(&*before.id);
                case.extra.insert(MATCHES.to_owned(), id);
            }
        }
        (self.before, self.after)
    }
}

impl DeckRulebook {
    /// How a deck names a definition: a published one by its id, any other by bringing it. One that is brought keeps its fit: the ideal
    /// customer of whoever opens the deck is not mixed in.
    #[must_use]
    pub fn of(rulebook: &Rulebook) -> DeckRulebook {
        if published_rulebook(&rulebook.id).is_some_and(|known| known.json == rulebook.json) {
            return DeckRulebook::Known(rulebook.id.clone());
        }
        let mut own = rulebook.clone();
        if let Some(members) = own.json.as_object_mut() {
            members.insert(OWN_FIT.to_owned(), Value::from(true));
        }
        DeckRulebook::Own(Box::new(own))
    }
}

/// The case of a question; `None` where the definition and the day are not those the question was made for.
fn case(item: &TestItem, rulebook: &Rulebook, as_of: Day) -> Option<DeckCase> {
    let story = story(rulebook, as_of, item.aim, item.seed)?;
    let said = feedback(&story, rulebook, as_of, story.case.stage);
    Some(DeckCase {
        id: story.id(),
        contact: Some(story.case.contact()),
        answer: story.case.stage.id().to_owned(),
        explanation: format!("{} {}", said.why, said.change_sentence),
        options: Vec::new(),
        seed: Some(item.seed),
        extra: Map::new(),
        text: story.case.text,
    })
}

/// The questions and their places, in an order without a pattern.
fn in_mixed_order(items: &[TestItem]) -> Vec<(usize, &TestItem)> {
    let mut places: Vec<(usize, &TestItem)> = items.iter().enumerate().collect();
    places.sort_by_key(|(place, item)| mixed(item, *place));
    places
}

/// A number without a pattern, to mix questions by. Source: the finalizer of `SplitMix64`.
fn mixed(item: &TestItem, place: usize) -> u64 {
    let place = u64::try_from(place).unwrap_or(u64::MAX);
    let mut z = item
        .seed
        .wrapping_add(place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{decks_of_forms, matched_cases, mixed};
    use crate::{Deck, DeckRulebook};
    use model::learn::{TestItem, curriculum, separations, test_forms};
    use model::{Day, Rulebook, published_rulebook};
    use std::collections::BTreeSet;

    const DAY: Day = Day(20_783);

    fn decks(rulebook: &Rulebook, seed: u64) -> (Deck, Deck) {
        let boundaries = curriculum(&separations(rulebook, DAY));
        let forms = test_forms(rulebook, DAY, &boundaries, seed, 2);
        decks_of_forms(&forms, rulebook, DAY, "k3m9", "House")
    }

    #[test]
    fn both_ask_the_same_of_different_cases() {
        for rulebook in model::published() {
            let (before, after) = decks(rulebook, 11);
            assert!(!before.cases.is_empty(), "{}", rulebook.id);
            let answers = |deck: &Deck| -> Vec<String> {
                deck.cases.iter().map(|case| case.answer.clone()).collect()
            };
            let sorted = |mut answers: Vec<String>| {
                answers.sort();
                answers
            };
            assert_eq!(sorted(answers(&before)), sorted(answers(&after)));
            // Who learnt the answers of the first by heart has none of the second.
            assert_ne!(answers(&before), answers(&after), "{}", rulebook.id);
            // But who looks for the case that matches one finds it.
            let matched = matched_cases(&before, &after);
            assert_eq!(matched.len(), before.cases.len());
            for (one, other) in &matched {
                assert_eq!((&one.answer, one.id == other.id), (&other.answer, false));
            }
            let found: BTreeSet<&str> = matched.iter().map(|(_, other)| &*other.id).collect();
            assert_eq!(found.len(), matched.len());
            let texts: BTreeSet<&str> = before
                .cases
                .iter()
                .chain(&after.cases)
                .map(|case| case.text.as_str())
                .collect();
            assert_eq!(texts.len(), before.cases.len() * 2);
        }
    }

    #[test]
    fn the_engine_agrees_and_the_deck_goes_out_and_comes_back() {
        let house = published_rulebook("house").unwrap();
        let (before, after) = decks(house, 5);
        assert_eq!((&*before.id, &*after.id), ("k3m9-before", "k3m9-after"));
        assert_eq!(
            (&*before.title, &*after.title),
            ("House, before", "House, after")
        );
        for deck in [&before, &after] {
            assert_eq!(deck.check(Some(house)), []);
            assert_eq!(Deck::from_link(&deck.to_link()).as_ref(), Ok(deck));
            for case in &deck.cases {
                assert!(case.explanation.ends_with('.'), "{}", case.explanation);
                // Nobody who takes the test sees a twin.
                assert!(!case.explanation.contains("twin"), "{}", case.explanation);
            }
        }
        assert_eq!(decks(house, 5), (before, after));
    }

    #[test]
    fn a_changed_definition_is_brought_along() {
        let mut own = published_rulebook("house").unwrap().clone();
        assert_eq!(DeckRulebook::of(&own), DeckRulebook::Known("house".into()));
        own.json["name"] = "Ours".into();
        let own = model::parse_rulebook(&own.json).unwrap();
        let DeckRulebook::Own(brought) = DeckRulebook::of(&own) else {
            panic!("it is not brought along");
        };
        assert_eq!(brought.name, "Ours");
        assert_eq!(brought.json["own_fit"], true);
    }

    #[test]
    fn questions_are_mixed() {
        let house = published_rulebook("house").unwrap();
        let aims = curriculum(&separations(house, DAY));
        let forms = test_forms(house, DAY, &aims, 5, 2);
        let mut places: Vec<usize> = (0..forms.before.len()).collect();
        let key = |item: &TestItem, place: &usize| mixed(item, *place);
        places.sort_by_key(|place| key(&forms.before[*place], place));
        assert_ne!(places, (0..forms.before.len()).collect::<Vec<_>>());
        let (deck, _) = decks(house, 5);
        let said: Vec<&str> = deck.cases.iter().map(|case| &*case.answer).collect();
        let made: Vec<&str> = places
            .iter()
            .map(|place| forms.before[*place].stage.id())
            .collect();
        assert_eq!(said, made);
    }
}
