//! The list of a deck's cases: their order, copies of them, and away with them.

use super::super::address::{Page, go};
use super::super::stage_name::StageName;
use super::deck::Problems;
use super::draft::{Draft, blank_case};
use super::settings::beginning;
use crate::learn::focus::focus_when_there;
use crate::words;
use exchange::{MOST_CASES, add_case, cases_of, move_case, remove_case, set_member_of, text_of};
use leptos::prelude::*;
use model::{Stage, assess_alone, contact_table};
use serde_json::Value;

/// The section.
#[component]
pub fn Cases(draft: Draft, problems: Memo<Problems>) -> impl IntoView {
    let ids = Memo::new(move |_| {
        draft.json.with(|json| {
            let cases = cases_of(json).iter();
            // Two with one id are two lines all the same.
            cases
                .enumerate()
                .map(|(at, case)| (at, text_of(case, "id").to_owned()))
                .collect::<Vec<_>>()
        })
    });
    let wrong = Memo::new(move |_| {
        let rulebook = draft.rulebook.get();
        let day = draft.as_of();
        draft.json.with(|json| {
            let cases = cases_of(json).iter().enumerate();
            rulebook.map_or_else(Vec::new, |rulebook| {
                cases
                    .filter_map(|(at, case)| {
                        let answer = Stage::from_id(text_of(case, "answer"))?;
                        let table = contact_table(case.get("contact")?).ok()?;
                        let said = assess_alone(&rulebook, &table, day).stage;
                        (said != answer).then_some((at, said))
                    })
                    .collect()
            })
        })
    });
    let take_all = move |_| {
        let all = wrong.get_untracked();
        draft.change("take the definition’s answers", |deck| {
            for (at, said) in &all {
                if let Some(case) = exchange::case_at(deck, *at) {
                    set_member_of(case, "answer", Some(said.id().into()));
                }
            }
        });
        draft.say(format!(
            "{} changed. Look at the explanations too.",
            words::counted(all.len() as u64, "answer")
        ));
        focus_when_there(&[".desk-cases h3"]);
    };
    view! {
        <section class="desk-cases" aria-labelledby="desk-cases">
            <div class="desk-title">
                <h3 id="desk-cases" tabindex="-1">
                    {move || words::counted(draft.count() as u64, "case")}
                </h3>
                <button type="button" class="button primary" on:click=move |_| new_case(draft)>
                    "Write a case"
                </button>
            </div>
            {move || {
                let count = wrong.with(Vec::len);
                (count > 0)
                    .then(|| {
                        view! {
                            <p class="desk-warning desk-all">
                                {match count {
                                    1 => "One answer is not what the definition says.".to_owned(),
                                    n => format!("{} answers are not what the definition says.", words::count(n as u64)),
                                }}
                                <button type="button" class="button small" on:click=take_all>
                                    "Take the definition’s"
                                </button>
                            </p>
                        }
                    })
            }}
            <ol>
                {move || {
                    ids.get().into_iter().map(|(at, _)| view! { <Line draft problems at /> }).collect_view()
                }}
            </ol>
        </section>
    }
}

/// Adds a case and goes there.
pub fn new_case(draft: Draft) {
    let mut place = None;
    draft.change("write a case", |deck| {
        place = add_case(deck, usize::MAX, blank_case())
    });
    if draft.session.read_only.get_untracked() {
        return;
    }
    match place {
        Some(at) => go(&Page::Desk(format!("{}/{}", draft.key(), at + 1))),
        None => warn_full(draft),
    }
}

/// Says that a deck takes no more cases.
pub fn warn_full(draft: Draft) {
    draft.session.warn(format!(
        "A deck has at most {} cases. Make another one.",
        words::count(MOST_CASES as u64)
    ));
}

#[component]
fn Line(draft: Draft, problems: Memo<Problems>, at: usize) -> impl IntoView {
    let case = Memo::new(move |_| draft.case(at));
    let number = at + 1;
    let href = Page::Desk(format!("{}/{number}", draft.key())).hash();
    let trouble = Memo::new(move |_| {
        problems.with(|Problems(found)| {
            let all = found.unfinished.iter().chain(&found.doubtful);
            let mut of_case = all.filter(|issue| issue.case == Some(at));
            of_case.next().map(|issue| issue.what.clone())
        })
    });
    let shift = move |to: usize, button: &'static str| {
        draft.change(&format!("move case {number}"), |deck| {
            move_case(deck, at, to)
        });
        draft.say(format!("Case {number} is case {} now.", to + 1));
        // At either end the button is gone; the other one is there.
        let last = draft.count() - 1;
        let button = match (to, button) {
            (0, "up") => "down",
            (to, "down") if to == last => "up",
            _ => button,
        };
        focus_when_there(&[&format!(
            ".desk-cases li:nth-child({}) .desk-{button}",
            to + 1
        )]);
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let to = match (event.alt_key(), event.key().as_str()) {
            (true, "ArrowUp") if at > 0 => at - 1,
            (true, "ArrowDown") if at + 1 < draft.count() => at + 1,
            _ => return,
        };
        event.prevent_default();
        draft.change(&format!("move case {number}"), |deck| {
            move_case(deck, at, to)
        });
        draft.say(format!("Case {number} is case {} now.", to + 1));
        focus_when_there(&[&format!(".desk-cases li:nth-child({}) a", to + 1)]);
    };
    let copy = move |_| {
        let case = case.get_untracked();
        let mut place = None;
        draft.change(&format!("copy case {number}"), |deck| {
            place = add_case(deck, at + 1, case);
        });
        if place.is_none() {
            return warn_full(draft);
        }
        draft.say(format!("Case {} is a copy of case {number}.", number + 1));
        focus_when_there(&[&format!(".desk-cases li:nth-child({}) a", number + 1)]);
    };
    let remove = move |_| {
        draft.change(&format!("remove case {number}"), |deck| {
            remove_case(deck, at)
        });
        draft.say(format!("Case {number} is removed. Undo brings it back."));
        focus_when_there(&[".desk-cases h3"]);
    };
    view! {
        <li on:keydown=on_key>
            <span class="desk-number" aria-hidden="true">{number}</span>
            <div class="desk-what">
                <a href=href title="Alt and the arrow keys move it">
                    <span class="unseen">{format!("Case {number}: ")}</span>
                    {move || {
                        let text = case.with(beginning);
                        if text.is_empty() { "(no story yet)".to_owned() } else { text }
                    }}
                </a>
                {move || trouble.get().map(|what| view! { <small class="desk-doubt">{what}</small> })}
            </div>
            <span class="desk-answer">{move || case.with(answer)}</span>
            <div class="desk-row desk-tools">
                {(at > 0)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="quiet desk-up"
                                aria-label=format!("Move case {number} up")
                                title="Up"
                                on:click=move |_| shift(at - 1, "up")
                            >
                                <svg class="icon" aria-hidden="true">
                                    <use href="#icon-up"></use>
                                </svg>
                            </button>
                        }
                    })}
                {move || {
                    (at + 1 < draft.count())
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="quiet desk-down"
                                    aria-label=format!("Move case {number} down")
                                    title="Down"
                                    on:click=move |_| shift(at + 1, "down")
                                >
                                    <svg class="icon" aria-hidden="true">
                                        <use href="#icon-down"></use>
                                    </svg>
                                </button>
                            }
                        })
                }}
                <button type="button" class="button small" aria-label=format!("Copy case {number}") on:click=copy>
                    "Copy"
                </button>
                <button
                    type="button"
                    class="quiet"
                    aria-label=format!("Remove case {number}")
                    title="Remove"
                    on:click=remove
                >
                    <svg class="icon" aria-hidden="true">
                        <use href="#icon-close"></use>
                    </svg>
                </button>
            </div>
        </li>
    }
}

/// The right answer of a case, a stage with its shape.
fn answer(case: &Value) -> AnyView {
    let answer = text_of(case, "answer").to_owned();
    match Stage::from_id(&answer) {
        Some(stage) => view! { <StageName stage /> }.into_any(),
        None => view! { <span>{answer}</span> }.into_any(),
    }
}
