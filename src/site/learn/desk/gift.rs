//! What became of GIFT questions, to be looked at before they are kept.

use super::super::address::{Page, go};
use super::super::decks;
use super::bring::{Bring, Questions};
use super::draft::{keep_new, new_id};
use crate::learn::focus::focus_when_there;
use crate::words;
use exchange::{Problem, add_case, cases_of, new_deck, option_label, text_of};
use leptos::prelude::*;
use serde_json::Value;

/// So many cases and problems are shown at first.
const FIRST: usize = 5;

/// The questions that wait, if some do.
#[component]
pub fn GiftReview(bring: Bring) -> impl IntoView {
    move || {
        bring
            .questions
            .get()
            .map(|questions| view! { <Review bring questions /> })
    }
}

#[component]
fn Review(bring: Bring, questions: Questions) -> impl IntoView {
    let session = bring.session;
    let Questions { name, made } = questions.clone();
    let (cases, problems) = (made.cases.len(), made.problems.clone());
    let stages = made.about_stages;
    let open = bring
        .deck
        .get_value()
        .and_then(|key| untrack(|| decks::kept_deck(session, &key)))
        .map(|kept| (kept.key.clone(), kept.title()));
    let close = move || bring.questions.set(None);
    let as_new = {
        let questions = questions.clone();
        move |_| {
            let (rulebook, day) =
                session.look(|desk| (desk.rulebook.id.clone(), desk.workspace.as_of()));
            let title = title_of(&questions.name);
            let mut deck = new_deck(&new_id(), &title, &rulebook, day);
            exchange::set_member_of(&mut deck, "lang", None);
            let left = put(&mut deck, &questions);
            let Some(key) = keep_new(session, deck, &format!("Open {}", questions.name)) else {
                return;
            };
            close();
            session.say(said(questions.made.cases.len() - left, left, &title));
            go(&Page::Desk(key));
        }
    };
    let into_open = open.map(|(key, title)| {
        let label = format!("Add to “{title}”");
        let add = move |_| {
            let Some(kept) = untrack(|| decks::kept_deck(session, &key)) else {
                return;
            };
            let mut deck = kept.json;
            let left = put(&mut deck, &questions);
            let label = format!("Deck: add questions of {}", questions.name);
            decks::keep_deck(session, &key, deck, &label);
            if session.read_only.get_untracked() {
                return;
            }
            close();
            session.say(said(questions.made.cases.len() - left, left, &title));
            focus_when_there(&[".desk-cases h3"]);
        };
        view! {
            <button type="button" class="button" on:click=add>
                {label}
            </button>
        }
    });
    let shown: Vec<_> = made
        .cases
        .iter()
        .zip(&made.lines)
        .map(|(case, line)| {
            let answer = option_label(&case.answer).to_owned();
            let others = case.options.len().saturating_sub(1);
            (*line, case.text.clone(), answer, others)
        })
        .collect();
    view! {
        <section class="desk-gift" aria-label="Questions from a file">
            <h3 tabindex="-1">{format!("Questions in {name}")}</h3>
            <p>
                {match cases {
                    0 => "No question of this file became a case.".to_owned(),
                    n => {
                        let own = n - stages;
                        let kinds = match (stages, own) {
                            (_, 0) => "All are about stages.".to_owned(),
                            (0, _) => "Their answers are no stages, so each keeps answers of its own.".to_owned(),
                            (s, o) => format!("{} about stages, {} with answers of their own.", words::count(s as u64), words::count(o as u64)),
                        };
                        format!("{} can become {}. {kinds}", words::counted(n as u64, "question"), if n == 1 { "a case" } else { "cases" })
                    }
                }}
            </p>
            {(!shown.is_empty())
                .then(|| {
                    view! {
                        <details open>
                            <summary>{format!("What becomes {}", if cases == 1 { "a case" } else { "cases" })}</summary>
                            <Folded
                                all=shown
                                show=|(line, text, answer, others)| {
                                    view! {
                                        <li>
                                            <span class="desk-line">{format!("line {line}")}</span>
                                            <span>{text}</span>
                                            <small>
                                                {format!("Answer: {answer}, beside {}", words::counted(others as u64, "other"))}
                                            </small>
                                        </li>
                                    }
                                        .into_any()
                                }
                            />
                        </details>
                    }
                })}
            {(problems.total() > 0)
                .then(|| {
                    let more = problems.more();
                    view! {
                        <details open=cases == 0>
                            <summary>
                                {format!("What to know: {}", words::counted(problems.total(), "remark"))}
                            </summary>
                            <Folded all=problems.kept().to_vec() show=problem />
                            {(more > 0).then(|| format!("{} more are not listed.", words::count(more)))}
                        </details>
                    }
                })}
            <div class="desk-row">
                {(cases > 0)
                    .then(|| {
                        view! {
                            {into_open}
                            <button type="button" class="button primary" on:click=as_new>
                                "Keep as a new deck"
                            </button>
                        }
                    })}
                <button type="button" class="button" on:click=move |_| {
                    close();
                    focus_when_there(&[".learn-page h2"]);
                }>
                    {if cases > 0 { "Keep nothing" } else { "Close" }}
                </button>
            </div>
        </section>
    }
}

fn problem(problem: Problem) -> AnyView {
    let line = (problem.line > 0).then(|| format!("line {}", problem.line));
    view! {
        <li>
            <span class="desk-line">{line.unwrap_or_else(|| "the file".to_owned())}</span>
            <span>{problem.what}</span>
            {(!problem.value.is_empty()).then(|| view! { <small>{problem.value}</small> })}
        </li>
    }
    .into_any()
}

/// A list of which the first few are shown, and all on request.
#[component]
fn Folded<T, F>(all: Vec<T>, show: F) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> AnyView + Send + 'static,
{
    let count = all.len();
    let whole = RwSignal::new(count <= FIRST + 2);
    view! {
        <ul class="desk-remarks">
            {move || {
                let most = if whole.get() { count } else { FIRST };
                all.iter().take(most).cloned().map(&show).collect_view()
            }}
        </ul>
        <Show when=move || !whole.get()>
            <button type="button" class="button small" on:click=move |_| whole.set(true)>
                {format!("Show all {}", words::count(count as u64))}
            </button>
        </Show>
    }
}

/// Puts the questions into a deck; gives how many had no room.
fn put(deck: &mut Value, questions: &Questions) -> usize {
    let before = cases_of(deck).len();
    let read = exchange::Deck {
        id: text_of(deck, "id").to_owned(),
        title: String::new(),
        lang: String::new(),
        as_of: model::Day(0),
        rulebook: exchange::DeckRulebook::Known(String::new()),
        pass_mark: None,
        cases: questions.made.cases.clone(),
        extra: serde_json::Map::new(),
    };
    for case in cases_of(&read.to_json()) {
        if add_case(deck, usize::MAX, case.clone()).is_none() {
            break;
        }
    }
    questions.made.cases.len() - (cases_of(deck).len() - before)
}

fn said(kept: usize, left: usize, title: &str) -> String {
    let kept = words::counted(kept as u64, "case");
    match left {
        0 => format!("{kept} added to “{title}”."),
        _ => format!(
            "{kept} added to “{title}”; {} had no room, as a deck is full then.",
            words::count(left as u64)
        ),
    }
}

/// A title from the name of a file.
fn title_of(name: &str) -> String {
    let stem = name.strip_suffix(".txt").unwrap_or(name);
    let stem = stem.strip_suffix(".gift").unwrap_or(stem).trim();
    match stem.is_empty() {
        true => "Questions".to_owned(),
        false => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::title_of;

    #[test]
    fn decks_are_named_after_files() {
        for (name, title) in [
            ("week one.gift", "week one"),
            ("examples.gift.txt", "examples"),
            ("a.txt", "a"),
            (".gift", "Questions"),
        ] {
            assert_eq!(title_of(name), title);
        }
    }
}
