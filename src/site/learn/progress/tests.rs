//! What tests have shown, where any were taken: records under `test/`, read as far as they can be read.

use crate::learn::address::Page;
use crate::learn::records;
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::{Day, Kept};
use serde_json::Value;

/// A try at a test.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Attempt {
    on: Option<Day>,
    right: u32,
    asked: u32,
}

/// A test and all tries at it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Taken {
    key: String,
    title: String,
    attempts: Vec<Attempt>,
}

/// The tests with finished tries, ordered by key, so that a test before stands by the one after.
fn taken(records: &[Kept]) -> Vec<Taken> {
    let mut all = Vec::new();
    for kept in records {
        let Some(key) = kept.key.strip_prefix("test/") else {
            continue;
        };
        let attempts = exchange::Attempt::read_all(&kept.json);
        let attempts: Vec<Attempt> = attempts.iter().filter_map(attempt).collect();
        if !attempts.is_empty() {
            let title = kept.json.get("title").and_then(Value::as_str);
            let title = title.map(str::trim).filter(|title| !title.is_empty());
            all.push(Taken {
                title: title.unwrap_or(key).to_owned(),
                key: key.to_owned(),
                attempts,
            });
        }
    }
    // “before” comes first, though “after” is first in the alphabet.
    all.sort_by_key(|taken| {
        let (stem, after) = match taken.key.strip_suffix("-after") {
            Some(stem) => (stem, true),
            None => (
                taken.key.strip_suffix("-before").unwrap_or(&taken.key),
                false,
            ),
        };
        (stem.to_owned(), after)
    });
    all
}

/// The figures of a try; `None` for one without questions.
fn attempt(read: &exchange::Attempt) -> Option<Attempt> {
    let asked = u32::try_from(read.right.len()).ok().filter(|n| *n > 0)?;
    let right = read.right.iter().filter(|right| **right).count();
    Some(Attempt {
        on: read.on,
        right: u32::try_from(right).unwrap_or(0),
        asked,
    })
}

/// For each pair of a test before and one after both of them; the first try at each counts, as later ones know the cases.
fn gains(all: &[Taken]) -> Vec<(Taken, Taken)> {
    let mut pairs = Vec::new();
    for before in all {
        let Some(stem) = before.key.strip_suffix("-before") else {
            continue;
        };
        let after = format!("{stem}-after");
        if let Some(after) = all.iter().find(|taken| taken.key == after) {
            pairs.push((before.clone(), after.clone()));
        }
    }
    pairs
}

/// What was right before and after.
fn gain(before: &Attempt, after: &Attempt) -> String {
    format!(
        "Before: {} of {} ({}). After: {} of {} ({}), with other cases of the same kinds. The first time counts.",
        before.right,
        before.asked,
        words::percent(before.right, before.asked),
        after.right,
        after.asked,
        words::percent(after.right, after.asked),
    )
}

/// The tests; nothing where none was taken.
#[component]
pub fn Tests(session: Session) -> impl IntoView {
    move || {
        let all = taken(&records::records(session, "test/"));
        if all.is_empty() {
            return ().into_any();
        }
        let gains = gains(&all).into_iter().filter_map(|(before, after)| {
            let sentence = gain(before.attempts.first()?, after.attempts.first()?);
            Some(view! { <p>{sentence}</p> })
        });
        let gains: Vec<_> = gains.collect();
        let rows = all.into_iter().flat_map(|taken| {
            let (key, title) = (taken.key, taken.title);
            taken.attempts.into_iter().map(move |attempt| {
                view! {
                    <tr>
                        <th scope="row">
                            <a href=Page::Test(Some(key.clone())).hash()>{title.clone()}</a>
                        </th>
                        <td>{attempt.on.map_or_else(|| "–".to_owned(), words::day)}</td>
                        <td>{format!("{} of {}", attempt.right, attempt.asked)}</td>
                        <td>{words::percent(attempt.right, attempt.asked)}</td>
                    </tr>
                }
            })
        });
        let rows = rows.collect_view();
        view! {
            <section class="progress-part">
                <h3>"Tests"</h3>
                {gains}
                <div class="progress-scroll" tabindex="0" role="group" aria-label="Tests you took">
                    <table class="progress-table">
                        <caption>"Tests you took"</caption>
                        <thead>
                            <tr>
                                <th scope="col">"Test"</th>
                                <th scope="col">"On"</th>
                                <th scope="col">"Right"</th>
                                <th scope="col">"Share"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any()
    }
}

#[cfg(test)]
mod unit {
    use super::{gain, gains, taken};
    use model::Kept;
    use serde_json::{Value, json};

    fn kept(key: &str, json: Value) -> Kept {
        Kept {
            key: key.to_owned(),
            json,
        }
    }

    #[test]
    fn what_can_be_read_is_shown() {
        let all = taken(&[
            kept(
                "test/abcd-after",
                json!({ "title": "After", "attempts": [{ "on": "2026-11-26", "right": [true, true] }] }),
            ),
            kept(
                "test/abcd-before",
                json!({ "title": " ", "attempts": [{ "on": "?", "right": [true, false, null] }, 7, { "right": [] }] }),
            ),
            kept("test/begun", json!({ "title": "Begun" })),
            kept("test/odd", json!({ "attempts": "none" })),
            kept("deck/x", json!({})),
        ]);
        let shown: Vec<_> = all
            .iter()
            .map(|t| (t.title.as_str(), t.attempts[0].right, t.attempts[0].asked))
            .collect();
        assert_eq!(shown, [("abcd-before", 1, 3), ("After", 2, 2)]);
        assert_eq!(all[0].attempts.len(), 1);
        assert_eq!(all[0].attempts[0].on, None);
        assert_eq!(gains(&all).len(), 1);
        assert!(gains(&all[..1]).is_empty());
        assert_eq!(
            gain(&all[0].attempts[0], &all[1].attempts[0]),
            "Before: 1 of 3 (33 %). After: 2 of 2 (100 %), with other cases of the same kinds. The first time counts."
        );
    }
}
