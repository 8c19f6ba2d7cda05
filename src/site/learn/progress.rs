//! What practice and tests have shown: what is mixed up, whether sureness is deserved, how fast, and what comes back when.

mod chart;
mod days;
mod sureness;
mod tests;

use super::address::Page;
use super::drill::kept::{Kept, kept, key};
use super::matrix::Matrix;
use super::{records, stage_name::StageName};
use crate::keep::{download, file_name};
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::Day;
use model::learn::{INTERVALS, Practice, Speed};

/// The page.
#[component]
pub fn Progress(session: Session) -> impl IntoView {
    let chosen = RwSignal::new(None::<String>);
    let all = Memo::new(move |_| definitions(session));
    let shown = Memo::new(move |_| {
        chosen
            .get()
            .filter(|id| all.with(|all| all.iter().any(|(known, _)| known == id)))
            .unwrap_or_else(|| {
                session.rules.track();
                session.look(|desk| desk.rulebook.id.clone())
            })
    });
    let pick = move |event: leptos::ev::Event| chosen.set(Some(event_target_value(&event)));
    view! {
        <div class="progress">
            <div class="progress-head">
                <h2 tabindex="-1">"Progress"</h2>
                <label class="progress-pick">
                    <span>"Definition"</span>
                    <select class="field" prop:value=move || shown.get() on:change=pick>
                        {move || {
                            all.get()
                                .into_iter()
                                .map(|(id, name)| {
                                    let selected = shown.get_untracked() == id;
                                    view! {
                                        <option value=id selected=selected>
                                            {name}
                                        </option>
                                    }
                                })
                                .collect_view()
                        }}
                    </select>
                </label>
            </div>
            {move || {
                session.learning.track();
                let id = shown.get();
                match kept(session, &id) {
                    Kept::Practice(practice) if practice.answers().next().is_some() => {
                        view! { <Shown session practice=*practice /> }.into_any()
                    }
                    Kept::Unreadable(why) => {
                        view! {
                            <p class="progress-none">
                                {format!("What is kept of this practice cannot be read: {why}. ")}
                                <a href=Page::Drill(None).hash()>"Go to the drill"</a>
                                " to put it aside and begin anew."
                            </p>
                        }
                            .into_any()
                    }
                    _ => {
                        view! {
                            <p class="progress-none">
                                "No answers under this definition yet. "
                                <a href=Page::Drill(None).hash()>"Start the drill"</a>
                                ": after a few stories you see here which stages you mix up, whether you are as right as you are sure, and what comes back when."
                            </p>
                        }
                            .into_any()
                    }
                }
            }} <tests::Tests session />
        </div>
    }
}

/// Definitions that were practised, and the one in use: ids and names.
fn definitions(session: Session) -> Vec<(String, String)> {
    session.rules.track();
    let practised = records::records(session, "practice/");
    session.look(|desk| {
        let name = |id: &str| {
            desk.workspace
                .rulebook(id)
                .map_or_else(|| id.to_owned(), |rulebook| rulebook.name.clone())
        };
        let now = desk.rulebook.id.clone();
        let mut all = vec![(now.clone(), desk.rulebook.name.clone())];
        for kept in practised {
            if let Some(id) = kept.key.strip_prefix("practice/")
                && id != now
            {
                all.push((id.to_owned(), name(id)));
            }
        }
        all
    })
}

/// What a practice has shown.
#[component]
fn Shown(session: Session, practice: Practice) -> impl IntoView {
    let today = session.look(|desk| desk.workspace.as_of());
    let confusion = practice.confusion();
    let days = practice.days();
    let (total, right) = (confusion.total(), confusion.right());
    let summary = format!(
        "{}, {} of them right ({}), on {}.",
        words::counted(total, "answer"),
        words::count(right),
        words::percent(right, total),
        words::counted(u64::try_from(days.len()).unwrap_or(0), "day")
    );
    let mixed = confusion.most_mixed_up().map(|(low, high, times)| {
        view! {
            <p>
                "Mixed up most: " <StageName stage=low /> " and " <StageName stage=high />
                {format!(", {}. ", words::counted(times, "time"))}
                <a href=Page::Drill(Some((low, high))).hash()>"Practise these two"</a>
            </p>
        }
    });
    let confusion = Signal::derive(move || confusion.clone());
    let calibration = practice.calibration();
    let speed = practice.speed();
    let due = practice.due();
    let file = StoredValue::new(practice.rulebook.clone());
    let save = move |_| {
        let id = file.get_value();
        let json = untrack(|| records::record(session, &key(&id)));
        let text = json.map(|json| json.to_string()).unwrap_or_default();
        let name = file_name(&format!("practice-{id}"), today, "json");
        if download(&name, "application/json", &text).is_err() {
            session
                .warn("The file could not be saved. Allow downloads for this page and try again.");
        }
    };
    let print = move |_| {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    };
    view! {
        <p class="progress-summary">{summary}</p>
        <section class="progress-part">
            <h3>"What you took for what"</h3>
            <Matrix confusion caption="How often you said which stage" who="You said" />
            {mixed}
        </section>
        <div class="progress-two">
            <section class="progress-part">
                <h3>"How sure, and how right"</h3>
                <sureness::SurenessChart calibration />
            </section>
            <section class="progress-part">
                <h3>"How fast"</h3>
                <Fast speed />
            </section>
        </div>
        <div class="progress-two">
            <section class="progress-part">
                <h3>"Day by day"</h3>
                <days::DaysChart days />
            </section>
            <section class="progress-part">
                <h3>"What comes back when"</h3>
                <Back due today />
            </section>
        </div>
        <div class="progress-buttons">
            <button type="button" class="button" on:click=save>
                "Save as a file"
            </button>
            <button type="button" class="button" on:click=print>
                "Print"
            </button>
        </div>
    }
}

/// Milliseconds as seconds: "7.4 s"; a dash for none.
fn seconds(millis: Option<u32>) -> String {
    match millis {
        None => "–".to_owned(),
        Some(millis) if millis < 10_000 => format!("{:.1} s", f64::from(millis) / 1000.0),
        Some(millis) if millis < 120_000 => format!("{:.0} s", f64::from(millis) / 1000.0),
        Some(millis) => format!("{:.0} min", f64::from(millis) / 60_000.0),
    }
}

/// How long answers took.
#[component]
fn Fast(speed: Speed) -> impl IntoView {
    if speed.all.is_none() {
        return view! { <p class="learn-none">"Shown once you have answered mixed stories."</p> }
            .into_any();
    }
    let rows = [
        ("All answers", speed.all),
        ("Right ones", speed.right),
        ("Wrong ones", speed.wrong),
        ("Earlier half", speed.earlier),
        ("Later half", speed.later),
    ];
    let rows = rows.map(|(name, millis)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{seconds(millis)}</td>
            </tr>
        }
    });
    view! {
        <table class="progress-table">
            <caption>"Time from story to answer, the middle one"</caption>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What comes back when.
#[component]
fn Back(due: Vec<model::learn::Due>, today: Day) -> impl IntoView {
    if due.is_empty() {
        return view! {
            <p class="learn-none">"A pair comes back once you have met it among mixed stories."</p>
        }
        .into_any();
    }
    let rows = due.into_iter().map(|due| {
        let (low, high) = due.aim;
        let now = due.on <= today;
        let when = if now {
            "now".to_owned()
        } else {
            format!("{}, {}", words::day(due.on), words::ago(due.on, today))
        };
        view! {
            <tr>
                <th scope="row">
                    <a href=Page::Drill(Some((low, high))).hash()>
                        {format!("{} or {}", low.label(), high.label().to_lowercase())}
                    </a>
                </th>
                <td>{when}</td>
                <td>{format!("{} of {}", due.step, INTERVALS.len() - 1)}</td>
            </tr>
        }
    });
    view! {
        <div class="progress-scroll" tabindex="0" role="group" aria-label="What comes back when">
            <table class="progress-table">
                <caption>
                    "Each time a pair comes back and you still know it, it stays away longer: 1, 3, 7, 16, 35, then 70 days"
                </caption>
                <thead>
                    <tr>
                        <th scope="col">"Pair"</th>
                        <th scope="col">"Comes back"</th>
                        <th scope="col">"Known again"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod unit {
    use super::seconds;

    #[test]
    fn times_are_short() {
        for (millis, expected) in [
            (None, "–"),
            (Some(0), "0.0 s"),
            (Some(7_420), "7.4 s"),
            (Some(41_600), "42 s"),
            (Some(190_000), "3 min"),
        ] {
            assert_eq!(seconds(millis), expected);
        }
    }
}
