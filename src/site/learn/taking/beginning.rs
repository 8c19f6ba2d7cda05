//! Before a test: what it is, and who takes it.

use super::given::replace;
use super::test::record_key;
use super::{focus_heading, short, test_page};
use crate::learn::deck_rules::DeckRules;
use crate::learn::records;
use crate::session::Session;
use crate::words;
use exchange::{Deck, Sitting, with_running};
use leptos::ev;
use leptos::prelude::*;
use model::learn::{MOST_QUESTIONS, TestResult, write_code};
use serde_json::json;

/// Where the learner's name is kept.
const LEARNER: &str = "learner";

/// What stands before the first case.
#[component]
pub fn Beginning(session: Session, key: String, deck: Deck) -> impl IntoView {
    focus_heading();
    let known = untrack(|| records::record(session, LEARNER));
    let known = known.and_then(|kept| Some(kept.get("name")?.as_str()?.to_owned()));
    let name = RwSignal::new(known.unwrap_or_default());
    let refusal = RwSignal::new(String::new());
    let all = deck.cases.len();
    let title = short(&deck.title);
    let pass = deck.pass_mark.map(|mark| needed(all, mark));
    let rules = deck.clone();
    let type_name = move |event: ev::Event| {
        name.set(event_target_value(&event));
        refusal.set(String::new());
        records::note(session, LEARNER, json!({ "name": name.get_untracked() }));
    };
    let start = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let learner = name.get_untracked();
        match name_refusal(&learner) {
            Some(why) => {
                refusal.set(why);
                crate::app::focus_first("#taking-name");
            }
            None => {
                let record_key = record_key(&key);
                let record = untrack(|| records::record(session, &record_key));
                let sitting = Sitting::new(&deck, &learner);
                let json = with_running(record, &deck, Some(&sitting));
                records::note(session, &record_key, json);
                // A reload is not to begin once more.
                replace(&test_page(&key));
            }
        }
    };
    view! {
        <h2 tabindex="-1">
            <bdi>{title}</bdi>
        </h2>
        <ul class="taking-facts">
            <li>{words::counted(all as u64, "case")} ", one at a time"</li>
            {pass.map(|pass| view! { <li>{pass}</li> })}
            <li>"What a story does not tell, nobody knows, or it did not happen"</li>
            <li>"You see what was right at the end"</li>
            {(all > MOST_QUESTIONS)
                .then(|| {
                    view! {
                        <li>
                            {format!("It has more than {MOST_QUESTIONS} cases, so there is no result code at the end: show your trainer the result itself")}
                        </li>
                    }
                })}
            <li>"Answers are kept as you go: close the page and come back whenever you like"</li>
        </ul>
        <DeckRules session deck=rules />
        {if all == 0 {
            view! { <p class="taking-refusal">"This deck has no cases yet. Ask whoever made it for one that has."</p> }
                .into_any()
        } else {
            view! {
                <form class="taking-begin" on:submit=start>
                    <label for="taking-name">"Your name"</label>
                    <input
                        id="taking-name"
                        class="field"
                        autocomplete="name"
                        maxlength="60"
                        aria-describedby="taking-name-use taking-name-refusal"
                        aria-invalid=move || refusal.with(|why| !why.is_empty()).to_string()
                        prop:value=name
                        on:input=type_name
                    />
                    <p id="taking-name-use" class="muted">
                        "It goes into your result code and onto your certificate, and stays in this browser otherwise."
                    </p>
                    <p id="taking-name-refusal" class="taking-refusal" role="alert">
                        {refusal}
                    </p>
                    <button type="submit" class="button primary">
                        "Start the test"
                    </button>
                </form>
            }
                .into_any()
        }}
    }
}

/// Why a name cannot stand in a code, in a sentence.
fn name_refusal(name: &str) -> Option<String> {
    let result = TestResult {
        learner: name.to_owned(),
        ..TestResult::default()
    };
    write_code(&result).err().map(|why| why.to_string())
}

/// How many of all cases must be right for a share.
fn needed(all: usize, mark: f64) -> String {
    let least = (0..=all).find(|right| exchange::is_enough(*right, all, mark));
    match least {
        Some(least) => format!("{least} of {all} right to pass"),
        None => "To pass, all must be right".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{name_refusal, needed};

    #[test]
    fn the_pass_mark_is_a_number_of_cases() {
        for (all, mark, expected) in [
            (10, 0.8, "8 of 10 right to pass"),
            (12, 0.7, "9 of 12 right to pass"),
            (3, 0.0, "0 of 3 right to pass"),
            (3, 1.0, "3 of 3 right to pass"),
        ] {
            assert_eq!(needed(all, mark), expected);
        }
    }

    #[test]
    fn names_must_fit_into_a_code() {
        assert_eq!(name_refusal("Ann"), None);
        assert!(name_refusal("  ").is_some());
        assert!(name_refusal(&"é".repeat(31)).is_some());
    }
}
