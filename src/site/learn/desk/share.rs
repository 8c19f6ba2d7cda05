//! Sharing a deck: as a file, and as a link that is the deck.

use super::draft::Draft;
use crate::copying::{Copy, page_address};
use crate::keep::download;
use crate::words;
use exchange::{Deck, pack_link};
use leptos::prelude::*;

/// Links longer than this are cut by some mail programs.
const LONG: usize = 8_000;

/// The section.
#[component]
pub fn Share(draft: Draft) -> impl IntoView {
    let ready = Memo::new(move |_| draft.ready());
    move || ready.get().map(|deck| view! { <Ways draft deck /> })
}

#[component]
fn Ways(draft: Draft, deck: Deck) -> impl IntoView {
    let session = draft.session;
    let json = deck.to_json();
    // Looked at first: packing takes long where it is.
    let too_large = json.to_string().len() > exchange::MOST_LINK_BYTES;
    let link = match too_large {
        true => String::new(),
        false => format!("{}#/learn/deck/{}", page_address(), pack_link(&json)),
    };
    let length = link.chars().count();
    let file = file_name(&deck.id, &deck.title, "deck.json");
    let save = {
        let file = file.clone();
        move |_| {
            let text = serde_json::to_string_pretty(&json).unwrap_or_default() + "\n";
            match download(&file, "application/json", &text) {
                Ok(()) => session.say(format!("Downloading {file}.")),
                Err(_) => session.warn("This browser did not save the file."),
            }
        }
    };
    view! {
        <div class="desk-card desk-share">
            <h4>"To learners"</h4>
            {match too_large {
                true => {
                    view! {
                        <p class="desk-note">"This deck is too large for a link. Give out the file instead."</p>
                    }
                        .into_any()
                }
                false => {
                    view! {
                        <p class="desk-hint">
                            "The link is the deck: whoever opens it takes the test in their own browser, and no server keeps it."
                        </p>
                        <Copy session label="Link to the deck" text=link.clone() class="desk-copy" />
                        <p class="desk-hint">
                            {format!("{} characters. ", words::count(length as u64))}
                            {(length > LONG)
                                .then_some("Some mail programs cut links this long: send the file instead, or put the link on a page or into a chat.")}
                        </p>
                    }
                        .into_any()
                }
            }} <div class="desk-row">
                <button type="button" class="button" on:click=save>
                    "Download as a file"
                </button>
                <span class="desk-hint">{format!("{file}, to open in Leadlens")}</span>
            </div>
        </div>
    }
}

/// A name for a file of a deck: from its title as far as that makes a name, else its id.
pub fn file_name(id: &str, title: &str, ending: &str) -> String {
    let plain = |text: &str| {
        let mut name = String::new();
        for letter in text.chars() {
            match letter.is_alphanumeric() {
                true => name.extend(letter.to_lowercase()),
                false if name.ends_with('-') || name.is_empty() => {}
                false => name.push('-'),
            }
        }
        let name: String = name.chars().take(50).collect();
        name.trim_matches('-').to_owned()
    };
    let name = [plain(title), plain(id)]
        .into_iter()
        .find(|name| !name.is_empty());
    format!("{}.{ending}", name.unwrap_or_else(|| "deck".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn files_are_named_after_decks() {
        for (title, name) in [
            ("First week: who?", "first-week-who.x"),
            ("Größe / Maß", "größe-maß.x"),
            ("../..", "id.x"),
            (&"a".repeat(80), &format!("{}.x", "a".repeat(50))),
        ] {
            assert_eq!(file_name("id", title, "x"), name);
        }
        assert_eq!(file_name("", "?", "x"), "deck.x");
    }
}
