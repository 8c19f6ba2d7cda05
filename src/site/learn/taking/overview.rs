//! All cases of a test at a glance: which are answered, which are open; and its end.

use super::asking::Running;
use crate::app::focus_first;
use crate::{slice, words};
use leptos::prelude::*;

/// With more cases there is a line instead of a button for each.
const MOST: usize = 200;

/// The numbers of all cases, to go to; what is answered has a mark.
#[component]
pub fn Places(
    running: Running,
    /// The one on the screen; behind the last for none.
    place: usize,
) -> impl IntoView {
    let answered = Memo::new(move |_| {
        running.sitting.with(|sitting| {
            let answers = sitting.iter().flat_map(|sitting| &sitting.answers);
            answers.map(Option::is_some).collect::<Vec<bool>>()
        })
    });
    let all = answered.with_untracked(Vec::len);
    let done = move || answered.with(|all| all.iter().filter(|done| **done).count());
    let open = move || answered.with(|all| all.iter().position(|done| !done));
    view! {
        <nav class="taking-places" aria-label="All cases">
            <p class="muted">
                {move || format!("{} of {} answered.", words::count(done() as u64), words::count(all as u64))}
                {move || {
                    open()
                        .filter(|open| *open != place)
                        .map(|open| {
                            view! {
                                " "
                                <button type="button" class="link" on:click=move |_| running.go(open)>
                                    {format!("Go to case {}, the first open one", open + 1)}
                                </button>
                            }
                        })
                }}
            </p>
            {(all <= MOST)
                .then(|| {
                    (0..all)
                        .map(|at| {
                            let is_done = move || {
                                answered.with(|all| all.get(at).copied().unwrap_or(false))
                            };
                            view! {
                                <button
                                    type="button"
                                    class="taking-place"
                                    class:done=is_done
                                    aria-current=(at == place).then_some("step")
                                    aria-label=move || {
                                        format!("Case {}, {}", at + 1, if is_done() { "answered" } else { "open" })
                                    }
                                    on:click=move |_| running.go(at)
                                >
                                    {at + 1}
                                </button>
                            }
                        })
                        .collect_view()
                })}
        </nav>
    }
}

/// Before the end: what is open, and the button that ends the test.
#[component]
pub fn Overview(running: Running) -> impl IntoView {
    let all = running.deck.with_value(|deck| deck.cases.len());
    let open = Memo::new(move |_| {
        let open = running
            .sitting
            .with(|sitting| sitting.as_ref().map(|s| s.open().len()));
        open.unwrap_or(0)
    });
    let asked = RwSignal::new(false);
    let finish = move |_| {
        if open.get_untracked() == 0 {
            running.finish();
        } else {
            asked.set(true);
        }
    };
    let sentence = move || match open.get() {
        0 => "All cases are answered. You can still change any of them; after the end you cannot."
            .to_owned(),
        1 => "One case is still open. It would count as wrong.".to_owned(),
        open => format!(
            "{} cases are still open. They would count as wrong.",
            words::count(open as u64)
        ),
    };
    view! {
        <h2 tabindex="-1">"Look over all answers"</h2>
        <p>{sentence}</p>
        <Places running place=all />
        {move || {
            if asked.get() {
                view! { <Confirm running open asked /> }.into_any()
            } else {
                view! {
                    <div class="taking-steps">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| running.go(all.saturating_sub(1))
                        >
                            "Back"
                        </button>
                        <button type="button" class="button primary taking-finish" on:click=finish>
                            "Finish the test"
                        </button>
                    </div>
                }
                    .into_any()
            }
        }}
    }
}

/// Asks once more, as some cases are open. The focus goes to the question, and back when it is answered with no.
#[component]
fn Confirm(running: Running, open: Memo<usize>, asked: RwSignal<bool>) -> impl IntoView {
    Effect::new(move |_| focus_first("#taking-confirm"));
    let not_yet = move |_| {
        asked.set(false);
        leptos::task::spawn_local(async move {
            slice::breathe().await;
            focus_first(".taking-finish");
        });
    };
    view! {
        <div class="taking-confirm" role="group" aria-labelledby="taking-confirm">
            <p id="taking-confirm" tabindex="-1">
                {move || format!("Finish with {} open?", words::counted(open.get() as u64, "case"))}
            </p>
            <button type="button" class="button primary" on:click=move |_| running.finish()>
                "Finish all the same"
            </button>
            <button type="button" class="button" on:click=not_yet>
                "Not yet"
            </button>
        </div>
    }
}
