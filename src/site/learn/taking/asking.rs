//! A test that runs: one case at a time, without a word on what is right. Every answer is kept at once.

use super::overview::{Overview, Places};
use super::short;
use super::test::record_key;
use crate::app::focus_first;
use crate::learn::choices::{Choices, place_of};
use crate::learn::decks::rulebook_of;
use crate::learn::records;
use crate::session::Session;
use crate::{clock, dialog, slice};
use exchange::{Deck, DeckCase, Sitting, with_attempt, with_running};
use leptos::ev;
use leptos::prelude::*;
use model::learn::Sureness;
use serde_json::Value;
use wasm_bindgen::JsCast;

/// Stories with more letters than this scroll in a frame of their own, so that the choices stay near.
const LONG: usize = 1_500;
/// Time between two answers beyond this many milliseconds is a break.
const BREAK: f64 = 300_000.0;

/// The test that runs. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Running {
    session: Session,
    key: StoredValue<String>,
    /// The deck.
    pub deck: StoredValue<Deck>,
    /// How it stands, as it is kept.
    pub sitting: Memo<Option<Sitting>>,
    /// When the last answer was given, in milliseconds since the page was opened.
    since: StoredValue<f64>,
}

impl Running {
    /// Changes how it stands, and keeps it.
    fn change(self, change: impl FnOnce(&mut Sitting)) {
        let Some(mut sitting) = self.sitting.get_untracked() else {
            return;
        };
        self.count_time(&mut sitting);
        change(&mut sitting);
        let key = record_key(&self.key.get_value());
        let record = untrack(|| records::record(self.session, &key));
        let json = self
            .deck
            .with_value(|deck| with_running(record, deck, Some(&sitting)));
        records::note(self.session, &key, json);
    }

    fn count_time(self, sitting: &mut Sitting) {
        let now = slice::now();
        let spent = (now - self.since.get_value()).clamp(0.0, BREAK);
        self.since.set_value(now);
        // Not negative and at most a break.
        sitting.millis = sitting.millis.saturating_add(spent as u64);
    }

    /// Goes to a case by its place from 0, or to the look over all of them.
    pub fn go(self, at: usize) {
        self.change(|sitting| sitting.at = at.min(sitting.cases.len()));
    }

    /// Answers the case on the screen.
    fn answer(self, answer: String) {
        self.change(|sitting| {
            if let Some(place) = sitting.answers.get_mut(sitting.at) {
                *place = Some(answer);
            }
        });
    }

    /// Says how sure; said again, it is taken back.
    fn be_sure(self, sureness: Sureness) {
        self.change(|sitting| {
            if let Some(place) = sitting.sure.get_mut(sitting.at) {
                *place = (*place != Some(sureness)).then_some(sureness);
            }
        });
    }

    /// Ends the test.
    pub fn finish(self) {
        let Some(mut sitting) = self.sitting.get_untracked() else {
            return;
        };
        self.count_time(&mut sitting);
        let key = record_key(&self.key.get_value());
        let record = untrack(|| records::record(self.session, &key));
        let json = self.deck.with_value(|deck| {
            let rulebook = rulebook_of(self.session, deck);
            let definition = match (&rulebook, &deck.rulebook) {
                (Some(rulebook), _) => (rulebook.id.as_str(), rulebook.name.as_str()),
                (None, exchange::DeckRulebook::Known(id)) => (id.as_str(), id.as_str()),
                (None, exchange::DeckRulebook::Own(own)) => (own.id.as_str(), own.name.as_str()),
            };
            let attempt = sitting.finish(deck, definition, clock::today());
            with_attempt(record, deck, &attempt)
        });
        records::note(self.session, &key, json);
    }

    /// The answer to the case at a place.
    fn answer_at(self, at: usize) -> Option<String> {
        let answer = |s: &Option<Sitting>| s.as_ref()?.answers.get(at).cloned().flatten();
        self.sitting.with(answer)
    }
}

/// The screen of a test that runs.
#[component]
pub fn Asking(
    session: Session,
    key: String,
    deck: Deck,
    record: Memo<Option<Value>>,
) -> impl IntoView {
    let deck = StoredValue::new(deck);
    let running = Running {
        session,
        key: StoredValue::new(key),
        deck,
        sitting: Memo::new(move |_| {
            let record = record.get()?;
            deck.with_value(|deck| Sitting::read(&record, deck))
        }),
        since: StoredValue::new(slice::now()),
    };
    let at = Memo::new(move |_| running.sitting.with(|s| s.as_ref().map_or(0, |s| s.at)));
    Effect::new(move |_| {
        at.track();
        focus_first(".learn-page h2");
    });
    let keys = window_event_listener(ev::keydown, move |event| on_key(&event, running));
    on_cleanup(move || keys.remove());
    let title = deck.with_value(|deck| short(&deck.title));
    view! {
        <p class="taking-title">
            <bdi>{title}</bdi>
        </p>
        {move || {
            let place = at.get();
            let case = deck.with_value(|deck| {
                let case = deck.cases.get(place)?.clone();
                let options = deck.options(&case).into_iter().map(str::to_owned).collect();
                Some((case, options))
            });
            match case {
                Some((case, options)) => view! { <Case running place case options /> }.into_any(),
                None => view! { <Overview running /> }.into_any(),
            }
        }}
    }
}

#[component]
fn Case(running: Running, place: usize, case: DeckCase, options: Vec<String>) -> impl IntoView {
    let all = running.deck.with_value(|deck| deck.cases.len());
    let lang = running.deck.with_value(|deck| deck.lang.clone());
    let long = case.text.chars().nth(LONG).is_some();
    let chosen = Signal::derive(move || running.answer_at(place));
    let sure = Memo::new(move |_| {
        let at = |s: &Option<Sitting>| s.as_ref()?.sure.get(place).copied().flatten();
        running.sitting.with(at)
    });
    let next = if place + 1 < all {
        "Next"
    } else {
        "Look over all answers"
    };
    view! {
        <h2 tabindex="-1">{format!("Case {} of {all}", place + 1)}</h2>
        <progress class="taking-progress" aria-label="How far you are" max=all value=place></progress>
        <div
            class="taking-story"
            class:long=long
            dir="auto"
            lang=(!lang.is_empty()).then_some(lang)
            tabindex=long.then_some("0")
            role=long.then_some("group")
            aria-label=long.then_some("The case")
        >
            {case.text}
        </div>
        <Choices
            legend="Your answer"
            options
            chosen
            right=Signal::derive(|| None::<String>)
            choose=move |answer| running.answer(answer)
        />
        <div class="taking-sure" role="group" aria-label="How sure are you? You need not say.">
            <span class="muted" aria-hidden="true">
                "How sure?"
            </span>
            {Sureness::ALL
                .map(|sureness| {
                    view! {
                        <button
                            type="button"
                            class="button small"
                            aria-pressed=move || (sure.get() == Some(sureness)).to_string()
                            on:click=move |_| running.be_sure(sureness)
                        >
                            {match sureness {
                                Sureness::Guess => "Guessing",
                                Sureness::Fairly => "Fairly sure",
                                Sureness::Very => "Very sure",
                            }}
                        </button>
                    }
                })
                .collect_view()}
        </div>
        <div class="taking-steps">
            <button
                type="button"
                class="button"
                disabled=place == 0
                on:click=move |_| running.go(place.saturating_sub(1))
            >
                "Back"
            </button>
            <button
                type="button"
                class="button"
                class:primary=move || chosen.with(Option::is_some)
                on:click=move |_| running.go(place + 1)
            >
                {next}
            </button>
            <span class="taking-keys muted" aria-hidden="true">
                <kbd>"1"</kbd>
                " … chooses, "
                <kbd>"Enter"</kbd>
                " goes on"
            </span>
        </div>
        <Places running place />
    }
}

/// Numbers choose; Enter goes on once there is an answer.
fn on_key(event: &ev::KeyboardEvent, running: Running) {
    if event.default_prevented()
        || event.ctrl_key()
        || event.alt_key()
        || event.meta_key()
        || dialog::is_open()
    {
        return;
    }
    let target = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    let within = |selector: &str| {
        let found = target.as_ref().map(|t| t.closest(selector));
        matches!(found, Some(Ok(Some(_))))
    };
    let Some(sitting) = running.sitting.get_untracked() else {
        return;
    };
    let key = event.key();
    if key == "Enter" {
        let answered = sitting.answers.get(sitting.at).is_some_and(Option::is_some);
        // On anything else that can be pressed, Enter presses it.
        let free = within(".choice[aria-pressed=true]")
            || !within("button, a, input, select, textarea, summary");
        if answered && free {
            event.prevent_default();
            running.go(sitting.at + 1);
        }
        return;
    }
    if within("input, select, textarea") {
        return;
    }
    let option = place_of(&key).and_then(|place| {
        running.deck.with_value(|deck| {
            let case = deck.cases.get(sitting.at)?;
            deck.options(case)
                .get(place)
                .map(|option| (*option).to_owned())
        })
    });
    if let Some(option) = option {
        event.prevent_default();
        running.answer(option);
    }
}
