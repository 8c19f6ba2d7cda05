//! What it costs to get it wrong: a simulator with the reader's own numbers.

mod fields;
mod funnels;
mod moving;
mod sheet;
mod table;

use crate::copying::copy;
use crate::session::Session;
use crate::words;
use exchange::{CostNumber, CostProblem, cost_simulation, read_cost};
use fields::Fields;
use funnels::Funnels;
use leptos::prelude::*;
use model::learn::{Comparison, Simulation, from_counts, presets, simulate};
use sheet::Sheet;
use table::Differences;

/// What the fields say now.
type Read = [Result<CostNumber, CostProblem>; 10];

/// What was put in, and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Found {
    input: Simulation,
    both: Comparison,
}

/// The page.
#[component]
pub fn Cost(session: Session) -> impl IntoView {
    let sheet = Memo::new(move |_| Sheet::kept(session));
    let read = Memo::new(move |_| sheet.with(|sheet| read_cost(&sheet.texts)));
    let now = Memo::new(move |_| {
        let input = read.with(cost_simulation)?;
        let both = simulate(&input).ok()?;
        Some(Found { input, both })
    });
    // While a number is typed the last result stays, and says that it is the last.
    let last = Memo::new(move |before: Option<&Option<Found>>| {
        now.get().or_else(|| before.copied().flatten())
    });
    let currency = Memo::new(move |_| sheet.with(|sheet| sheet.currency.clone()));
    let missing = Memo::new(move |_| read.with(|read| read.iter().filter(|r| r.is_err()).count()));
    view! {
        <div class="cost">
            <h2 tabindex="-1">"What it costs to get it wrong"</h2>
            <p class="cost-about">
                "Hours spent on a contact as if it were a sale about to close are gone, whatever it was. Begin with numbers from the articles, or type your own."
            </p>
            <Beginnings session sheet />
            <section class="cost-result" aria-label="The difference">
                <p role="status" class="cost-sentence">
                    {move || match (now.get(), missing.get()) {
                        (Some(found), _) => found.both.sentence(&currency.get()),
                        (None, count) => {
                            let are = if count == 1 { "is" } else { "are" };
                            let numbers = words::counted(count as u64, "number");
                            format!("{numbers} below {are} missing or cannot be read.")
                        }
                    }}
                </p>
                <Show when=move || now.with(Option::is_some)>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            if let Some(found) = now.get_untracked() {
                                let sentence = found.both.sentence(&currency.get_untracked());
                                copy(session, &sentence, "The sentence", || false);
                            }
                        }
                    >
                        "Copy the sentence"
                    </button>
                </Show>
            </section>
            <div class="cost-body">
                <Fields session sheet read />
                <div class="cost-outcome" class:cost-stale=move || now.with(Option::is_none)>
                    <Show when=move || now.with(Option::is_none) && last.with(Option::is_some)>
                        <p class="cost-note">"Shown for the last numbers that could be read."</p>
                    </Show>
                    <Show when=move || last.with(Option::is_some)>
                        <Funnels found=last />
                        <Differences found=last currency />
                    </Show>
                </div>
            </div>
            <Workings found=now currency />
        </div>
    }
}

/// Numbers to begin with, each with where it comes from.
#[component]
fn Beginnings(session: Session, sheet: Memo<Sheet>) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        sheet.with(|sheet| {
            let mut all = presets().into_iter();
            all.find(|preset| sheet.texts == Sheet::texts_of(&preset.input))
        })
    });
    let buttons = presets().map(|preset| {
        let use_it = move |_| {
            let mut next = sheet.get_untracked();
            next.texts = Sheet::texts_of(&preset.input);
            next.keep(session, &format!("Numbers: {}", preset.name));
        };
        let pressed = move || {
            chosen
                .with(|c| c.is_some_and(|c| c.id == preset.id))
                .to_string()
        };
        view! {
            <button type="button" class="cost-preset" aria-pressed=pressed on:click=use_it>
                <span>{preset.name}</span>
                <small>{format!("Article {}", preset.article)}</small>
                <small>"An illustration, not a forecast"</small>
            </button>
        }
    });
    let from_list = Memo::new(move |_| {
        session.assessments.track();
        session.rules.track();
        session.look(|desk| from_counts(desk.engine.assessments().counts()))
    });
    let take = move |_| {
        let Some(found) = from_list.get_untracked() else {
            return;
        };
        let mut next = sheet.get_untracked();
        next.take(&found);
        let by = session.look(|desk| desk.rulebook.name.clone());
        if !next.keep(session, "Counts from my list") {
            return;
        }
        session.say(format!(
            "Taken from your list by “{by}”: {}.",
            words::counted(found.leads, "lead")
        ));
    };
    view! {
        <div class="cost-presets" role="group" aria-label="Numbers to begin with">
            {buttons.into_iter().collect_view()}
        </div>
        <Show when=move || from_list.with(Option::is_some)>
            <button type="button" class="button cost-take" on:click=take>
                "Take the counts from my list"
            </button>
        </Show>
        <p class="cost-note">
            {move || match chosen.get() {
                Some(preset) => format!("{} Source: article {}.", preset.note, preset.article),
                None => {
                    "Your own numbers. What comes of them is an illustration, not a forecast: it knows nothing of your market but what is typed here."
                        .to_owned()
                }
            }}
        </p>
    }
}

/// How the result comes about, so that nobody has to believe it.
#[component]
fn Workings(found: Memo<Option<Found>>, currency: Memo<String>) -> impl IntoView {
    view! {
        <details class="cost-workings">
            <summary>"How this is worked out"</summary>
            <p>
                "A lead may prove a prospect, a prospect an opportunity, an opportunity a customer. Work on a contact takes the hours of the stage that it is taken for; whether it buys depends on what it is. Taken for opportunities, all leads take the hours of an opportunity. By stage, each contact first takes the hours of a lead; those that prove prospects take those of a prospect as well, and so on."
            </p>
            <dl>
                {move || {
                    let found = found.get()?;
                    let steps = found.both.workings(&found.input, &currency.get()).into_iter();
                    Some(
                        steps
                            .map(|step| {
                                view! {
                                    <div>
                                        <dt>{step.what}</dt>
                                        <dd>{step.how}</dd>
                                    </div>
                                }
                            })
                            .collect_view(),
                    )
                }}
            </dl>
        </details>
    }
}
