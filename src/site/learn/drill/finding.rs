//! Looks for stories and for what to say of answers, in turns with the page: the next story while the learner reads about the last.

use super::sitting::{Scene, Sitting};
use crate::clock;
use crate::slice::{Cancel, Slice};
use leptos::prelude::*;
use model::Rulebook;
use model::learn::{
    Boundary, Practice, Separation, Task, Told, curriculum, feedback_in_turns,
    separations_in_turns, story_in_turns,
};
use std::sync::Arc;

/// Opens a practice: with the story that was on the screen, or in the hall. A new one, or one whose definition has changed, first has to
/// find out what can be told apart.
pub fn open(sitting: Sitting) {
    let left = sitting.left.get_value();
    let basis = sitting.basis.get_value();
    leptos::task::spawn_local(async move {
        let known = sitting.practice.with_untracked(|practice| {
            practice
                .as_ref()
                .map(|practice| practice.mark == basis.mark)
        });
        let mut slice = Slice::new();
        if known != Some(true) {
            let found = separations(&basis.rulebook, &basis, &left).await;
            if left.is_cancelled() {
                return;
            }
            sitting.alike.set(alike(&found));
            begin(sitting, curriculum(&found), known.is_some());
        }
        if let Some(aim) = basis.aim
            && !can_tell(&basis.rulebook, &basis, aim, &left).await
        {
            if left.is_cancelled() {
                return;
            }
            sitting.news.set(not_apart(&basis.rulebook, aim));
            sitting.stuck.set(true);
        }
        if left.is_cancelled() {
            return;
        }
        // A story that was begun at another boundary than the one asked for waits until everything is practised again.
        let now =
            untrack(|| sitting.now()).filter(|now| basis.aim.is_none_or(|aim| aim == now.aim));
        if let Some(now) = now {
            let mut pause = async || {
                slice.pause().await;
            };
            let found =
                story_in_turns(&basis.rulebook, now.on, now.aim, now.seed, &mut pause).await;
            if left.is_cancelled() {
                return;
            }
            if let Some(story) = found {
                show(sitting, Arc::new(story));
                if now.answered {
                    explain(sitting);
                    prepare(sitting);
                }
                return;
            }
            sitting.keep(|practice| practice.now = None);
        }
        sitting.scene.set(Scene::Hall);
        prepare(sitting);
        if known == Some(true) {
            let found = separations(&basis.rulebook, &basis, &left).await;
            if !left.is_cancelled() {
                sitting.alike.set(alike(&found));
            }
        }
    });
}

async fn separations(
    rulebook: &Rulebook,
    basis: &super::sitting::Basis,
    left: &Cancel,
) -> Vec<Separation> {
    let mut slice = Slice::new();
    let mut pause = async || {
        if !left.is_cancelled() {
            slice.pause().await;
        }
    };
    separations_in_turns(rulebook, basis.today, &mut pause).await
}

async fn can_tell(
    rulebook: &Rulebook,
    basis: &super::sitting::Basis,
    aim: Boundary,
    left: &Cancel,
) -> bool {
    let mut slice = Slice::new();
    for seed in 0..2 {
        let mut pause = async || {
            if !left.is_cancelled() {
                slice.pause().await;
            }
        };
        let found = story_in_turns(rulebook, basis.today, aim, seed, &mut pause).await;
        if found.is_some() {
            return true;
        }
    }
    false
}

/// The sentences on neighbouring stages that cannot be told apart.
fn alike(separations: &[Separation]) -> Vec<String> {
    separations
        .iter()
        .filter(|s| !s.told_apart && s.aim.0 as u8 + 1 == s.aim.1 as u8)
        .map(|s| s.sentence.clone())
        .collect()
}

fn not_apart(rulebook: &Rulebook, aim: Boundary) -> String {
    format!(
        "Under {} no case was found in which one criterion alone makes the difference between {} and {}. Practise another pair, or everything.",
        rulebook.name,
        model::learn::stage_words(aim.0),
        model::learn::stage_words(aim.1)
    )
}

/// A new practice, or the old one under a definition that has changed.
fn begin(sitting: Sitting, boundaries: Vec<Boundary>, changed: bool) {
    let (id, mark) = sitting
        .basis
        .with_value(|basis| (basis.id.clone(), basis.mark.clone()));
    if !changed {
        let practice = Practice::new(&id, boundaries.clone(), clock::seed());
        sitting.practice.set(Some(practice));
    }
    let name = sitting.rulebook().name.clone();
    let before = sitting
        .practice
        .with_untracked(|practice| practice.as_ref().map(|practice| practice.mark.clone()));
    if changed && before.is_some_and(|before| !before.is_empty()) {
        sitting.news.set(format!(
            "“{name}” has changed since you practised last. From here on the stories follow the new version; your answers so far stay in your progress. If you would rather begin again, you can do so below."
        ));
    }
    sitting.keep(|practice| {
        practice.boundaries = boundaries;
        practice.mark = mark;
        // A story that is not answered would be another one now.
        practice.now = None;
    });
}

/// Puts a story on the screen.
fn show(sitting: Sitting, story: Arc<model::learn::Story>) {
    sitting.told.update_value(|told| {
        if let Some(told) = told {
            told.note(&story);
        }
    });
    sitting.feedback.set(None);
    sitting.story.set(Some(story));
    sitting.scene.update(|scene| {
        *scene = match scene {
            Scene::Story(n) => Scene::Story(n.wrapping_add(1)),
            _ => Scene::Story(0),
        }
    });
}

/// Shows the next story as soon as it is there.
pub fn show_next(sitting: Sitting) {
    let task = sitting.task();
    if let Task::Rest(_) = task {
        sitting.scene.set(Scene::Hall);
        return;
    }
    let ready = sitting.prepared.with_value(|prepared| {
        let ready = prepared.as_ref().filter(|(of, _)| *of == task);
        ready.map(|(_, story)| story.clone())
    });
    match ready {
        Some(story) => {
            sitting.prepared.set_value(None);
            let today = sitting.today();
            sitting.keep(|practice| practice.begin(&task, &story, today));
            show(sitting, story);
        }
        None => {
            sitting.wanted.set_value(true);
            sitting.scene.set(Scene::Waiting);
            prepare(sitting);
        }
    }
}

/// Looks for the story of the next task, unless that is going on.
pub fn prepare(sitting: Sitting) {
    if sitting.finding.get_value() {
        return;
    }
    sitting.finding.set_value(true);
    let left = sitting.left.get_value();
    let basis = sitting.basis.get_value();
    leptos::task::spawn_local(async move {
        let mut slice = Slice::new();
        let mut pause = async || {
            slice.pause().await;
        };
        let mut told = None;
        while !left.is_cancelled() {
            let task = sitting.task();
            let Task::Case { aim, .. } = task else { break };
            let Some(practice) = sitting.practice.get_untracked() else {
                break;
            };
            if told.is_none() {
                told = sitting.told.get_value();
            }
            let mut known = match told.take() {
                Some(told) => told,
                None => practice.told_in_turns(&basis.rulebook, &mut pause).await,
            };
            let mut found = practice
                .story_in_turns(&task, &basis.rulebook, basis.today, &mut known, &mut pause)
                .await;
            if found.is_none() {
                // A small definition has told all it can: it begins from the start.
                known = Told::default();
                found = practice
                    .story_in_turns(&task, &basis.rulebook, basis.today, &mut known, &mut pause)
                    .await;
            }
            if left.is_cancelled() {
                return;
            }
            sitting.told.set_value(Some(known));
            match found {
                Some(story) if sitting.task() == task => {
                    sitting.prepared.set_value(Some((task, Arc::new(story))));
                    break;
                }
                Some(_) => {}
                None => give_up(sitting, aim),
            }
        }
        if left.is_cancelled() {
            return;
        }
        sitting.finding.set_value(false);
        if sitting.wanted.get_value() {
            sitting.wanted.set_value(false);
            show_next(sitting);
        }
    });
}

/// No story is found at a boundary: it is not learned any more.
fn give_up(sitting: Sitting, aim: Boundary) {
    let rulebook = sitting.rulebook();
    sitting.news.set(not_apart(&rulebook, aim));
    sitting.keep(|practice| practice.boundaries.retain(|other| *other != aim));
    if sitting.aim() == Some(aim) {
        sitting.stuck.set(true);
    }
}

/// Finds out what there is to say about the answer.
pub fn explain(sitting: Sitting) {
    let (left, rulebook) = (sitting.left.get_value(), sitting.rulebook());
    let (Some(story), Some(now)) = (sitting.story.get_untracked(), untrack(|| sitting.now()))
    else {
        return;
    };
    leptos::task::spawn_local(async move {
        let mut slice = Slice::new();
        let mut pause = async || {
            slice.pause().await;
        };
        let answer = match now.phase {
            model::learn::Phase::Mixed | model::learn::Phase::Return => {
                now.chosen.unwrap_or(story.case.stage)
            }
            _ => story.case.stage,
        };
        let found = feedback_in_turns(&story, &rulebook, now.on, answer, &mut pause).await;
        let same = !left.is_cancelled()
            && sitting
                .story
                .get_untracked()
                .is_some_and(|shown| Arc::ptr_eq(&shown, &story));
        if same && untrack(|| sitting.answered()) {
            sitting.feedback.set(Some(Arc::new(found)));
        }
    });
}
