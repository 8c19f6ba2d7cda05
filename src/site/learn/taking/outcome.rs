//! What came of a test: the score, the code, what was mixed up, and every case with its answer.

use super::code::ResultCode;
use super::review::Review;
use super::test::{attempt, record_key};
use super::{again_page, certificate_page, focus_heading, result_page, short};
use crate::learn::address::Page;
use crate::learn::decks::kept_deck;
use crate::learn::matrix::Matrix;
use crate::learn::records;
use crate::session::Session;
use crate::words;
use exchange::Attempt;
use leptos::prelude::*;
use model::learn::Sureness;

/// The result of one attempt, counted from 0.
#[component]
pub fn Outcome(session: Session, key: String, number: usize) -> impl IntoView {
    focus_heading();
    let record = untrack(|| records::record(session, &record_key(&key)));
    let all = record
        .map(|record| Attempt::read_all(&record))
        .unwrap_or_default();
    let Some(attempt) = all.get(number).cloned() else {
        return view! {
            <h2 tabindex="-1">"There is no such result here"</h2>
            <p>
                "It is kept in the browser in which the test was taken. "
                <a class="link" href=Page::Test(None).hash()>
                    "All tests"
                </a>
            </p>
        }
        .into_any();
    };
    let kept = untrack(|| kept_deck(session, &key));
    let deck = kept.and_then(|kept| kept.deck.ok());
    let (score, of) = (attempt.score(), attempt.right.len());
    let share = words::percent(
        u32::try_from(score).unwrap_or(0),
        u32::try_from(of).unwrap_or(0),
    );
    let verdict = attempt.passed().map(|passed| {
        let mark = format!("{:.0} %", attempt.pass_mark.unwrap_or(0.0) * 100.0);
        let (sign, class, text) = if passed {
            ("✓", "sign met", format!("Passed: {mark} were needed."))
        } else {
            (
                "✗",
                "sign not_met",
                format!("Not passed: {mark} are needed."),
            )
        };
        view! {
            <p class="taking-verdict">
                <span class=class aria-hidden="true">
                    {sign}
                </span>
                <b>{text}</b>
            </p>
        }
    });
    let about = [
        attempt.name.clone(),
        attempt.on.map(words::day).unwrap_or_default(),
        format!("{share} right"),
        spent(attempt.millis),
        sure(&attempt),
    ];
    let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
    let confusion = attempt.confusion();
    let asked_stages = confusion.total() > 0;
    let compared = compared(session, &key, &attempt);
    let others = others(&key, &all, number);
    view! {
        <p class="taking-title">
            <bdi>{short(&attempt.title)}</bdi>
        </p>
        <h2 tabindex="-1">{format!("{score} of {of} right")}</h2>
        {verdict}
        <p class="muted">{about.join(" · ")}</p>
        {compared.map(|sentence| view! { <p class="taking-compared">{sentence}</p> })}
        <div class="taking-steps">
            <a class="button" href=certificate_page(&key, number).hash()>
                "Certificate"
            </a>
            {deck
                .is_some()
                .then(|| view! {
                    <a class="button" href=again_page(&key).hash()>
                            "Take it again"
                        </a>
                })}
            {next(session, &key)}
        </div>
        <ResultCode session attempt=attempt.clone() />
        {asked_stages
            .then(|| {
                view! {
                    <section aria-labelledby="taking-mixed">
                        <h3 id="taking-mixed">"What you took for what"</h3>
                        <Matrix
                            confusion=Signal::derive(move || confusion.clone())
                            caption="Each answer: the row says what it was, the column what you said"
                            who="You said"
                        />
                    </section>
                }
            })}
        {match deck {
            Some(deck) => view! { <Review session attempt deck /> }.into_any(),
            None => view! {
                <p class="muted">"The deck is no longer here, so the cases cannot be shown again; the score stands."</p>
            }
                .into_any(),
        }}
        {others}
    }
    .into_any()
}

/// The other attempts at the same deck.
fn others(key: &str, all: &[Attempt], number: usize) -> Option<impl IntoView + use<>> {
    (all.len() > 1).then(|| {
        let key = key.to_owned();
        let rows = all.iter().enumerate().map(|(at, attempt)| {
            let text = format!(
                "{}: {} of {}{}",
                if at == 0 {
                    "First time".to_owned()
                } else {
                    format!("Time {}", at + 1)
                },
                attempt.score(),
                attempt.right.len(),
                attempt
                    .on
                    .map(|on| format!(", {}", words::day(on)))
                    .unwrap_or_default(),
            );
            view! {
                <li>
                    <a
                        class="link"
                        href=result_page(&key, at).hash()
                        aria-current=(at == number).then_some("page")
                    >
                        {text}
                    </a>
                </li>
            }
        });
        view! {
            <section aria-labelledby="taking-attempts">
                <h3 id="taking-attempts">"Each time you took it"</h3>
                <ul class="taking-attempts">{rows.collect_view()}</ul>
            </section>
        }
    })
}

/// Where one goes from a test that belongs to a course, or that stands before or after a training.
fn next(session: Session, key: &str) -> Option<AnyView> {
    let (stem, before) = halves(key)?;
    let course = untrack(|| records::record(session, &format!("course/{stem}"))).is_some();
    let (href, text) = match (course, before) {
        (true, _) => (format!("#/learn/course/{stem}"), "Back to the course"),
        (false, true) => (Page::Lesson(String::new()).hash(), "Next: the lesson"),
        (false, false) => return None,
    };
    Some(view! { <a class="button primary" href=href>{text}</a> }.into_any())
}

/// After a training: the first try of the test before beside this one.
fn compared(session: Session, key: &str, after: &Attempt) -> Option<String> {
    let (stem, before) = halves(key)?;
    if before {
        return None;
    }
    let before = untrack(|| attempt(session, &format!("{stem}-before"), 0))?;
    Some(gain(
        (before.score(), before.right.len()),
        (after.score(), after.right.len()),
    ))
}

/// Two scores, in a sentence.
fn gain(before: (usize, usize), after: (usize, usize)) -> String {
    let told = format!(
        "Before: {} of {}. After: {} of {}",
        before.0, before.1, after.0, after.1
    );
    if before.1 != after.1 {
        return told + ".";
    }
    match after.0.checked_sub(before.0) {
        Some(0) => told + ", as many.",
        Some(more) => format!("{told}, {more} more on other cases of the same kinds."),
        None => format!("{told}, {} fewer.", before.0 - after.0),
    }
}

/// The stem of a key that ends in `-before` or `-after`, and whether it is the one before.
fn halves(key: &str) -> Option<(&str, bool)> {
    let before = key.strip_suffix("-before").map(|stem| (stem, true));
    before.or_else(|| key.strip_suffix("-after").map(|stem| (stem, false)))
}

/// How long it took.
fn spent(millis: u64) -> String {
    match millis / 1_000 {
        0 => String::new(),
        seconds @ 1..60 => words::counted(seconds, "second"),
        seconds => words::counted(seconds.div_ceil(60), "minute"),
    }
}

/// How often somebody who was very sure was right.
fn sure(attempt: &Attempt) -> String {
    let very = attempt.sure.iter().zip(&attempt.right);
    let very: Vec<bool> = very
        .filter(|(sure, _)| **sure == Some(Sureness::Very))
        .map(|(_, right)| *right)
        .collect();
    let right = very.iter().filter(|right| **right).count();
    if very.is_empty() {
        return String::new();
    }
    format!("very sure {} times, right in {right}", very.len())
}

#[cfg(test)]
mod tests {
    use super::{gain, halves, spent};

    #[test]
    fn before_and_after_are_compared() {
        for (before, after, expected) in [
            (
                (6, 12),
                (9, 12),
                "Before: 6 of 12. After: 9 of 12, 3 more on other cases of the same kinds.",
            ),
            (
                (6, 12),
                (6, 12),
                "Before: 6 of 12. After: 6 of 12, as many.",
            ),
            (
                (6, 12),
                (4, 12),
                "Before: 6 of 12. After: 4 of 12, 2 fewer.",
            ),
            ((6, 12), (4, 10), "Before: 6 of 12. After: 4 of 10."),
        ] {
            assert_eq!(gain(before, after), expected);
        }
    }

    #[test]
    fn keys_have_halves() {
        assert_eq!(halves("k3m9-before"), Some(("k3m9", true)));
        assert_eq!(halves("k3m9-after"), Some(("k3m9", false)));
        assert_eq!(halves("k3m9-before-2"), None);
        assert_eq!(halves("ours"), None);
    }

    #[test]
    fn time_is_rounded_up() {
        for (millis, expected) in [
            (400, ""),
            (1_000, "1 second"),
            (59_000, "59 seconds"),
            (61_000, "2 minutes"),
        ] {
            assert_eq!(spent(millis), expected);
        }
    }
}
