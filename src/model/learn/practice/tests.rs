//! A learner's way through the phases.

use super::{
    Answered, INTERVALS, MIXED_A_DAY, Phase, Practice, Task, curriculum, practice_from_json,
    practice_to_json,
};
use crate::day::Day;
use crate::learn::calibration::{Calibration, Speed, Sureness, median};
use crate::learn::{Separation, Subject, passages, separations, stories, story};
use crate::published::published_rulebook;
use crate::stage::Stage::{self, Contact, Disqualified, Lead, Opportunity, Prospect};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

fn today() -> Day {
    Day::parse("2026-11-21").unwrap()
}

fn answered(phase: Phase, aim: (Stage, Stage), stage: Stage, answer: Stage) -> Answered {
    Answered {
        phase,
        aim,
        seed: 1,
        twin: false,
        stage,
        answer,
        sureness: Sureness::Fairly,
        millis: 4_000,
        on: today(),
        extra: Map::new(),
    }
}

fn boundaries() -> Vec<(Stage, Stage)> {
    vec![(Contact, Lead), (Lead, Prospect), (Prospect, Opportunity)]
}

/// A learner who takes some tasks and gives this answer where that is right.
fn learn(
    practice: &mut Practice,
    tasks: usize,
    on: Day,
    says: &dyn Fn(Stage, (Stage, Stage)) -> Stage,
) -> Vec<(Phase, (Stage, Stage))> {
    let rulebook = published_rulebook("house").unwrap();
    let mut done = Vec::new();
    for _ in 0..tasks {
        let task = practice.next(on);
        let Task::Case {
            phase, aim, twin, ..
        } = task
        else {
            break;
        };
        assert_eq!(practice.next(on), task, "nothing but the log decides");
        let story = practice.story(&task, rulebook, on).unwrap();
        if twin {
            // The twin of the story before, at the other side.
            let before = practice.answered.last().unwrap();
            assert_eq!((before.seed, before.twin), (story.seed, false));
            assert_ne!(before.stage, story.case.stage);
        }
        let answer = says(story.case.stage, aim);
        practice.note(&task, &story, answer, Sureness::Very, 3_000, on);
        done.push((phase, aim));
    }
    done
}

/// Holds that no two stories of a practice are alike, in words or in the facts that are told; twins belong to the story before them.
fn no_two_alike(practice: &Practice) {
    let rulebook = published_rulebook(&practice.rulebook).unwrap();
    let told = practice.answered.iter().filter(|a| !a.twin);
    let (mut texts, mut facts) = (BTreeSet::new(), BTreeSet::new());
    for answer in told {
        let story = story(rulebook, answer.on, answer.aim, answer.seed).unwrap();
        assert_eq!(story.case.stage, answer.stage);
        let mut contact = story.case.contact();
        if let Some(attributes) = contact["attributes"].as_object_mut() {
            attributes
                .retain(|id, _| !["name", "company", "title", "email"].contains(&id.as_str()));
        }
        let said = story.case.text.clone();
        assert!(texts.insert(story.case.text), "told twice: {said}");
        assert!(facts.insert(contact.to_string()), "the same facts: {said}");
    }
}

/// A session of thirty stories of all boundaries in any order.
#[test]
fn no_two_stories_of_a_session_are_alike() {
    for id in ["house", "conversation", "qualify-first"] {
        let house = published_rulebook(id).unwrap();
        let boundaries = curriculum(&separations(house, today()));
        let mut practice = Practice::new(id, boundaries, 3);
        for _ in 0..30 {
            let task = practice.more();
            let story = practice.story(&task, house, today()).unwrap();
            practice.note(&task, &story, story.case.stage, Sureness::Very, 9, today());
        }
        no_two_alike(&practice);
    }
}

#[test]
fn phases_come_in_their_order_and_end() {
    let mut practice = Practice::new("house", boundaries(), 5);
    let done = learn(&mut practice, 100, today(), &|stage, _| stage);
    let phases: Vec<Phase> = done.iter().map(|d| d.0).collect();
    use Phase::{Contrast, Example, Mixed};
    let begin = [Example, Contrast, Contrast].repeat(3);
    assert_eq!(phases[..9], begin);
    assert_eq!(phases[9..], vec![Mixed; MIXED_A_DAY]);
    // All are known alike, so all come.
    for aim in boundaries() {
        let of = done[9..].iter().filter(|d| d.1 == aim).count();
        assert!(of >= 3, "{aim:?} {of}");
    }
    no_two_alike(&practice);
    assert_eq!(practice.next(today()), Task::Rest(Some(today().plus(1))));
    // Examples are not answers.
    assert_eq!(practice.confusion().total(), 6 + MIXED_A_DAY as u32);
    assert_eq!(practice.confusion().right(), 6 + MIXED_A_DAY as u32);
}

#[test]
fn what_is_mixed_up_comes_most() {
    let mut practice = Practice::new("house", boundaries(), 6);
    let mixes = |stage: Stage, aim: (Stage, Stage)| match stage {
        Prospect if aim == (Prospect, Opportunity) => Opportunity,
        other => other,
    };
    let done = learn(&mut practice, 100, today(), &mixes);
    let mixed: Vec<_> = done
        .iter()
        .filter(|d| d.0 == Phase::Mixed)
        .map(|d| d.1)
        .collect();
    let of = |aim| mixed.iter().filter(|other| **other == aim).count();
    assert!(
        of((Prospect, Opportunity)) > of((Lead, Prospect)),
        "{mixed:?}"
    );
    assert!(
        of((Prospect, Opportunity)) > of((Contact, Lead)),
        "{mixed:?}"
    );
    for three in mixed.windows(3) {
        assert!(three[0] != three[1] || three[1] != three[2], "{mixed:?}");
    }
    // Contrasts that went wrong were told again, but not without end.
    let contrasts = done
        .iter()
        .filter(|d| **d == (Phase::Contrast, (Prospect, Opportunity)));
    assert!((4..=6).contains(&contrasts.count()));
    assert_eq!(
        practice.confusion().most_mixed_up().map(|m| (m.0, m.1)),
        Some((Prospect, Opportunity))
    );
}

#[test]
fn two_weak_pairs_leave_room_for_the_others() {
    let all = vec![
        (Contact, Lead),
        (Lead, Prospect),
        (Prospect, Opportunity),
        (Contact, Disqualified),
    ];
    let mut practice = Practice::new("house", all.clone(), 6);
    let weak = &all[..2];
    // Always the other stage of a weak pair.
    let mixes = |stage: Stage, aim: (Stage, Stage)| match weak.contains(&aim) {
        true if stage == aim.0 => aim.1,
        true => aim.0,
        false => stage,
    };
    let done = learn(&mut practice, 100, today(), &mixes);
    let mixed: Vec<_> = done.iter().filter(|d| d.0 == Phase::Mixed).collect();
    let of = |aim| mixed.iter().filter(|d| d.1 == aim).count();
    for aim in &all {
        assert!(of(*aim) > 0, "{aim:?} never comes: {mixed:?}");
    }
    for (strong, weak) in all[2..].iter().zip(weak) {
        assert!(of(*weak) > of(*strong), "{mixed:?}");
    }
    // And so each of them is due again some day.
    let due: Vec<_> = practice.due().iter().map(|due| due.aim).collect();
    for aim in &all {
        assert!(due.contains(aim), "{aim:?} never returns: {due:?}");
    }
}

#[test]
fn a_mix_up_counts_for_the_two_stages() {
    let mut practice = Practice::new("house", boundaries(), 6);
    // Told at one boundary, mixed up at another one.
    practice.answered.push(answered(
        Phase::Mixed,
        (Lead, Prospect),
        Prospect,
        Opportunity,
    ));
    assert_eq!(practice.most_needed(), Some((Prospect, Opportunity)));
    // Stages that are not learned together count for the boundary of the story.
    let mut practice = Practice::new("house", boundaries(), 6);
    practice
        .answered
        .push(answered(Phase::Mixed, (Lead, Prospect), Lead, Opportunity));
    assert_eq!(practice.most_needed(), Some((Lead, Prospect)));
}

#[test]
fn boundaries_come_back_at_growing_intervals() {
    let aim = (Lead, Prospect);
    let mut practice = Practice::new("house", vec![aim], 7);
    learn(&mut practice, 100, today(), &|stage, _| stage);
    let mut day = today();
    for (step, days) in INTERVALS.iter().enumerate() {
        let due = practice.due()[0];
        assert_eq!((due.on, due.step), (day.plus(*days), step), "{step}");
        assert_eq!(practice.next(due.on.plus(-1)), Task::Rest(Some(due.on)));
        assert_eq!(practice.coming_back(due.on.plus(-1)), 0);
        assert_eq!(practice.coming_back(due.on), 2);
        let mut half = practice.clone();
        learn(&mut half, 1, due.on, &|stage, _| stage);
        assert_eq!(half.coming_back(due.on), 1);
        day = due.on;
        let done = learn(&mut practice, 10, day, &|stage, _| stage);
        assert_eq!(done, [(Phase::Return, aim); 2], "{step}");
    }
    // The last interval stays; a wrong answer begins anew.
    assert_eq!(practice.due()[0].on, day.plus(70));
    day = day.plus(70);
    let wrong = |stage: Stage, _| if stage == Lead { Prospect } else { Lead };
    learn(&mut practice, 10, day, &wrong);
    assert_eq!(
        (practice.due()[0].on, practice.due()[0].step),
        (day.plus(1), 0)
    );
    // A guess that came right does not count as known.
    day = day.plus(1);
    let mut guess = answered(Phase::Return, aim, Lead, Lead);
    (guess.sureness, guess.on) = (Sureness::Guess, day);
    practice.answered.push(guess);
    assert_eq!(
        (practice.due()[0].on, practice.due()[0].step),
        (day.plus(1), 0)
    );
}

/// What comes back does so whether everything is practised or one pair alone, and practice in between does not put it off.
#[test]
fn only_returns_move_the_day_of_return() {
    let aim = (Lead, Prospect);
    let mut practice = Practice::new("house", vec![aim, (Contact, Lead)], 7);
    learn(&mut practice, 100, today(), &|stage, _| stage);
    let of = |practice: &Practice| {
        let due = practice.due().into_iter().find(|due| due.aim == aim);
        due.map(|due| (due.on, due.step)).unwrap()
    };
    let phase = |practice: &Practice, on: Day| match practice.aimed(aim, on) {
        Task::Case { phase, .. } => phase,
        Task::Rest(_) => panic!("there is always another"),
    };
    let say = |practice: &mut Practice, phase: Phase, right: bool, on: Day| {
        let mut answer = answered(phase, aim, Lead, if right { Lead } else { Prospect });
        answer.on = on;
        practice.answered.push(answer);
    };
    use Phase::{Mixed, Return};
    let day = |days: i32| today().plus(days);
    assert_eq!(of(&practice), (day(1), 0));
    assert_eq!(phase(&practice, today()), Mixed);
    // On its own it comes back as well: two stories, and then others.
    for (expected, left) in [(Return, 1), (Return, 0), (Mixed, 0), (Mixed, 0)] {
        assert_eq!(phase(&practice, day(1)), expected);
        say(&mut practice, expected, true, day(1));
        assert_eq!(practice.coming_back(day(1)), 2 + left);
        assert_eq!(of(&practice), (day(4), 1));
    }
    // Some more of it in between, or when it is due: the day stays.
    for on in [2, 3, 4, 6] {
        say(&mut practice, Mixed, true, day(on));
        assert_eq!(of(&practice), (day(4), 1), "{on}");
    }
    assert_eq!(phase(&practice, day(6)), Return);
    say(&mut practice, Return, true, day(6));
    assert_eq!(of(&practice), (day(13), 2));
    // A wrong answer brings it back sooner, and from the start.
    say(&mut practice, Mixed, false, day(8));
    assert_eq!(of(&practice), (day(9), 0));
    // What is due already is not put off by it.
    say(&mut practice, Mixed, false, day(12));
    assert_eq!(of(&practice), (day(9), 0));
    say(&mut practice, Return, false, day(12));
    assert_eq!(of(&practice), (day(13), 0));
}

#[test]
fn sureness_is_held_against_what_came() {
    let answers = |n: u32, right: u32, sureness: Sureness| {
        (0..n).map(move |i| {
            let said = if i < right { Lead } else { Prospect };
            let mut answer = answered(Phase::Mixed, (Lead, Prospect), Lead, said);
            (answer.sureness, answer.millis) = (sureness, 1000 * (i + 1));
            answer
        })
    };
    let of = |all: Vec<Answered>| Calibration::of(&all);
    let none = of(Vec::new());
    assert_eq!((none.brier, none.sentence().as_str()), (None, ""));
    let knows = of(answers(4, 4, Sureness::Very).collect());
    assert!((knows.brier.unwrap() - 0.0025).abs() < 1e-9);
    assert_eq!(knows.sentence(), "You are about as sure as you are right.");
    let bold = of(answers(4, 1, Sureness::Very)
        .chain(answers(5, 5, Sureness::Guess))
        .collect());
    assert!((bold.brier.unwrap() - (0.0025 + 3.0 * 0.9025 + 5.0 * 0.36) / 9.0).abs() < 1e-9);
    assert_eq!(bold.levels[2].share(), Some(0.25));
    assert_eq!(bold.levels[1].share(), None);
    assert_eq!(
        bold.sentence(),
        "When very sure you were right 1 of 4 times: look twice before you are so sure."
    );
    let shy = of(answers(5, 5, Sureness::Guess).collect());
    assert_eq!(
        shy.sentence(),
        "When guessing you were right 5 of 5 times: you know more than you think."
    );
    let all: Vec<Answered> = answers(5, 2, Sureness::Very).collect();
    let speed = Speed::of(&all);
    assert_eq!(
        [
            speed.all,
            speed.right,
            speed.wrong,
            speed.earlier,
            speed.later
        ],
        [Some(3000), Some(1000), Some(4000), Some(2000), Some(4000)]
    );
    assert_eq!(
        [median(&[]), median(&[5]), median(&[9, 1])],
        [None, Some(5), Some(1)]
    );
}

#[test]
fn what_is_learned_is_what_can_be_told_apart() {
    let house = published_rulebook("house").unwrap();
    let all = curriculum(&separations(house, today()));
    let mut expected = boundaries();
    expected.push((Prospect, Disqualified));
    assert_eq!(all, expected);
    // Where nothing parts lead from prospect, prospects are learned against what else there is.
    let apart = |aim| Separation {
        aim,
        told_apart: true,
        sentence: String::new(),
    };
    assert_eq!(
        curriculum(&[apart((Contact, Lead)), apart((Contact, Prospect))]),
        [(Contact, Lead), (Contact, Prospect)]
    );
    assert_eq!(curriculum(&[]), []);
    assert_eq!(
        Practice::new("house", Vec::new(), 1).next(today()),
        Task::Rest(None)
    );
}

#[test]
fn a_practice_survives_json() {
    let mut practice = Practice::new("house", boundaries(), u64::MAX);
    learn(&mut practice, 30, today(), &|_, aim| aim.0);
    practice.extra.insert("later".to_owned(), json!({ "a": 1 }));
    practice.mark = "0123456789abcdef".to_owned();
    let house = published_rulebook("house").unwrap();
    let task = practice.more();
    let story = practice.story(&task, house, today()).unwrap();
    practice.begin(&task, &story, today());
    let bare = practice_to_json(&practice);
    assert_eq!(practice_from_json(&bare).unwrap(), practice);
    let now = practice.now.as_mut().unwrap();
    now.chosen = Some(Prospect);
    now.picked = Some(Subject::Signal("question_asked".to_owned()));
    now.sureness = Some(Sureness::Guess);
    now.extra.insert("note".to_owned(), json!([1]));
    practice.answered[3]
        .extra
        .insert("mood".to_owned(), json!("fine"));
    let text = practice_to_json(&practice).to_string();
    let again = practice_from_json(&crate::json::parse(&text).unwrap()).unwrap();
    assert_eq!(again, practice);
    assert_eq!(again.next(today()), practice.next(today()));
}

#[test]
fn what_is_wrong_is_named_by_path() {
    let mut practice = Practice::new("house", boundaries(), 1);
    practice
        .answered
        .push(answered(Phase::Mixed, (Lead, Prospect), Lead, Lead));
    let good = practice_to_json(&practice);
    let check = |pointer: &str, value: Value, expected: &str| {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        assert_eq!(practice_from_json(&bad).unwrap_err().to_string(), expected);
    };
    check(
        "/format",
        json!("leadlens.practice/2"),
        "format: expected \"leadlens.practice/1\", found \"leadlens.practice/2\", made by a newer version of Leadlens",
    );
    check(
        "/seed",
        json!(-1),
        "seed: expected a whole number from 0, found -1",
    );
    check(
        "/boundaries/1",
        json!(["prospect", "lead"]),
        "boundaries[1]: expected two stages, the one earlier in the funnel first, found a list",
    );
    check(
        "/answered/0/sureness",
        json!("quite"),
        "answered[0].sureness: expected guess, fairly or very, found \"quite\"",
    );
    check(
        "/answered/0/on",
        json!("soon"),
        "answered[0].on: expected a date such as \"2026-01-31\", found \"soon\"",
    );
    good_with_now(&good, json!(["budget"]));
    check(
        "/answered/0/twin",
        json!(0),
        "answered[0].twin: expected true or false, found 0",
    );
    assert!(practice_from_json(&json!([])).is_err());
}

/// What is on the screen is read with the same care.
fn good_with_now(good: &Value, picked: Value) {
    let mut bad = good.clone();
    bad["now"] = json!({
        "phase": "mixed", "boundary": ["lead", "prospect"], "seed": 3, "on": "2026-11-21",
        "step": 0, "picked": picked, "millis": 5, "answered": false,
    });
    assert_eq!(
        practice_from_json(&bad).unwrap_err().to_string(),
        "now.picked: expected \"attribute\" or \"signal\", and an id, found a list"
    );
}

#[test]
fn what_is_on_the_screen_is_noted_once() {
    let house = published_rulebook("house").unwrap();
    let mut practice = Practice::new("house", boundaries(), 11);
    let mut done = Vec::new();
    for _ in 0..12 {
        let task = practice.next(today());
        let story = practice.story(&task, house, today()).unwrap();
        practice.begin(&task, &story, today());
        assert!(!practice.settle(&story), "nothing was said yet");
        let now = practice.now.as_mut().unwrap();
        now.millis = 4_000;
        now.picked = Some(story.deciding.subject.clone());
        now.sureness = Some(Sureness::Very);
        now.chosen = (now.phase != Phase::Example).then_some(story.twin.stage);
        done.push(now.phase);
        let before = practice.answered.len();
        assert!(practice.settle(&story));
        assert!(!practice.settle(&story), "once");
        let noted = &practice.answered[before..];
        match done.last() {
            Some(Phase::Example) => assert!(noted.len() == 1 && noted[0].is_right()),
            Some(Phase::Contrast) => {
                // Both were taken for one another.
                assert_eq!(noted.len(), 2);
                let wrong = |a: &Answered, stage, answer| {
                    assert_eq!((a.stage, a.answer, a.millis), (stage, answer, 2_000));
                };
                wrong(&noted[0], story.case.stage, story.twin.stage);
                wrong(&noted[1], story.twin.stage, story.case.stage);
                let same = passages(&story.case.text, &story.case.text);
                assert!(same.iter().all(|p| !p.differs));
            }
            _ => assert!(noted.len() == 1 && !noted[0].is_right()),
        }
    }
    // Three contrasts of a boundary are enough, even where all go wrong.
    use Phase::{Contrast, Example};
    assert_eq!(done, [Example, Contrast, Contrast, Contrast].repeat(3));
    let Task::Case { phase, aim, .. } = practice.aimed((Lead, Prospect), today()) else {
        panic!("there is always another");
    };
    assert_eq!((phase, aim), (Phase::Mixed, (Lead, Prospect)));
    let fresh = Practice::new("house", boundaries(), 11).aimed((Lead, Prospect), today());
    assert!(matches!(fresh, Task::Case { phase: Example, .. }));
    assert_eq!(practice.day(today()).asked, 18);
    assert_eq!(practice.day(today()).right, 0);
    assert_eq!(practice.days().len(), 1);
    // Nobody is asked how sure they are of two stories side by side.
    assert_eq!(practice.calibration().brier, None);
    assert_eq!(practice.speed().all, None);
}

/// What the stories are drawn from leads to different stories.
#[test]
fn learners_with_other_seeds_meet_other_stories() {
    let house = published_rulebook("house").unwrap();
    let first = |seed: u64| {
        let practice = Practice::new("house", boundaries(), seed);
        let story = practice.story(&practice.next(today()), house, today());
        story.unwrap().case.text
    };
    assert_ne!(first(1), first(2));
    assert_eq!(first(1), first(1));
    assert_eq!(stories(house, today(), (Lead, Prospect), 3, 4).len(), 4);
}
