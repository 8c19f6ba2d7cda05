//! After a test: case by case, what was said, what is right, and why.

use crate::learn::deck_rules::other_answer;
use crate::learn::decks::rulebook_of;
use crate::panel::criteria::tree;
use crate::session::Session;
use crate::words;
use exchange::{Attempt, Deck, DeckCase, option_label};
use leptos::prelude::*;
use model::{Gate, One, Part, Rulebook, Stage, Verdict, contact_table, explain};

/// Texts with more letters scroll.
const LONG: usize = 1_000;
/// So many cases are shown at first.
const FIRST: usize = 100;

/// All cases of an attempt, as far as the deck still has them.
#[component]
pub fn Review(session: Session, attempt: Attempt, deck: Deck) -> impl IntoView {
    let rulebook = StoredValue::new(rulebook_of(session, &deck));
    let most = RwSignal::new(FIRST);
    let found: Vec<(usize, DeckCase)> = (0..attempt.cases.len())
        .filter_map(|place| {
            let id = attempt.cases.get(place)?;
            let case = deck.cases.iter().find(|case| case.id == *id)?;
            Some((place, case.clone()))
        })
        .collect();
    let gone = attempt.right.len().saturating_sub(found.len());
    let all = found.len();
    let data = StoredValue::new((attempt, deck, found));
    view! {
        <section class="taking-review" aria-labelledby="taking-review">
            <h3 id="taking-review">"Case by case"</h3>
            {(gone > 0)
                .then(|| {
                    view! {
                        <p class="muted">
                            {format!("{} of this test no longer in the deck; the score stands.", if gone == 1 { "One case is".to_owned() } else { format!("{gone} cases are") })}
                        </p>
                    }
                })}
            <ol>
                {move || {
                    data.with_value(|(attempt, deck, found)| {
                        found
                            .iter()
                            .take(most.get())
                            .map(|(place, case)| reviewed(attempt, deck, *place, case, rulebook))
                            .collect_view()
                    })
                }}
            </ol>
            {move || {
                (most.get() < all)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| most.update(|most| *most += FIRST)
                            >
                                "Show more cases"
                            </button>
                        }
                    })
            }}
        </section>
    }
}

fn reviewed(
    attempt: &Attempt,
    deck: &Deck,
    place: usize,
    case: &DeckCase,
    rulebook: StoredValue<Option<Rulebook>>,
) -> impl IntoView + use<> {
    let right = attempt.right.get(place).copied().unwrap_or(false);
    let said = attempt.answers.get(place).cloned().flatten();
    let was = attempt.was.get(place).unwrap_or(&case.answer).clone();
    let said = match said {
        Some(said) => view! { {answer(&said)} }.into_any(),
        None => "left open".into_any(),
    };
    let explained = (case.contact.is_some() && Stage::from_id(&was).is_some())
        .then(|| (case.contact.clone().unwrap_or_default(), deck.as_of));
    let other = explained.as_ref().and_then(|(contact, as_of)| {
        let table = contact_table(contact).ok()?;
        rulebook.with_value(|rulebook| {
            let rulebook = rulebook.as_ref()?;
            let said = One::new(rulebook, &table, *as_of).stage();
            other_answer(Stage::from_id(&was)?, &super::short(&rulebook.name), said)
        })
    });
    let opened = RwSignal::new(false);
    let explanation = case.explanation.clone();
    view! {
        <li class:right=right>
            <p class="taking-mark">
                <span class=if right { "sign met" } else { "sign not_met" } aria-hidden="true">
                    {if right { "✓" } else { "✗" }}
                </span>
                <b>{format!("{}. {}", place + 1, if right { "Right" } else { "Wrong" })}</b>
                <span>
                    "You said " {said}
                    {(!right).then(|| view! { "; it is " {answer(&was)} })}
                </span>
            </p>
            {told("taking-told", "The case", case.text.clone())}
            {(!explanation.trim().is_empty())
                .then(|| told("taking-why", "Why", explanation))}
            {other.map(|other| view! { <p class="taking-other">{other}</p> })}
            {explained
                .map(|(contact, as_of)| {
                    let table = contact_table(&contact).ok();
                    view! {
                        <details on:toggle=move |_| opened.set(true)>
                            <summary>"Why, criterion by criterion"</summary>
                            {move || {
                                opened
                                    .get()
                                    .then(|| {
                                        rulebook
                                            .with_value(|rulebook| match (rulebook, &table) {
                                                (Some(rulebook), Some(table)) => {
                                                    criteria(rulebook, table, as_of)
                                                }
                                                (None, _) => {
                                                    view! { <p>"The definition of this deck is not here."</p> }.into_any()
                                                }
                                                (_, None) => {
                                                    view! { <p>"The contact of this case cannot be read."</p> }.into_any()
                                                }
                                            })
                                    })
                            }}
                        </details>
                    }
                })}
        </li>
    }
}

/// A text of the deck; a long one scrolls in a frame of its own, which the keyboard comes to.
fn told(class: &'static str, name: &'static str, text: String) -> impl IntoView {
    let long = text.chars().nth(LONG).is_some();
    view! {
        <div
            class=class
            class:long=long
            dir="auto"
            tabindex=long.then_some("0")
            role=long.then_some("group")
            aria-label=long.then_some(name)
        >
            {text}
        </div>
    }
}

/// An answer: a stage by shape and name, or a text.
fn answer(said: &str) -> AnyView {
    match Stage::from_id(said) {
        Some(stage) => view! { <crate::learn::stage_name::StageName stage /> }.into_any(),
        None => view! { <q><bdi>{super::short(option_label(said))}</bdi></q> }.into_any(),
    }
}

/// What each gate asks for, and how it stands.
fn criteria(rulebook: &Rulebook, table: &model::Table, as_of: model::Day) -> AnyView {
    let said = explain(rulebook, table, 0, as_of);
    let ruled_out: Vec<Part> = said
        .disqualifiers
        .iter()
        .filter(|part| part.verdict == Verdict::Met)
        .cloned()
        .collect();
    view! {
        <div class="taking-criteria">
            <p>{said.why.clone()}</p>
            {(!ruled_out.is_empty())
                .then(|| {
                    view! {
                        <h4>"Ruled out"</h4>
                        {tree(&ruled_out)}
                    }
                })}
            {Gate::ALL
                .into_iter()
                .zip(&said.gate_parts)
                .map(|(gate, parts)| {
                    let stage = gate.stage();
                    view! {
                        <h4>
                            <svg class=format!("shape {}", words::stage_class(stage)) aria-hidden="true">
                                <use href=words::stage_shape(stage)></use>
                            </svg>
                            {format!("To be {}", model::learn::stage_words(stage))}
                        </h4>
                        {tree(parts)}
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
