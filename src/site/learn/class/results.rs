//! What the codes of a class say: course by course, who got what, what is mixed up, and what was hardest.

use super::learners::Learners;
use super::mix_ups::MixUps;
use super::questions::Questions;
use super::record::KeptClass;
use crate::keep::{download, file_name};
use crate::learn::decks::kept_decks;
use crate::learn::matrix::Matrix;
use crate::learn::records;
use crate::session::Session;
use crate::{clock, words};
use exchange::{class_csv, code_id};
use leptos::prelude::*;
use model::learn::{Class, CourseResults, Form};
use serde_json::Value;

/// All of it; what to do where there is nothing yet.
#[component]
pub fn Results(session: Session, shown: Memo<KeptClass>, found: Memo<Class>) -> impl IntoView {
    let courses = Memo::new(move |_| found.with(Class::courses));
    view! {
        <Show
            when=move || courses.with(|courses| !courses.is_empty())
            fallback=|| view! { <Nothing /> }
        >
            {move || {
                courses
                    .get()
                    .into_iter()
                    .map(|course| view! { <Course session shown course /> })
                    .collect_view()
            }}
        </Show>
    }
}

/// The way to a class's results.
#[component]
fn Nothing() -> impl IntoView {
    view! {
        <section class="class-empty">
            <h3>"No results yet"</h3>
            <ol>
                <li>
                    "Make a course on the "
                    <a class="link" href="#/learn/desk/course">
                        "trainer’s desk"
                    </a>
                    " and send its link to your learners; any deck does as a single test."
                </li>
                <li>"They take the test before, the lesson, the drill and the test after. Each test ends with a short code."</li>
                <li>"Paste the codes they send you into the field above, or scan them."</li>
            </ol>
        </section>
    }
}

#[component]
fn Course(session: Session, shown: Memo<KeptClass>, course: CourseResults) -> impl IntoView {
    let title = title(session, &course);
    let stem = course.stem.clone();
    let csv = StoredValue::new(course.clone());
    let save = {
        let stem = stem.clone();
        move |_| {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let stem: String = stem.chars().filter(|c| plain(*c)).collect();
            let name = file_name(&format!("class-{stem}"), clock::today(), "csv");
            let text = csv.with_value(class_csv);
            match download(&name, "text/csv", &text) {
                Ok(()) => session.say(format!("Downloading {name}.")),
                Err(_) => session.warn("This browser did not save the file."),
            }
        }
    };
    let print = move |_| {
        let _ = window().print();
    };
    let gain = course
        .gain()
        .map(|gain| gain.sentences())
        .unwrap_or_default();
    let tests = course.tests.clone();
    view! {
        <section class="class-course">
            <header>
                <div>
                    <h3>{title}</h3>
                    <p class="class-hint">
                        {move || shown.with(KeptClass::title)} ", "
                        {words::counted(course.learners.len() as u64, "learner")}
                    </p>
                </div>
                <div class="class-actions">
                    <button type="button" class="button small" on:click=save>
                        "Download as CSV"
                    </button>
                    <button type="button" class="button small" on:click=print>
                        "Print"
                    </button>
                </div>
            </header>
            <Numbers course=course.clone() />
            {(!gain.is_empty())
                .then(|| {
                    view! {
                        <div class="class-gain">
                            {gain.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
                            <p class="class-hint">
                                "The two tests have other cases of the same kinds; that they are exactly as hard nobody has measured."
                            </p>
                        </div>
                    }
                })}
            <Missing course=course.clone() />
            <div class="class-matrices">
                {tests
                    .iter()
                    .map(|(form, test)| {
                        let confusion = test.confusion.clone();
                        if confusion.total() == 0 {
                            return view! {
                                <p class="learn-none">
                                    {format!("{}: no answer named a stage.", caption(*form))}
                                </p>
                            }
                                .into_any();
                        }
                        view! {
                            <Matrix
                                confusion=Signal::derive(move || confusion.clone())
                                caption=caption(*form)
                                who="They said"
                            />
                        }
                            .into_any()
                    })
                    .collect_view()}
            </div>
            <div class="class-two">
                <div>
                    <h4>"Who got what"</h4>
                    <Learners course=course.clone() />
                </div>
                <div>
                    <MixUps course=course.clone() />
                </div>
            </div>
            <div class="class-two">
                {tests
                    .into_iter()
                    .map(|(form, test)| view! { <Questions session form test /> })
                    .collect_view()}
            </div>
        </section>
    }
}

/// Of each test how many took it and what share was right, large.
#[component]
fn Numbers(course: CourseResults) -> impl IntoView {
    view! {
        <dl class="class-numbers">
            {course
                .tests
                .iter()
                .map(|(form, test)| {
                    let share = test.share();
                    let took = words::counted(test.results.len() as u64, "learner");
                    view! {
                        <div>
                            <dt>{heading(*form)}</dt>
                            <dd>
                                <b>{format!("{} %", share.percent())}</b>
                                <span>{format!("right, {took}")}</span>
                            </dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}

/// Who sent only one of two codes.
#[component]
fn Missing(course: CourseResults) -> impl IntoView {
    let sentences = [(Form::Before, "before"), (Form::After, "after")].map(|(form, which)| {
        let names = course.missing(form).join(", ");
        (!names.is_empty()).then(|| (format!("No code of the test {which} from: "), names))
    });
    view! {
        <ul class="class-missing">
            {sentences
                .into_iter()
                .flatten()
                .map(|(what, names)| {
                    view! {
                        <li>
                            {what} <b>{names}</b>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

fn heading(form: Form) -> &'static str {
    match form {
        Form::Before => "Test before",
        Form::After => "Test after",
        Form::Alone => "Test",
    }
}

fn caption(form: Form) -> &'static str {
    match form {
        Form::Before => "What was taken for what, before",
        Form::After => "What was taken for what, after",
        Form::Alone => "What was taken for what",
    }
}

/// The title of the course or of the deck where it is kept here, else what the codes say it is called.
fn title(session: Session, course: &CourseResults) -> String {
    let kept = records::record(session, &format!("course/{}", course.stem));
    let titled = kept.and_then(|json| Some(json.get("title").and_then(Value::as_str)?.to_owned()));
    let alone = course.tests.iter().any(|test| test.0 == Form::Alone);
    let title = match alone {
        false => titled,
        true => {
            let deck = |kept: &crate::learn::decks::KeptDeck| {
                kept.deck
                    .as_ref()
                    .is_ok_and(|deck| code_id(&deck.id) == course.stem)
            };
            kept_decks(session)
                .into_iter()
                .find(deck)
                .map(|kept| kept.title())
        }
    };
    let unknown = match course.stem.as_str() {
        "" => "A test without a name".to_owned(),
        stem if alone => format!("Test {stem}"),
        stem => format!("Course {stem}"),
    };
    title.unwrap_or(unknown)
}
