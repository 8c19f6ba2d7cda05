//! The lesson by the published definitions, the small ones, random ones, and a team's own of the barest kind; and the worked cases
//! beside those of the stage model.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing
)]

mod random;

use model::learn::lesson::{
    Ground, Lesson, Owner, WORKED_DAY, chart, flow_of, lesson, small_rulebooks, walk, worked_cases,
};
use model::{
    Day, One, Rulebook, Stage, contact_table, json, parse_rulebook, published, published_rulebook,
};
use random::{AS_OF, LARGE, Random, SMALL};

fn today() -> Day {
    Day::parse(AS_OF).unwrap()
}

fn grounds_are_opened(ground: &Ground) {
    assert!(!ground.label.is_empty(), "{ground:?}");
    assert_eq!(ground.joined.is_empty(), ground.parts.is_empty());
    assert!(!ground.scored.is_empty() || ground.points.is_empty());
    ground.parts.iter().for_each(grounds_are_opened);
}

/// What every lesson keeps to, whatever the definition.
fn check(rulebook: &Rulebook) -> Lesson {
    let lesson = lesson(rulebook, today());
    let stages = if rulebook.disqualify.is_empty() { 4 } else { 5 };
    assert_eq!(lesson.stages.len(), stages, "{}", rulebook.id);
    for stage in &lesson.stages {
        let meaning = &stage.meaning;
        assert!(!meaning.parts.is_empty(), "{}", rulebook.id);
        assert!(meaning.sentence.ends_with('.') && meaning.sentence.len() > 20);
        let all = meaning.parts.iter().chain(&stage.lapses);
        for statement in all.chain(&stage.to_do).chain(&stage.not_yet) {
            assert!(!statement.text.trim().is_empty());
            assert!(!statement.source.is_empty(), "{statement:?}");
            // What stands on no criterion stands on the playbook or the days until stale.
            let elsewhere = ["the playbook", "the definition"];
            assert!(
                !statement.grounds.is_empty()
                    || elsewhere.iter().any(|s| statement.source.starts_with(s)),
                "{statement:?}"
            );
            statement.grounds.iter().for_each(grounds_are_opened);
        }
        // An example is nobody's claim: the engine puts it there.
        if let Some(example) = &stage.example {
            let one = One::new(rulebook, &example.table, today());
            assert_eq!(one.stage(), stage.stage, "{}", example.text);
            assert!(example.why.len() > 5);
        }
        assert!(!stage.owner.who().is_empty());
        if stage.stage < Stage::Opportunity {
            assert!(!stage.to_do.is_empty(), "{} {:?}", rulebook.id, stage.stage);
        }
    }
    lesson
}

#[test]
fn scores_open_to_what_gives_points() {
    let house = published_rulebook("house").unwrap();
    let lesson = lesson(house, today());
    let prospect = lesson.stages.iter().find(|s| s.stage == Stage::Prospect);
    let mut open: Vec<&Ground> = prospect
        .unwrap()
        .meaning
        .parts
        .iter()
        .flat_map(|s| &s.grounds)
        .collect();
    let mut said = Vec::new();
    while let Some(ground) = open.pop() {
        open.extend(&ground.parts);
        said.extend(ground.points.iter().map(String::as_str));
    }
    for line in [
        "Industry: software, fintech or professional services – 20 points",
        "Seniority: owner, c suite, vp or director – 25 points; else manager – 10 points",
        "Budget: yes – 15 points",
        "Annual revenue: 2,000,000 to 200,000,000 – 10 points",
        "Replied – 25 points, at most 2 times; half of it after 30 days",
        "Took part in a demo – 30 points, once; half of it after 60 days",
    ] {
        assert!(said.contains(&line), "{line}: {said:#?}");
    }
}

#[test]
fn the_published_and_the_small_definitions_are_taught_with_an_example_of_every_stage() {
    for rulebook in published().iter().chain(small_rulebooks()) {
        for stage in check(rulebook).stages {
            let at = format!("{} {:?}", rulebook.id, stage.stage);
            assert!(stage.example.is_some(), "{at}");
            assert!(!stage.not_yet.is_empty(), "{at}");
            let owned = matches!(stage.owner, Owner::Said(_));
            let worked_on = (Stage::Lead..=Stage::Opportunity).contains(&stage.stage);
            assert_eq!(owned, worked_on, "{at}");
        }
    }
}

#[test]
fn any_definition_is_taught_walked_and_drawn() {
    let mut random = Random(11);
    for size in [&SMALL, &LARGE] {
        for _ in 0..25 {
            let rulebook = parse_rulebook(&random::rulebook(&mut random, size)).unwrap();
            check(&rulebook);
            let flow = flow_of(&rulebook);
            for width in [360.0, 1040.0] {
                assert_eq!(chart(&flow, width).tiles.len(), flow.nodes.len());
            }
            for _ in 0..6 {
                let table = contact_table(&random::contact(&mut random)).unwrap();
                let way = walk(&flow, &rulebook, &table, today());
                let one = One::new(&rulebook, &table, today());
                assert_eq!(way.stage, one.rule_stage());
                if let Some(end) = way.end {
                    assert_eq!(flow.stage_at(end), Some(way.stage));
                }
            }
        }
    }
}

#[test]
fn a_bare_definition_of_a_teams_own_is_taught() {
    let text = r#"{ "format": "leadlens.rulebook/1", "id": "ours", "stages": {
        "lead": { "gate": { "attribute": "shoe_size", "at_least": 43 } },
        "prospect": { "gate": { "at_least": 2, "of": [{ "did": "sent_cake" }, { "did": "replied", "within_days": 1 },
            { "attribute": "likes_us", "is": ["very"] }] } },
        "opportunity": { "gate": { "none": [{ "attribute": "shoe_size", "at_most": 44 }] } } } }"#;
    let rulebook = parse_rulebook(&json::parse(text).unwrap()).unwrap();
    let lesson = check(&rulebook);
    let sentences: Vec<&str> = (lesson.stages.iter())
        .map(|stage| stage.meaning.sentence.as_str())
        .collect();
    assert_eq!(
        sentences,
        [
            "A contact is a name on your list, and becomes a lead once this person has “shoe_size: 43 or more” on record.",
            "A lead is a contact who has “shoe_size: 43 or more” on record.",
            "A prospect is a lead who shows at least 2 of these: has “sent_cake” on record; has “replied, within 1 days” on record; and has “likes_us: very” on record.",
            "An opportunity is a prospect who shows none of: has “shoe_size: 44 or less” on record.",
        ]
    );
    let lead = &lesson.stages[1];
    assert_eq!(lead.owner, Owner::Usual("marketing"));
    assert_eq!(lead.to_do[0].text, "Find out: Likes_us?");
    assert_eq!(
        lesson.stages[2].lapses[0].text,
        "This runs out when nothing of the kind happens for 1 day."
    );
}

#[test]
fn the_house_lesson_says_what_its_gates_say() {
    let lesson = check(published_rulebook("house").unwrap());
    let [_, lead, prospect, opportunity, out] = lesson.stages.as_slice() else {
        panic!("{} stages", lesson.stages.len());
    };
    assert_eq!(
        lead.meaning.sentence,
        "A lead is a contact who has shown interest or is in our target market."
    );
    assert_eq!(
        prospect.meaning.sentence,
        "A prospect is a lead who fits our profile (50 or more), is engaged (25 or more), and replied, met us, saw a demo or asked a question."
    );
    let no_proposal = (prospect.not_yet.iter())
        .find(|s| s.text.starts_with("Make no proposal"))
        .unwrap();
    assert_eq!(no_proposal.grounds[0].label, "has a need we solve");
    assert!(prospect.not_yet[0].text.contains("Send a proposal"));
    assert_eq!(prospect.lapses.len(), 1);
    assert!(opportunity.lapses.is_empty());
    assert_eq!(out.meaning.parts.len(), 3);
}

#[test]
fn the_worked_cases_have_the_facts_of_the_stage_model() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/spec/cases.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: cases.json is not beside this checkout");
        return;
    };
    let model_cases = json::parse(&text).unwrap();
    let mut held = 0;
    for theirs in model_cases["cases"].as_array().unwrap() {
        let case = worked_cases()
            .iter()
            .find(|c| c.id == theirs["id"].as_str().unwrap())
            .unwrap();
        assert_ne!(case.story, theirs["story"].as_str().unwrap());
        for (id, expected) in theirs["expect"].as_object().unwrap() {
            let one = One::new(published_rulebook(id).unwrap(), &case.table, WORKED_DAY);
            assert_eq!(one.stage().id(), expected["stage"], "{} {id}", case.id);
            held += 1;
        }
    }
    assert_eq!(held, 154);
}
