//! Decks that come from outside: a file chosen or dropped, a link pasted.

use super::{short, test_page};
use crate::learn::address::{Page, go};
use crate::learn::decks::{KeptDeck, as_meant, keep_deck, kept_decks, new_key};
use crate::learn::records;
use crate::session::Session;
use exchange::{Course, Deck, DeckFileError, MOST_DECK_BYTES, read_deck};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Where it is kept what is pasted here, until it is opened.
const PASTED: &str = "typed/link";

/// Where decks are opened.
#[component]
pub fn OpenDeck(session: Session) -> impl IntoView {
    let over = RwSignal::new(false);
    let refusal = RwSignal::new(String::new());
    let pasted = RwSignal::new(records::typed_before(session, PASTED));
    let open = move |file: web_sys::File| {
        refusal.set(String::new());
        leptos::task::spawn_local(async move {
            match read(&file).await {
                Ok(Brought::Deck(deck)) => {
                    if let Some(key) = keep_once(session, &deck) {
                        go(&test_page(&key));
                    }
                }
                // What it is, and its start, is the page that its link leads to.
                Ok(Brought::Course(course)) => go(&Page::Course(course.to_link())),
                Err(why) => {
                    // The page may be gone meanwhile.
                    let _ = refusal.try_set(format!("{}: {why}", short(&file.name())));
                }
            }
        });
    };
    let on_drag = move |event: ev::DragEvent| {
        event.prevent_default();
        event.stop_propagation();
        over.set(true);
    };
    let on_drop = move |event: ev::DragEvent| {
        event.prevent_default();
        event.stop_propagation();
        over.set(false);
        match event
            .data_transfer()
            .and_then(|d| d.files())
            .and_then(|f| f.get(0))
        {
            Some(file) => open(file),
            None => {
                refusal.set("That was no file. Drop the file of a deck or of a course.".to_owned())
            }
        }
    };
    let on_choose = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            open(file);
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    let on_link = move |event: ev::SubmitEvent| {
        event.prevent_default();
        match page_of_link(&pasted.get_untracked()) {
            Some(hash) => {
                records::note_typed(session, PASTED, "");
                if let Some(window) = web_sys::window() {
                    let _ = window.location().set_hash(&hash);
                }
            }
            None => refusal.set("This is not the link of a deck or of a course. Such a link has “#/learn/deck/” or “#/learn/course/” in it; copy all of it.".to_owned()),
        }
    };
    view! {
        <section
            class="taking-open"
            class:over=over
            aria-labelledby="taking-open"
            on:dragover=on_drag
            on:dragleave=move |_| over.set(false)
            on:drop=on_drop
        >
            <h3 id="taking-open">"Open a deck or a course"</h3>
            <p class="muted">"Drop the file your trainer gave you here, choose it, or paste the link."</p>
            <label class="taking-file button">
                "Choose a file"
                <input type="file" class="unseen" accept=".json,application/json" on:change=on_choose />
            </label>
            <form class="taking-link" on:submit=on_link>
                <label class="unseen" for="taking-link">
                    "Link of a deck or a course"
                </label>
                <input
                    id="taking-link"
                    class="field"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="…#/learn/deck/2.…"
                    prop:value=pasted
                    on:input=move |event| {
                        pasted.set(event_target_value(&event));
                        pasted.with_untracked(|text| records::note_typed(session, PASTED, text));
                        refusal.set(String::new());
                    }
                />
                <button type="submit" class="button">
                    "Open the link"
                </button>
            </form>
            <p class="taking-refusal" role="alert">
                {refusal}
            </p>
        </section>
    }
}

/// Keeps a deck, unless the very same is kept already, and says under which key; `None` where it cannot be kept, which is said on the
/// screen.
pub fn keep_once(session: Session, deck: &Deck) -> Option<String> {
    let json = as_meant(session, deck.to_json());
    let meant = read_deck(&json);
    let same = |kept: &KeptDeck| {
        let is = |deck: &Deck| kept.deck.as_ref() == Ok(deck);
        is(deck) || meant.as_ref().is_ok_and(is)
    };
    let kept = untrack(|| kept_decks(session));
    if let Some(same) = kept.into_iter().find(same) {
        return Some(same.key);
    }
    let key = new_key(session, &json);
    keep_deck(
        session,
        &key,
        json,
        &format!("Open “{}”", short(&deck.title)),
    );
    untrack(|| records::record(session, &format!("deck/{key}"))).map(|_| key)
}

/// What a file holds.
#[derive(Debug)]
enum Brought {
    Deck(Box<Deck>),
    Course(Box<Course>),
}

async fn read(file: &web_sys::File) -> Result<Brought, String> {
    if file.size() > MOST_DECK_BYTES as f64 {
        return Err(format!(
            "this file is too large for a deck; at most {} MB are read. Nothing was changed.",
            MOST_DECK_BYTES / 1_000_000
        ));
    }
    let text = JsFuture::from(file.text()).await;
    let text = text.ok().and_then(|text| text.as_string());
    let text = text.ok_or("this file could not be read. Try again; nothing was changed.")?;
    brought(&text)
}

/// What is in a file's text, or a sentence why that is nothing to take.
fn brought(text: &str) -> Result<Brought, String> {
    match Course::in_file(text) {
        Some(Ok(course)) => Ok(Brought::Course(Box::new(course))),
        Some(Err(why)) => Err(format!("{} Nothing was changed.", closed(&why.to_string()))),
        None => deck_of(text).map(|deck| Brought::Deck(Box::new(deck))),
    }
}

/// The deck in a file's text, or a sentence why there is none.
fn deck_of(text: &str) -> Result<Deck, String> {
    let text = text.trim_start_matches('\u{feff}');
    Deck::from_text(text).map_err(|why| match why {
        DeckFileError::Json(_) if !text.trim_start().starts_with('{') => {
            "this is not the file of a deck. Decks are made in the trainer’s desk, which also opens question files of other programs. Nothing was changed.".to_owned()
        }
        other => format!("{} Nothing was changed.", closed(&other.to_string())),
    })
}

/// A sentence with its full stop.
fn closed(sentence: &str) -> String {
    let sentence = sentence.trim_end();
    if sentence.ends_with(['.', '!', '?']) {
        sentence.to_owned()
    } else {
        format!("{sentence}.")
    }
}

/// The address within this page that a pasted link means: that of a deck, or of a course.
fn page_of_link(text: &str) -> Option<String> {
    // Programs for mail break long lines.
    let text: String = text.split_whitespace().collect();
    let at = ["#/learn/deck/", "#/learn/course/"]
        .into_iter()
        .find_map(|start| text.find(start).and_then(|at| text.get(at..)));
    if let Some(hash) = at {
        return Some(hash.to_owned());
    }
    // What stands behind the page's address, alone.
    let bare = text.split_once('.').is_some_and(|(version, rest)| {
        let digits = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit());
        digits && !rest.is_empty()
    });
    bare.then(|| match Course::from_link(&text) {
        Ok(_) => Page::Course(text).hash(),
        Err(_) => Page::Link(text).hash(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Brought, brought, closed, page_of_link};
    use exchange::Course;

    #[test]
    fn links_are_found_in_what_was_pasted() {
        for (text, expected) in [
            (
                "https://a.example/x/#/learn/deck/1.q1Y",
                Some("#/learn/deck/1.q1Y"),
            ),
            (
                "  https://a.example/#/learn/deck/1.q\r\n 1Y ",
                Some("#/learn/deck/1.q1Y"),
            ),
            (
                "https://a.example/#/learn/course/1.q1Y",
                Some("#/learn/course/1.q1Y"),
            ),
            ("1.q1Y", Some("#/learn/deck/1.q1Y")),
            ("https://a.example/", None),
            ("javascript:alert(1)", None),
            ("", None),
        ] {
            assert_eq!(page_of_link(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn courses_are_known_in_files_and_in_links() {
        let case = r#"[{"id":"1","text":"Who?","answer":"lead"}]"#;
        let deck = |id: &str| {
            format!(
                r#"{{"format":"leadlens.deck/1","id":"{id}","title":"T","as_of":"2026-11-26","rulebook":"house","cases":{case}}}"#
            )
        };
        let text = format!(
            r#"{{"format":"leadlens.course/1","title":"Ours","before":{},"after":{}}}"#,
            deck("k7q2mx-before"),
            deck("k7q2mx-after")
        );
        let Ok(Brought::Course(course)) = brought(&text) else {
            panic!("{:?}", brought(&text));
        };
        assert_eq!(course.stem, "k7q2mx");
        assert!(matches!(brought(&deck("ours")), Ok(Brought::Deck(_))));
        let link = Course::to_link(&course);
        let page = format!("#/learn/course/{link}");
        assert_eq!(page_of_link(&link), Some(page));
    }

    #[test]
    fn wrong_files_are_refused_with_a_sentence() {
        for (text, part) in [
            ("name,company\nAda,Acme", "this is not the file of a deck."),
            ("", "this is not the file of a deck."),
            (
                "{ \"format\": ",
                "This file is not JSON as Leadlens writes it.",
            ),
            (
                "{\"format\":\"leadlens.quiz/1\"}",
                "expected \"leadlens.deck/1\", found \"leadlens.quiz/1\"",
            ),
            (
                "\u{feff}{\"format\":\"leadlens.deck/9\"}",
                "newer version of Leadlens",
            ),
            (
                "{\"format\":\"leadlens.course/1\"}",
                "This course cannot be read.",
            ),
        ] {
            let why = brought(text).unwrap_err();
            assert!(why.contains(part), "{why}");
            assert!(why.ends_with("Nothing was changed."), "{why}");
            assert!(!why.contains(".."), "{why}");
        }
        assert_eq!(closed("a"), "a.");
    }
}
