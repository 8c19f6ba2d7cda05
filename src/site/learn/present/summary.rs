//! What the room said, case by case, and what to do about it.

use super::STORIES;
use super::presented::Presented;
use crate::keep::{download, file_name};
use crate::learn::address::Page;
use crate::learn::decks;
use crate::learn::matrix::Matrix;
use crate::words;
use exchange::{PolledCase, poll_csv};
use leptos::prelude::*;
use model::learn::{Place, Poll, Step, most_disagreed};

/// The table of all cases, and the ways on.
#[component]
pub fn Summary(shown: Presented) -> impl IntoView {
    let polled = Memo::new(move |_| shown.polled());
    let confusion = Memo::new(move |_| shown.confusion());
    let polls = move || -> Vec<Poll> {
        polled.with(|all| all.iter().map(|case| case.poll.clone()).collect())
    };
    let most = Memo::new(move |_| most_disagreed(&polls()));
    let headline = move || {
        let polls = polls();
        let total = polls
            .iter()
            .fold(0_u32, |sum, p| sum.saturating_add(p.total()));
        let right = polls.iter().fold(0_u32, |sum, poll| {
            sum.saturating_add(poll.hands.get(poll.right).copied().unwrap_or(0))
        });
        if total == 0 {
            return "No hands were counted.".to_owned();
        }
        let start = format!(
            "{} of {} were right: {}.",
            words::count(right),
            words::counted(total, "hand"),
            words::percent(right, total)
        );
        match most.get() {
            Some(at) => format!(
                "{start} The room was least of one mind about case {}.",
                at + 1
            ),
            None => format!("{start} The room was of one mind about every case that was counted."),
        }
    };
    let save = move |_| {
        let csv = poll_csv(&polled.get_untracked());
        let (name, day) = shown.look(|given| (given.deck.id.clone(), given.deck.as_of));
        let name = file_name(&format!("poll-{}", plain(&name)), day, "csv");
        if download(&name, "text/csv", &csv).is_err() {
            shown
                .session
                .warn("The browser did not save the file. Try again.");
        }
    };
    let keep = move |_| {
        shown.look(|given| {
            let json = given.deck.to_json();
            let key = decks::new_key(shown.session, &json);
            if !decks::keep_deck(shown.session, &key, json, "Keep the stories as a deck") {
                return;
            }
            shown
                .session
                .say(format!("Kept as the deck “{}”.", given.deck.title));
        });
    };
    let are_stories = shown.look(|given| given.key == STORIES);
    let rows = move || {
        polled
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, case)| {
                let is_most = most.get() == Some(at);
                view! { <Row shown at case is_most /> }
            })
            .collect_view()
    };
    let drill = move || {
        let (lower, upper, _) = confusion.with(model::learn::Confusion::most_mixed_up)?;
        let page = Page::Drill(Some((lower, upper)));
        Some(view! {
            <a class="button primary" href=page.hash()>
                {format!("Drill {} or {}", lower.label(), upper.label())}
            </a>
        })
    };
    view! {
        <p class="present-headline">{headline}</p>
        <div class="present-actions">
            {drill}
            <button type="button" class="button" on:click=save>
                "Save as CSV"
            </button>
            {are_stories
                .then(|| {
                    view! {
                        <button type="button" class="button" on:click=keep>
                            "Keep these stories as a deck"
                        </button>
                    }
                })}
            <button type="button" class="button" on:click=move |_| shown.start_over()>
                "Start over"
            </button>
        </div>
        <div class="present-table-frame" tabindex="0" role="group" aria-label="What the room said to each case">
            <table class="present-table">
                <caption class="unseen">"What the room said to each case"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Case"</th>
                        <th scope="col">"Right answer"</th>
                        <th scope="col">"Hands"</th>
                        <th scope="col">"Right"</th>
                        <th scope="col">"Share"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Show when=move || confusion.with(|confusion| confusion.total() > 0)>
            <Matrix confusion caption="Which stage was taken for which" who="The room said" />
        </Show>
    }
}

#[component]
fn Row(shown: Presented, at: usize, case: PolledCase, is_most: bool) -> impl IntoView {
    let poll = case.poll;
    let right = poll.hands.get(poll.right).copied().unwrap_or(0);
    let total = poll.total();
    let answer = case.options.get(poll.right).cloned().unwrap_or_default();
    view! {
        <tr class:present-most=is_most>
            <th scope="row">
                <button
                    type="button"
                    class="link"
                    on:click=move |_| shown.go(Place::Case(at, Step::Story))
                >
                    {format!("{}. {}", at + 1, beginning(&case.text))}
                </button>
                {is_most.then(|| view! { <small>"most disagreed on"</small> })}
            </th>
            <td>{answer}</td>
            <td>{words::count(total)}</td>
            <td>{if total > 0 { words::count(right) } else { "–".to_owned() }}</td>
            <td>{words::percent(right, total)}</td>
        </tr>
    }
}

/// How a story begins: whole words up to some forty letters.
fn beginning(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() && out.chars().count() + word.chars().count() > 42 {
            out.push('…');
            return out;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        // One word may be as long as it likes elsewhere, not in a table.
        out.extend(word.chars().take(60));
    }
    out
}

/// A deck's id for the name of a file.
fn plain(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn stories_begin_with_whole_words() {
        for (text, expected) in [
            ("", ""),
            ("Short.", "Short."),
            (
                "Rosa runs operations at a fintech in Lyon, and answered on Friday.",
                "Rosa runs operations at a fintech in Lyon,…",
            ),
        ] {
            assert_eq!(beginning(text), expected);
        }
        assert_eq!(beginning(&"x".repeat(500)).chars().count(), 60);
    }
}
