//! Practice on stories: worked examples, pairs, mixed stories, and what comes back after some days.

mod case;
mod contrast;
mod criteria;
mod example;
mod feedback;
mod finding;
mod hall;
pub mod kept;

mod keys;
mod line;
mod options;
mod sitting;
mod timing;

use super::address::Page;
use crate::learn::focus::focus_when_there;
use crate::session::Session;
use kept::Kept;
use leptos::prelude::*;
use model::learn::{Boundary, Phase};
use sitting::{Basis, Scene, Sitting};

/// The page.
#[component]
pub fn Drill(session: Session, aim: Option<Boundary>) -> impl IntoView {
    let basis = Memo::new(move |_| {
        session.rules.track();
        Basis::of(session, aim)
    });
    // Goes up when the practice became another than this page wrote: taken back, opened from a file.
    let turn = RwSignal::new(0_u32);
    view! {
        <div class="drill" tabindex="-1" on:keydown=keys::on_key>
            <h2 tabindex="-1">
                {match aim {
                    Some((low, high)) => format!("Drill: {} or {}", low.label().to_lowercase(), high.label().to_lowercase()),
                    None => "Drill".to_owned(),
                }}
            </h2>
            {move || {
                turn.track();
                let basis = basis.get();
                if session.read_only.get() {
                    return view! {
                        <p class="drill-note">
                            "This tab only reads along, so no answer would be kept here. Practise in the tab that writes, or let this one write."
                        </p>
                    }
                        .into_any();
                }
                match kept::kept(session, &basis.id) {
                    Kept::Unreadable(why) => {
                        view! { <kept::Unreadable session basis why turn /> }.into_any()
                    }
                    Kept::Practice(practice) => {
                        view! { <Practised session basis practice=Some(*practice) turn /> }.into_any()
                    }
                    Kept::Nothing => {
                        view! { <Practised session basis practice=None turn /> }.into_any()
                    }
                }
            }}
        </div>
    }
}

/// Practice under one definition.
#[component]
fn Practised(
    session: Session,
    basis: Basis,
    practice: Option<model::learn::Practice>,
    turn: RwSignal<u32>,
) -> impl IntoView {
    let aim = basis.aim;
    let name = basis.rulebook.name.clone();
    let sitting = Sitting::open(session, basis, practice);
    sitting.follow(turn);
    timing::watch(sitting);
    on_cleanup(move || sitting.leave());
    // What is new on the screen gets the focus, so that the next key means it.
    Effect::new(move |_| {
        if sitting.scene.get() != Scene::Waiting {
            // An answered story has its feedback on the screen already.
            focus_when_there(&[".drill-headline", ".drill-scene h3[tabindex]"]);
        }
    });
    view! {
        <p class="drill-definition">
            {aim.is_some().then(|| view! { <a href=Page::Drill(None).hash()>"Practise everything"</a> " · " })}
            "By “" {name} "”"
        </p>
        <line::Line sitting />
        // Each story is drawn anew: nothing that was unfolded in the last one stays so.
        <For
            each=move || [sitting.scene.get()]
            key=|scene| *scene
            children=move |scene| view! { <Shown sitting scene /> }
        />
    }
}

/// What is on the screen.
#[component]
fn Shown(sitting: Sitting, scene: Scene) -> impl IntoView {
    match (scene, sitting.story.get_untracked(), sitting.phase()) {
        (Scene::Waiting, ..) => view! {
            <p class="drill-waiting" role="status">
                "Finding a story …"
            </p>
        }
        .into_any(),
        (Scene::Story(_), Some(story), Some(Phase::Example)) => {
            view! { <example::Example sitting story /> }.into_any()
        }
        (Scene::Story(_), Some(story), Some(Phase::Contrast)) => {
            view! { <contrast::Contrast sitting story /> }.into_any()
        }
        (Scene::Story(_), Some(story), Some(_)) => {
            view! { <case::Case sitting story /> }.into_any()
        }
        _ => view! { <hall::Hall sitting /> }.into_any(),
    }
}
