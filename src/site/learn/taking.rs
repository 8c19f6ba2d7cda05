//! Taking a deck as a test, and a deck that somebody gave as a link.

mod asking;
mod beginning;
mod check;
mod code;
mod forms;
mod given;
mod list;
mod opening;
mod outcome;
mod overview;
mod review;
mod test;

use super::address::Page;
use super::certificate::Certificate;
use crate::app::focus_first;
use crate::session::Session;
use leptos::prelude::*;

pub use code::Drawn;
pub use given::Given;
pub use test::attempt;

/// The test of a deck; the list of tests without one. Behind a deck's key may stand `/result/2` or `/certificate/2`: those of its second
/// attempt; or `/again`: its beginning, whatever came of it before.
#[component]
pub fn Taking(session: Session, key: Option<String>) -> impl IntoView {
    let Some(address) = key else {
        return view! { <list::TestList session /> }.into_any();
    };
    let (key, part) = part_of(&address);
    match part {
        Part::Test => view! { <test::TestPage session key again=false /> }.into_any(),
        Part::Again => view! { <test::TestPage session key again=true /> }.into_any(),
        Part::Result(number) => view! { <outcome::Outcome session key number /> }.into_any(),
        Part::Certificate(number) => view! { <Certificate session key number /> }.into_any(),
    }
}

/// What of a test an address means; attempts are counted from 0 here and from 1 there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The test itself.
    Test,
    /// Its beginning, also after it was taken.
    Again,
    /// What came of an attempt.
    Result(usize),
    /// The certificate of an attempt.
    Certificate(usize),
}

fn part_of(address: &str) -> (String, Part) {
    let mut pieces = address.split('/');
    let key = pieces.next().unwrap_or_default().to_owned();
    let part = pieces.next();
    let number = pieces.next().and_then(|number| number.parse().ok());
    let number = number.and_then(|number: usize| number.checked_sub(1));
    let part = match (part, number) {
        (Some("again"), None) => Part::Again,
        (Some("result"), Some(number)) => Part::Result(number),
        (Some("certificate"), Some(number)) => Part::Certificate(number),
        _ => Part::Test,
    };
    (key, part)
}

/// The page of a deck's test.
pub fn test_page(key: &str) -> Page {
    Page::Test(Some(key.to_owned()))
}

/// The page on which a deck's test begins once more.
pub fn again_page(key: &str) -> Page {
    Page::Test(Some(format!("{key}/again")))
}

/// The page of an attempt's result, counted from 0.
pub fn result_page(key: &str, number: usize) -> Page {
    Page::Test(Some(format!("{key}/result/{}", number + 1)))
}

/// The page of an attempt's certificate, counted from 0.
pub fn certificate_page(key: &str, number: usize) -> Page {
    Page::Test(Some(format!("{key}/certificate/{}", number + 1)))
}

/// The most letters of a title on a line.
const TITLE: usize = 90;

/// A title as it fits into a line: decks come from anywhere, and may be called anything.
pub fn short(text: &str) -> String {
    let mut words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(TITLE) {
        words.truncate(end);
        words.push('…');
    }
    words
}

/// Gives the focus to the page's heading once it is there, as what had it is gone.
pub fn focus_heading() {
    Effect::new(move |_| focus_first(".learn-page h2"));
}

#[cfg(test)]
mod tests {
    use super::{Part, certificate_page, part_of, result_page, short};
    use crate::learn::address::Page;

    #[test]
    fn parts_of_a_test_have_addresses() {
        for (address, key, part) in [
            ("ours", "ours", Part::Test),
            ("ours/result/1", "ours", Part::Result(0)),
            ("ours/certificate/12", "ours", Part::Certificate(11)),
            ("ours/result/0", "ours", Part::Test),
            ("ours/result", "ours", Part::Test),
            ("ours/again", "ours", Part::Again),
            ("ours/else/1", "ours", Part::Test),
        ] {
            assert_eq!(part_of(address), (key.to_owned(), part), "{address}");
        }
        let page = |hash: &str| Page::at(hash);
        assert_eq!(page("#/learn/test/a-b/result/2"), result_page("a-b", 1));
        assert_eq!(
            page("#/learn/test/a-b/certificate/1"),
            certificate_page("a-b", 0)
        );
    }

    #[test]
    fn titles_fit_into_a_line() {
        assert_eq!(short(" First\n week "), "First week");
        assert_eq!(short(&"é".repeat(90)), "é".repeat(90));
        assert_eq!(short(&"é".repeat(91)), "é".repeat(90) + "…");
    }
}
