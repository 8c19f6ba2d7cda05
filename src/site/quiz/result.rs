//! The results: for whom, what they say, and where they lead.

use super::controls::{Choice, Field, Holds, Places};
use super::draft::Draft;
use super::questions::{Name, focus_within, is_open, names};
use crate::words;
use leptos::html;
use leptos::prelude::*;
use model::Stage;
use model::quiz::changes::{add_result, move_result, remove_result};
use serde_json::Value;

/// The section with all results.
#[component]
pub fn Results(draft: Draft) -> impl IntoView {
    let names = Memo::new(move |_| draft.shown.with(|quiz| names(quiz, "results")));
    view! {
        <section class="quiz-section">
            <h2>"Results " <span class="muted">{move || names.with(Vec::len)}</span></h2>
            <p class="muted">"A visitor sees the first one that is for them."</p>
            <ol class="quiz-list">
                <For
                    each=move || names.get()
                    key=|name| name.clone()
                    children=move |name| view! { <Item draft names name /> }
                />
            </ol>
            <button
                type="button"
                class="button small"
                on:click=move |_| draft.add("/results", "Add a result", add_result)
            >
                "Add a result"
            </button>
        </section>
    }
}

#[component]
fn Item(draft: Draft, names: Memo<Vec<Name>>, name: Name) -> impl IntoView {
    let id = name.0.clone();
    let place = Memo::new(move |_| {
        names.with(|names| names.iter().position(|n| *n == name).unwrap_or(usize::MAX))
    });
    let count = Memo::new(move |_| names.with(Vec::len));
    let last = Memo::new(move |_| place.get().saturating_add(1) >= count.get());
    let at = move |member: &'static str| {
        Signal::derive(move || format!("/results/{}/{member}", place.get()))
    };
    let whom = Memo::new(move |_| {
        let place = place.get();
        draft.shown.with(|quiz| whom(quiz, place))
    });
    let fresh = draft.is_fresh("/results", &id);
    let opened = RwSignal::new(fresh);
    let item = NodeRef::<html::Li>::new();
    if fresh {
        focus_within(item);
    }
    let go = Callback::new(move |by: isize| {
        let from = place.get_untracked();
        let to = from.saturating_add_signed(by);
        draft.change("Move a result", |quiz| move_result(quiz, from, to));
    });
    let remove = Callback::new(move |()| {
        let place = place.get_untracked();
        draft.change("Remove a result", |quiz| remove_result(quiz, place));
    });
    view! {
        <li class="quiz-item" node_ref=item>
            <details open=fresh on:toggle=move |event| opened.set(opened.get_untracked() || is_open(&event))>
                <summary>
                    <span class="quiz-number">{move || place.get().saturating_add(1)}</span>
                    <span class="quiz-summary">{move || draft.text(&at("title").get())}</span>
                    <small>{whom}</small>
                </summary>
                <Show when=move || opened.get()>
                    <Body draft place last />
                </Show>
            </details>
            <Places
                what="result"
                number=Signal::derive(move || place.get().saturating_add(1))
                up=Signal::derive(move || place.get() > 0 && !last.get())
                down=Signal::derive(move || place.get().saturating_add(2) < count.get())
                go
                remove
            />
        </li>
    }
}

/// What a result says and where it leads.
#[component]
fn Body(draft: Draft, place: Memo<usize>, last: Memo<bool>) -> impl IntoView {
    let at = move |member: &'static str| {
        Signal::derive(move || format!("/results/{}/{member}", place.get()))
    };
    let has_action = Memo::new(move |_| {
        let place = at("action").get();
        draft.shown.with(|quiz| quiz.pointer(&place).is_some())
    });
    let kinds = Signal::derive(|| {
        [
            ("link", "Link"),
            ("calendar", "Calendar"),
            ("download", "Download"),
        ]
        .map(|(id, name)| (id.to_owned(), name.to_owned()))
        .to_vec()
    });
    let switch_action = move |event: leptos::ev::Event| {
        let action = event_target_checked(&event).then(
            || serde_json::json!({ "type": "link", "text": "Read more", "href": "https://" }),
        );
        draft.set(
            &at("action").get_untracked(),
            action,
            "What a result leads to",
        );
    };
    view! {
                <div class="quiz-body">
                    <Show when=move || !last.get()>
                        <Stages draft place />
                    </Show>
                    <Field draft place=at("title") label="Title" />
                    <Field draft place=at("text") label="Text" holds=Holds::OptionalLines />
                    <label class="check">
                        <input type="checkbox" prop:checked=has_action on:change=switch_action />
                        "With a button"
                    </label>
                    <Show when=move || has_action.get()>
                        <div class="quiz-pair">
                            <Choice draft place=at("action/type") label="To" choices=kinds />
                            <Field draft place=at("action/text") label="The button says" />
                        </div>
                        <Field
                            draft
                            place=at("action/href")
                            label="Address"
                            hint="https, http, mailto or tel"
                        />
                    </Show>
                </div>
    }
}

/// The stages a result is for.
#[component]
fn Stages(draft: Draft, place: Memo<usize>) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        let place = place.get();
        draft.shown.with(|quiz| stages(quiz, place))
    });
    let grades = Memo::new(move |_| {
        let place = place.get();
        draft.shown.with(|quiz| grades(quiz, place))
    });
    let toggle = move |stage: Stage, on: bool| {
        let mut ids: Vec<&str> = chosen.with_untracked(|chosen| {
            let all = Stage::ALL
                .iter()
                .filter(|s| chosen.contains(s) && **s != stage);
            all.map(|s| s.id()).collect()
        });
        if on {
            ids.push(stage.id());
        }
        let place = format!("/results/{}/when/stage", place.get_untracked());
        let value = (!ids.is_empty()).then(|| ids.into());
        draft.set(&place, value, "Whom a result is for");
    };
    let typed = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        let grades: Vec<String> = text
            .split([',', ' '])
            .filter(|grade| !grade.is_empty())
            .map(str::to_uppercase)
            .collect();
        let place = format!("/results/{}/when/grade", place.get_untracked());
        let value = (!grades.is_empty()).then(|| grades.into());
        draft.set(&place, value, "Whom a result is for");
    };
    view! {
        <fieldset class="quiz-stages">
            <legend>"For visitors who are"</legend>
            {Stage::ALL
                .map(|stage| {
                    view! {
                        <label class=format!("check stage {}", words::stage_class(stage))>
                            <input
                                type="checkbox"
                                prop:checked=move || chosen.with(|chosen| chosen.contains(&stage))
                                on:change=move |event| toggle(stage, event_target_checked(&event))
                            />
                            <svg class="shape" aria-hidden="true">
                                <use href=words::stage_shape(stage)></use>
                            </svg>
                            {stage.label()}
                        </label>
                    }
                })
                .collect_view()}
            <label class="quiz-field">
                <span>"and whose grade is one of"</span>
                <input
                    class="field"
                    type="text"
                    autocomplete="off"
                    placeholder="Any grade"
                    prop:value=grades
                    on:change=typed
                />
                <small>"A, B, C, D for fit; with 1 to 4 for engagement: A, B1, B2"</small>
            </label>
        </fieldset>
    }
}

fn result(quiz: &Value, place: usize) -> Option<&Value> {
    quiz.get("results")?.get(place)
}

fn stages(quiz: &Value, place: usize) -> Vec<Stage> {
    let listed = result(quiz, place).and_then(|r| r.get("when")?.get("stage")?.as_array());
    let ids = listed.into_iter().flatten().filter_map(Value::as_str);
    let ids: Vec<&str> = ids.collect();
    let known = Stage::ALL.into_iter();
    known.filter(|stage| ids.contains(&stage.id())).collect()
}

fn grades(quiz: &Value, place: usize) -> String {
    let listed = result(quiz, place).and_then(|r| r.get("when")?.get("grade")?.as_array());
    let grades = listed.into_iter().flatten().filter_map(Value::as_str);
    grades.collect::<Vec<_>>().join(", ")
}

/// Whom a result is for, in words.
fn whom(quiz: &Value, place: usize) -> String {
    let has_when = result(quiz, place).is_some_and(|r| r.get("when").is_some());
    if !has_when {
        return "everyone else".to_owned();
    }
    let stages: Vec<&str> = stages(quiz, place).iter().map(|s| s.label()).collect();
    let mut words = stages.join(", ");
    let grades = grades(quiz, place);
    if !grades.is_empty() {
        if !words.is_empty() {
            words.push_str(", ");
        }
        words.push_str("grade ");
        words.push_str(&grades);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::whom;
    use serde_json::json;

    #[test]
    fn whom_a_result_is_for() {
        let quiz = json!({ "results": [
            { "when": { "stage": ["prospect", "opportunity"] } },
            { "when": { "stage": ["lead"], "grade": ["A", "B1"] } },
            { "when": { "grade": ["D"] } },
            {},
        ] });
        let words: Vec<String> = (0..4).map(|place| whom(&quiz, place)).collect();
        let expected = [
            "Prospect, Opportunity",
            "Lead, grade A, B1",
            "grade D",
            "everyone else",
        ];
        assert_eq!(words, expected);
    }
}
