//! Variants: the same quiz with changes, to see which does better.

use super::draft::Draft;
use crate::app::focus_first;
use crate::slice;
use leptos::prelude::*;
use serde_json::{Number, Value, json};

/// Which variant is edited, and how often visitors get each.
#[component]
pub fn Variants(draft: Draft) -> impl IntoView {
    let variants = Memo::new(move |_| draft.kept.with(variants));
    let any = Memo::new(move |_| variants.with(|all| !all.is_empty()));
    // One that is gone, by an undo, is no longer edited.
    Effect::new(move |_| {
        let gone = draft
            .variant
            .get()
            .is_some_and(|id| !variants.with(|all| all.iter().any(|(known, _)| *known == id)));
        if gone {
            draft.variant.set(None);
        }
    });
    view! {
        <Show when=move || any.get()>
            <section class="quiz-section quiz-variants">
                <h2>"Versions"</h2>
                <p class="muted">
                    "Each visitor gets one of them, the same each time. What you change while a version is chosen here is changed in it alone."
                </p>
                <fieldset>
                    <legend class="unseen">"You are editing"</legend>
                    <Pick draft id=None weight=String::new() />
                    {move || {
                        variants
                            .get()
                            .into_iter()
                            .map(|(id, weight)| view! { <Pick draft id=Some(id) weight /> })
                            .collect_view()
                    }}
                </fieldset>
                <p>
                    <button type="button" class="button small" on:click=move |_| add(draft)>
                        "Add a version"
                    </button>
                </p>
            </section>
        </Show>
    }
}

/// The way to a first variant.
#[component]
pub fn BeginVariants(draft: Draft) -> impl IntoView {
    let none = Memo::new(move |_| draft.kept.with(|quiz| variants(quiz).is_empty()));
    view! {
        <Show when=move || none.get()>
            <section class="quiz-section">
                <h2>"Versions"</h2>
                <p class="muted">
                    "Try two versions against each other: half of the visitors get one, half the other, and the report says which does better."
                </p>
                <p>
                    <button type="button" class="button small" on:click=move |_| add(draft)>
                        "Make a second version"
                    </button>
                </p>
            </section>
        </Show>
    }
}

#[component]
fn Pick(draft: Draft, id: Option<String>, weight: String) -> impl IntoView {
    let mine = id.clone();
    let chosen = Memo::new(move |_| draft.variant.get() == mine);
    let choose = {
        let id = id.clone();
        move |_| draft.variant.set(id.clone())
    };
    let name = id.as_ref().map_or_else(
        || "What all versions share".to_owned(),
        |id| format!("Version {id}"),
    );
    let share = id.map(|id| {
        let (weighted, gone) = (id.clone(), id.clone());
        let set_weight = move |event: leptos::ev::Event| {
            let text = event_target_value(&event);
            let weight = text.trim().parse::<f64>().ok().and_then(Number::from_f64);
            match weight {
                Some(weight) => set(draft, &weighted, weight),
                None => draft.session.warn("A share is a number, such as 1 or 2."),
            }
        };
        view! {
            <label>
                <span>"Share"</span>
                <input class="field" type="text" inputmode="decimal" prop:value=weight on:change=set_weight />
            </label>
            <button
                type="button"
                class="quiet"
                aria-label=format!("Remove version {id}")
                on:click=move |_| remove(draft, &gone)
            >
                <svg class="icon" aria-hidden="true">
                    <use href="#icon-close"></use>
                </svg>
            </button>
        }
    });
    view! {
        <div class="quiz-version">
            <label class="check">
                <input type="radio" name="quiz-version" prop:checked=chosen on:change=choose />
                {name}
            </label>
            {share}
        </div>
    }
}

/// The variants with their shares.
fn variants(quiz: &Value) -> Vec<(String, String)> {
    let listed = quiz.get("variants").and_then(Value::as_array);
    let variant = |variant: &Value| {
        let id = variant.get("id")?.as_str()?.to_owned();
        let weight = variant
            .get("weight")
            .map_or("1".to_owned(), Value::to_string);
        Some((id, weight))
    };
    listed.into_iter().flatten().filter_map(variant).collect()
}

/// Adds a version; the first time, one that is the original and one to change.
fn add(draft: Draft) {
    let mut edited = None;
    draft.change_kept("Add a version", |quiz| {
        let taken: Vec<String> = variants(quiz).into_iter().map(|(id, _)| id).collect();
        let mut free = ('a'..='z')
            .map(String::from)
            .filter(|id| !taken.contains(id));
        let Some(members) = quiz.as_object_mut() else {
            return;
        };
        let list = members.entry("variants").or_insert_with(|| json!([]));
        let Some(list) = list.as_array_mut() else {
            return;
        };
        for _ in 0..if list.is_empty() { 2 } else { 1 } {
            if let Some(id) = free.next() {
                list.push(json!({ "id": id, "weight": 1, "changes": {} }));
                edited = Some(id);
            }
        }
    });
    if edited.is_some() {
        draft.variant.set(edited);
        // What is chosen stands at the top of the editor.
        leptos::task::spawn_local(async {
            slice::breathe().await;
            focus_first(".quiz-version input:checked");
        });
    }
}

fn set(draft: Draft, id: &str, weight: Number) {
    draft.change_kept("Share of a version", |quiz| {
        let variants = quiz.get_mut("variants").and_then(Value::as_array_mut);
        for variant in variants.into_iter().flatten() {
            if let (true, Some(members)) = (
                variant.get("id").and_then(Value::as_str) == Some(id),
                variant.as_object_mut(),
            ) {
                members.insert("weight".to_owned(), whole(&weight).into());
            }
        }
    });
}

/// A weight as people write it: 1, not 1.0.
fn whole(weight: &Number) -> Number {
    match weight.as_f64() {
        Some(value) if value.fract() == 0.0 && value.abs() < 1e9 => Number::from(value as i64),
        _ => weight.clone(),
    }
}

fn remove(draft: Draft, id: &str) {
    draft.change_kept("Remove a version", |quiz| {
        let Some(members) = quiz.as_object_mut() else {
            return;
        };
        let mut empty = false;
        if let Some(list) = members.get_mut("variants").and_then(Value::as_array_mut) {
            list.retain(|v| v.get("id").and_then(Value::as_str) != Some(id));
            empty = list.is_empty();
        }
        if empty {
            members.shift_remove("variants");
        }
    });
}
