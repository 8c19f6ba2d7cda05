//! The stages side by side under the definition in use.

use super::super::address::Page;
use super::super::stage_name::StageName;
use super::grounds::Opens;
use super::{address, in_use};
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::Stage;
use model::learn::lesson::{Joined, Owner, StageLesson, Statement, lesson};

/// The part of the lesson.
#[component]
pub fn Stages(session: Session) -> impl IntoView {
    let used = in_use(session);
    move || {
        let (rulebook, as_of) = used.get();
        let lesson = lesson(&rulebook, as_of);
        let (out, along): (Vec<_>, Vec<_>) = lesson
            .stages
            .into_iter()
            .partition(|stage| stage.stage == Stage::Disqualified);
        let column = |stage: StageLesson| view! { <OneStage stage /> };
        view! {
            <header class="lesson-head">
                <h2 tabindex="-1">"The stages, as " {rulebook.name.clone()} " has them"</h2>
                <p>
                    "Every line is read from the definition in use. Open a line to see the criterion it stands on. Other definitions say other things: "
                    <a href=address("sources", "")>"who says what"</a> "."
                </p>
            </header>
            <div class="lesson-stages">{along.into_iter().map(column).collect_view()}</div>
            <div class="lesson-out">{out.into_iter().map(column).collect_view()}</div>
        }
    }
}

#[component]
fn OneStage(stage: StageLesson) -> impl IntoView {
    let at = stage.stage;
    let id = format!("lesson-{}", at.id());
    let drill = boundary(at).map(|aim| {
        let name = format!("{} or {}?", aim.0.label(), aim.1.label());
        view! {
            <a class="lesson-drill" href=Page::Drill(Some(aim)).hash()>
                "Practise: " {name}
            </a>
        }
    });
    let owner = match &stage.owner {
        Owner::Said(who) => view! { <p>{upper_first(who)}</p> }.into_any(),
        Owner::Usual(who) => view! {
            <p>
                {upper_first(who)} " "
                <span class="muted">"as is usual; the definition names nobody"</span>
            </p>
        }
        .into_any(),
    };
    let joined = match (stage.meaning.joined, stage.meaning.parts.len()) {
        (_, 0 | 1) => String::new(),
        (Joined::All, _) => "All of these:".to_owned(),
        (Joined::One, _) => "One of these:".to_owned(),
        (Joined::AtLeast(n), _) => format!("At least {n} of these:"),
    };
    let example = match stage.example {
        Some(example) => view! {
            <p class="lesson-story">{example.text}</p>
            <p class="lesson-why">{example.why}</p>
        }
        .into_any(),
        None => view! { <p class="muted">"No example was found: hardly anybody can come to stand here."</p> }
            .into_any(),
    };
    view! {
        <section class=format!("lesson-stage {}", words::stage_class(at)) aria-labelledby=id.clone()>
            <h3 id=id.clone()>
                <StageName stage=at />
            </h3>
            <div class="lesson-block">
                <h4>"What it means"</h4>
                <p class="lesson-meaning">{stage.meaning.sentence}</p>
                {(!joined.is_empty()).then(|| view! { <p class="muted">{joined}</p> })}
                {list(stage.meaning.parts)}
                {(!stage.lapses.is_empty())
                    .then(|| {
                        view! {
                            <p class="muted">"It does not last by itself:"</p>
                            {list(stage.lapses)}
                        }
                    })}
            </div>
            <div class="lesson-block">
                <h4>"For example"</h4>
                {example}
            </div>
            <div class="lesson-block">
                <h4>"Who owns it"</h4>
                {owner}
            </div>
            <div class="lesson-block">
                <h4>"What to do"</h4>
                {(!stage.aim.is_empty()).then(|| view! { <p class="lesson-aim">{stage.aim}</p> })}
                {list(stage.to_do)}
            </div>
            <div class="lesson-block">
                <h4>{if at >= Stage::Opportunity { "What not to do" } else { "What not to do yet" }}</h4>
                {list(stage.not_yet)}
            </div>
            <div class="lesson-block">{drill}</div>
        </section>
    }
}

fn list(statements: Vec<Statement>) -> AnyView {
    if statements.is_empty() {
        return view! { <p class="muted">"The definition says nothing about it."</p> }.into_any();
    }
    let items = statements.into_iter().map(|statement| {
        view! {
            <li>
                <Opens statement />
            </li>
        }
    });
    view! { <ul class="statements">{items.collect_view()}</ul> }.into_any()
}

/// The boundary at which a stage is most often mixed up: with the next one.
fn boundary(stage: Stage) -> Option<(Stage, Stage)> {
    match stage {
        Stage::Contact => Some((Stage::Contact, Stage::Lead)),
        Stage::Lead => Some((Stage::Lead, Stage::Prospect)),
        Stage::Prospect => Some((Stage::Prospect, Stage::Opportunity)),
        Stage::Opportunity => Some((Stage::Prospect, Stage::Opportunity)),
        Stage::Disqualified => Some((Stage::Prospect, Stage::Disqualified)),
        Stage::Customer | Stage::Lost => None,
    }
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + letters.as_str()
}
