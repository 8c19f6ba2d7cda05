//! What a deck is called, by which definition and on which day its answers are right, and when it is passed.

use super::draft::{Draft, rulebook_named};
use super::fields::TextField;
use crate::definitions;
use crate::words;
use exchange::{DeckRulebook, cases_of, set_member_of, text_of};
use leptos::prelude::*;
use model::{Day, One, Rulebook, Stage, contact_table};
use serde_json::Value;

/// The languages that are offered; any other tag of a deck is kept.
const LANGUAGES: [(&str, &str); 8] = [
    ("", "Not said"),
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("pt", "Portuguese"),
];

/// The fields.
#[component]
pub fn Settings(draft: Draft) -> impl IntoView {
    view! {
        <section class="desk-settings" aria-label="About the deck">
            <TextField draft member="title" label="Title" id="desk-title" />
            <Definition draft />
            <AsOf draft />
            <PassMark draft />
            <Language draft />
        </section>
    }
}

#[component]
fn Definition(draft: Draft) -> impl IntoView {
    let session = draft.session;
    let named = Memo::new(move |_| draft.json.with(|json| json.get("rulebook").cloned()));
    let own = move || named.with(|named| matches!(named, Some(Value::Object(_))));
    let chosen = Memo::new(move |_| match own() {
        true => "\u{0}own".to_owned(),
        false => draft.text("rulebook"),
    });
    let options = move || {
        session.rules.track();
        let mut options: Vec<(String, String)> = definitions::choices(session)
            .into_iter()
            .map(|choice| (choice.id, choice.name))
            .collect();
        let now = chosen.get();
        if !options.iter().any(|(id, _)| *id == now) {
            let name = match own() {
                true => draft.rulebook.with(|own| match own {
                    Some(own) => format!("{} (came with the deck)", own.name),
                    None => "The deck’s own".to_owned(),
                }),
                false => format!("{now} (not here)"),
            };
            options.push((now, name));
        }
        options
    };
    let choose = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        if id == chosen.get_untracked() {
            return;
        }
        let before = draft.rulebook.get_untracked();
        let Some(after) = rulebook_named(session, &Value::from(id.as_str())) else {
            return;
        };
        let day = draft.as_of();
        let moved = draft
            .json
            .with_untracked(|json| changed(json, before.as_ref(), &after, day));
        draft.set("rulebook", Some(id.into()), &format!("use {}", after.name));
        draft.say(moved_words(&moved, &after.name));
    };
    view! {
        <label class="desk-field">
            <span>"Definition"</span>
            <select class="field" prop:value=chosen on:change=choose>
                {move || {
                    let now = chosen.get();
                    options()
                        .into_iter()
                        .map(|(id, name)| {
                            let selected = id == now;
                            view! { <option value=id selected=selected>{name}</option> }
                        })
                        .collect_view()
                }}
            </select>
            <small>
                {move || {
                    let changed = draft
                        .rulebook
                        .with(|rulebook| rulebook.as_ref().is_some_and(|rulebook| matches!(DeckRulebook::of(rulebook), DeckRulebook::Own(_))));
                    if changed || own() { "Your own rules travel with the deck." } else { "By this the answers are right." }
                }}
            </small>
        </label>
    }
}

/// The cases whose facts give another stage by another definition: the place of each, and both stages.
fn changed(
    deck: &Value,
    before: Option<&Rulebook>,
    after: &Rulebook,
    day: Day,
) -> Vec<(usize, Stage, Stage)> {
    let Some(before) = before else {
        return Vec::new();
    };
    let mut moved = Vec::new();
    for (at, case) in cases_of(deck).iter().enumerate() {
        let Some(Ok(table)) = case.get("contact").map(contact_table) else {
            continue;
        };
        let was = One::new(before, &table, day).stage();
        let is = One::new(after, &table, day).stage();
        if was != is {
            moved.push((at, was, is));
        }
    }
    moved
}

fn moved_words(moved: &[(usize, Stage, Stage)], name: &str) -> String {
    if moved.is_empty() {
        return format!("By {name} all facts give the same stages as before.");
    }
    let told: Vec<String> = moved
        .iter()
        .take(4)
        .map(|(at, was, is)| {
            let (was, is) = (was.label().to_lowercase(), is.label().to_lowercase());
            format!("case {} ({was} → {is})", at + 1)
        })
        .collect();
    let more = match moved.len().saturating_sub(told.len()) {
        0 => String::new(),
        n => format!(" and {}", words::counted(n as u64, "other")),
    };
    format!(
        "By {name} other stages come out of the facts of {}{more}. Look at their answers.",
        told.join(", ")
    )
}

#[component]
fn AsOf(draft: Draft) -> impl IntoView {
    let value = Memo::new(move |_| draft.text("as_of"));
    view! {
        <label class="desk-field">
            <span>"As of"</span>
            <input
                class="field"
                type="date"
                prop:value=value
                on:change=move |event| {
                    let day = event_target_value(&event);
                    // A day that is being typed is none yet.
                    if Day::parse(&day).is_some() {
                        draft.set("as_of", Some(day.into()), "the day");
                    }
                }
            />
            <small>"The day learners judge from."</small>
        </label>
    }
}

#[component]
fn PassMark(draft: Draft) -> impl IntoView {
    let value = Memo::new(move |_| {
        draft.json.with(|json| match json.get("pass_mark") {
            Some(Value::Number(mark)) => percent(mark.as_f64().unwrap_or(0.0)),
            Some(Value::String(text)) => text.clone(),
            _ => String::new(),
        })
    });
    // While it is typed, what was typed stands there.
    let typed = RwSignal::new(None::<String>);
    let shown = move || typed.get().unwrap_or_else(|| value.get());
    let wrong = move || mark_of(&shown()).is_err();
    view! {
        <label class="desk-field">
            <span>"Pass mark, per cent"</span>
            <input
                class="field"
                class:bad=wrong
                type="text"
                inputmode="decimal"
                autocomplete="off"
                placeholder="None"
                aria-invalid=move || wrong().then_some("true")
                prop:value=shown
                on:input=move |event| {
                    let text = event_target_value(&event);
                    // What is no mark is kept as it was typed, and pointed out.
                    let mark = match mark_of(&text) {
                        Ok(mark) => mark.map(Value::from),
                        Err(()) => Some(Value::from(text.as_str())),
                    };
                    typed.set(Some(text));
                    draft.type_in("pass_mark", "pass mark", |deck| set_member_of(deck, "pass_mark", mark));
                }
                on:blur=move |_| {
                    if typed.with_untracked(Option::is_some) {
                        typed.set(None);
                    }
                    draft.session.end_typing();
                }
            />
            <small>
                {move || if wrong() { "A number from 0 to 100." } else { "Empty: nobody passes or fails." }}
            </small>
        </label>
    }
}

/// A share as per cent, with no more digits than it has.
fn percent(share: f64) -> String {
    let percent = (share * 1_000_000.0).round() / 10_000.0;
    percent.to_string()
}

/// Per cent as a share; none where nothing is typed.
fn mark_of(text: &str) -> Result<Option<f64>, ()> {
    let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let percent = text
        .parse::<f64>()
        .ok()
        .filter(|p| (0.0..=100.0).contains(p))
        .ok_or(())?;
    Ok(Some((percent * 10_000.0).round() / 1_000_000.0))
}

#[component]
fn Language(draft: Draft) -> impl IntoView {
    let value = Memo::new(move |_| draft.text("lang"));
    let other = move || {
        let now = value.get();
        let known = LANGUAGES.iter().any(|(tag, _)| *tag == now);
        (!known).then(|| view! { <option value=now.clone() selected>{now.clone()}</option> })
    };
    view! {
        <label class="desk-field">
            <span>"Language"</span>
            <select
                class="field"
                prop:value=value
                on:change=move |event| {
                    let tag = event_target_value(&event);
                    draft.set("lang", (!tag.is_empty()).then(|| tag.into()), "language");
                }
            >
                {LANGUAGES
                    .map(|(tag, name)| {
                        view! { <option value=tag selected=value.get_untracked() == tag>{name}</option> }
                    })
                    .collect_view()}
                {other}
            </select>
            <small>"For screen readers and platforms."</small>
        </label>
    }
}

/// Says what a text of a case is called: its beginning.
pub fn beginning(case: &Value) -> String {
    let text: Vec<&str> = text_of(case, "text").split_whitespace().collect();
    let text = text.join(" ");
    match text.char_indices().nth(110) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{beginning, changed, mark_of, moved_words, percent};
    use model::{Day, Stage, published_rulebook};
    use serde_json::json;

    #[test]
    fn pass_marks_are_shares() {
        for (text, expected) in [
            ("", Ok(None)),
            (" 80 ", Ok(Some(0.8))),
            ("66,67 %", Ok(Some(0.6667))),
            ("0", Ok(Some(0.0))),
            ("100", Ok(Some(1.0))),
            ("101", Err(())),
            ("-1", Err(())),
            ("most", Err(())),
            ("nan", Err(())),
        ] {
            assert_eq!(mark_of(text), expected, "{text}");
            if let Ok(Some(mark)) = expected {
                assert_eq!(mark_of(&percent(mark)), expected);
            }
        }
    }

    #[test]
    fn another_definition_says_which_answers_move() {
        let fact = |id: &str| json!({ "text": "A", "contact": { "attributes": { id: "yes" } } });
        let deck = json!({ "cases": [fact("in_target_market"), fact("explicit_intent"), { "text": "no facts" }] });
        let (house, intent) = (
            published_rulebook("house").unwrap(),
            published_rulebook("criteria-and-intent").unwrap(),
        );
        let day = Day::parse("2026-11-26").unwrap();
        assert_eq!(changed(&deck, Some(house), house, day), []);
        assert_eq!(changed(&deck, None, house, day), []);
        let moved = changed(&deck, Some(house), intent, day);
        assert_eq!(moved, [(0, Stage::Lead, Stage::Contact)]);
        let said = moved_words(&moved, "X");
        assert!(said.contains("case 1 (lead → contact)"), "{said}");
        assert!(moved_words(&[], "X").contains("the same stages"));
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(beginning(&json!({ "text": " a\n b " })), "a b");
        assert_eq!(
            beginning(&json!({ "text": "é".repeat(200) }))
                .chars()
                .count(),
            111
        );
        assert_eq!(beginning(&json!({})), "");
    }
}
