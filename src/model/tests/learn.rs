//! Laws of the learn room: stories, feedback and practice, by the published definitions and by random ones.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing
)]

mod random;

use model::learn::{
    Case, MOST_CHANGES, Story, Subject, TestItem, curriculum, feedback, separations, stories,
    story, test_forms,
};
use model::{
    Condition, Day, One, Rulebook, Stage, assess, contact_table, parse_rulebook, published,
};
use random::{AS_OF, LARGE, Random, SMALL, Size};
use std::collections::BTreeSet;

fn today() -> Day {
    Day::parse(AS_OF).unwrap()
}

fn verdicts_agree(rulebook: &Rulebook, case: &Case) {
    // The engine, over the table and over the JSON, says what the story says.
    let stage = assess(rulebook, &case.table, 0, today()).stage;
    assert_eq!(stage, case.stage, "{}: {}", rulebook.id, case.text);
    let again = contact_table(&case.contact()).unwrap();
    assert_eq!(assess(rulebook, &again, 0, today()).stage, case.stage);
}

/// The facts of a contact, one by one, as text.
fn facts(case: &Case) -> BTreeSet<String> {
    let contact = case.contact();
    let mut facts = BTreeSet::new();
    for (id, value) in contact["attributes"].as_object().unwrap() {
        // A title follows from a seniority.
        if id != "title" {
            facts.insert(format!("attribute {id}={value}"));
        }
    }
    for signal in contact["signals"].as_array().unwrap() {
        facts.insert(format!(
            "signal {}={signal}",
            signal["kind"].as_str().unwrap()
        ));
    }
    facts
}

/// The attributes and kinds in which two contacts differ.
fn differ(story: &Story) -> BTreeSet<String> {
    let (here, there) = (facts(&story.case), facts(&story.twin));
    let subjects = here.symmetric_difference(&there);
    subjects
        .map(|fact| fact.split('=').next().unwrap().to_owned())
        .collect()
}

/// What gates and disqualifiers are made of, down to what has a name or stands on facts; each once.
fn criteria(rulebook: &Rulebook) -> Vec<Condition> {
    fn collect(rulebook: &Rulebook, condition: &Condition, found: &mut Vec<Condition>) {
        match condition {
            Condition::All(parts)
            | Condition::Any(parts)
            | Condition::None(parts)
            | Condition::AtLeast(_, parts) => {
                for part in parts {
                    collect(rulebook, part, found);
                }
            }
            other => {
                let mut stands_for = other;
                while let Condition::Criterion(i) = stands_for {
                    stands_for = &rulebook.criteria[*i].when;
                }
                if !found.contains(stands_for) {
                    found.push(stands_for.clone());
                }
            }
        }
    }
    let mut found = Vec::new();
    let out = rulebook.disqualify.iter().map(|d| &d.when);
    for condition in rulebook.gates.iter().chain(out) {
        collect(rulebook, condition, &mut found);
    }
    found
}

fn check(rulebook: &Rulebook, story: &Story) {
    let here = One::new(rulebook, &story.case.table, today());
    let there = One::new(rulebook, &story.twin.table, today());
    let flipped = (criteria(rulebook).iter())
        .filter(|c| here.verdict_of(rulebook, c).unwrap() != there.verdict_of(rulebook, c).unwrap())
        .count();
    assert_eq!(flipped, 1, "{}", story.case.text);
    verdicts_agree(rulebook, &story.case);
    verdicts_agree(rulebook, &story.twin);
    let mut stages = [story.case.stage, story.twin.stage];
    stages.sort();
    assert_eq!((stages[0], stages[1]), story.aim, "{}", story.case.text);
    let subject = match &story.deciding.subject {
        Subject::Attribute(id) => format!("attribute {id}"),
        Subject::Signal(kind) => format!("signal {kind}"),
    };
    assert_eq!(
        differ(story),
        BTreeSet::from([subject]),
        "{}\n{}",
        story.case.text,
        story.twin.text
    );
    assert_ne!(story.deciding.fact, story.deciding.twin_fact);
    assert_ne!(story.deciding.verdicts.0, story.deciding.verdicts.1);
    assert_ne!(story.case.text, story.twin.text);
    for text in [&story.case.text, &story.twin.text, &story.deciding.supposed] {
        let odd = ["{", "}", "  ", " .", "..", "_"];
        let odd = odd
            .iter()
            .find(|odd| text.contains(**odd) && !text.contains('“'));
        assert!(odd.is_none(), "{odd:?} in {text}");
    }
    assert!(story.case.text.ends_with(['.', '”']), "{}", story.case.text);
}

#[test]
fn twins_differ_in_one_fact_and_in_their_stage() {
    for rulebook in published() {
        for separation in separations(rulebook, today()) {
            if !separation.told_apart {
                assert!(stories(rulebook, today(), separation.aim, 9, 3).is_empty());
                assert!(separation.sentence.contains(&rulebook.name));
                continue;
            }
            for story in stories(rulebook, today(), separation.aim, 7, 8) {
                check(rulebook, &story);
            }
        }
    }
}

#[test]
fn twins_of_random_definitions_differ_in_one_fact_and_in_their_stage() {
    let mut told = 0;
    for seed in 0..30 {
        let mut r = Random(seed);
        let size: &Size = if seed % 2 == 0 { &LARGE } else { &SMALL };
        let rulebook = parse_rulebook(&random::rulebook(&mut r, size)).unwrap();
        for separation in separations(&rulebook, today()) {
            for story in stories(&rulebook, today(), separation.aim, seed, 2) {
                told += 1;
                check(&rulebook, &story);
            }
        }
    }
    // They are odd, but some boundaries can be told of.
    assert!(told > 100, "{told}");
}

/// No two stories of a session are alike: thirty of one boundary, as far as the definition gives so many different ones.
#[test]
fn no_two_stories_are_alike() {
    for rulebook in published() {
        for aim in [
            (Stage::Contact, Stage::Lead),
            (Stage::Lead, Stage::Prospect),
            (Stage::Prospect, Stage::Opportunity),
        ] {
            let all = stories(rulebook, today(), aim, 20, 30);
            assert_eq!(all.len(), 30, "{} {aim:?}", rulebook.id);
            let texts: BTreeSet<&str> = all.iter().map(|s| &*s.case.text).collect();
            assert_eq!(texts.len(), 30);
            // What decides is told of different facts around it.
            let decided: BTreeSet<String> = (all.iter())
                .map(|s| {
                    format!(
                        "{} {} {:?}",
                        s.deciding.fact,
                        s.deciding.twin_fact,
                        facts(&s.case)
                    )
                })
                .collect();
            assert_eq!(decided.len(), 30);
        }
    }
}

#[test]
fn a_story_is_the_same_for_the_same_seed() {
    for rulebook in published() {
        let aim = (Stage::Lead, Stage::Prospect);
        for seed in 0..5 {
            let one = story(rulebook, today(), aim, seed).unwrap();
            let other = story(rulebook, today(), (aim.1, aim.0), seed).unwrap();
            assert_eq!(one.id(), other.id());
            assert_eq!(
                (one.case.text, one.twin.text),
                (other.case.text, other.twin.text)
            );
            // Turned, the twin is told, and what is said of it is right.
            let turned = story(rulebook, today(), aim, seed).unwrap().turned();
            check(rulebook, &turned);
            assert_eq!(
                turned.case.stage,
                story(rulebook, today(), aim, seed).unwrap().twin.stage
            );
            let said = feedback(&turned, rulebook, today(), turned.case.stage);
            let expected = format!("If {}, this would be", turned.deciding.supposed);
            assert!(
                said.change_sentence.starts_with(&expected),
                "{}",
                said.change_sentence
            );
            let day = today().plus(40);
            verdicts_agree_on(rulebook, &story(rulebook, day, aim, seed).unwrap(), day);
        }
    }
}

fn verdicts_agree_on(rulebook: &Rulebook, story: &Story, day: Day) {
    assert_eq!(
        assess(rulebook, &story.case.table, 0, day).stage,
        story.case.stage
    );
}

#[test]
fn stages_that_nothing_tells_apart_are_said() {
    let never = serde_json::json!({
        "format": "leadlens.rulebook/1", "id": "own", "name": "Own",
        "stages": {
            "lead": { "gate": { "did": "interest" } },
            "prospect": { "gate": { "did": "interest" } },
            "opportunity": { "gate": { "engagement_at_least": 101 } },
        },
    });
    let rulebook = parse_rulebook(&never).unwrap();
    let said: Vec<String> = separations(&rulebook, today())
        .into_iter()
        .map(|s| {
            format!(
                "{} {} {} {}",
                s.aim.0.id(),
                s.aim.1.id(),
                s.told_apart,
                s.sentence
            )
        })
        .collect();
    expect_test::expect![[r#"
        contact lead false Under Own no case was found in which one criterion alone makes the difference between a mere contact and a lead.
        contact prospect true 
        contact opportunity false Under Own nobody can be an opportunity, so there is nothing to tell apart.
        contact disqualified false Under Own nobody can be disqualified, so there is nothing to tell apart.
        lead prospect false Under Own no case was found in which one criterion alone makes the difference between a lead and a prospect.
        lead opportunity false Under Own nobody can be an opportunity, so there is nothing to tell apart.
        lead disqualified false Under Own nobody can be disqualified, so there is nothing to tell apart.
        prospect opportunity false Under Own nobody can be an opportunity, so there is nothing to tell apart.
        prospect disqualified false Under Own nobody can be disqualified, so there is nothing to tell apart.
        opportunity disqualified false Under Own nobody can be an opportunity, so there is nothing to tell apart."#]].assert_eq(&said.join("\n"));
}

/// Whether the change that feedback names does what it says, and no part of it alone.
fn check_feedback(rulebook: &Rulebook, story: &Story, answer: Stage) -> Option<usize> {
    let said = feedback(story, rulebook, today(), answer);
    assert_eq!(said.right, answer == story.case.stage);
    assert_eq!(said.stage, story.case.stage);
    let wanted = if said.right { story.twin.stage } else { answer };
    let Some(change) = &said.change else {
        assert!(
            said.change_sentence.starts_with("No change"),
            "{}",
            said.change_sentence
        );
        return None;
    };
    let after = contact_table(&change.contact).unwrap();
    assert_eq!(
        assess(rulebook, &after, 0, today()).stage,
        wanted,
        "{}",
        said.change_sentence
    );
    assert_eq!(change.stage, wanted);
    let here = facts(&story.case);
    let there = facts(&Case {
        text: String::new(),
        stage: wanted,
        table: after,
    });
    let changed: BTreeSet<&str> = (here.symmetric_difference(&there))
        .map(|fact| fact.split('=').next().unwrap())
        .collect();
    assert_eq!(
        changed.len(),
        change.changes.len(),
        "{}",
        said.change_sentence
    );
    assert!((1..=MOST_CHANGES).contains(&changed.len()));
    Some(changed.len())
}

#[test]
fn the_smallest_change_makes_the_answer_right() {
    let (mut found, mut none, mut sizes) = (0, 0, [0; MOST_CHANGES + 1]);
    for (at, rulebook) in published().iter().enumerate() {
        for separation in separations(rulebook, today()) {
            for story in stories(rulebook, today(), separation.aim, 31 + at as u64, 1) {
                for answer in Stage::ALL {
                    match check_feedback(rulebook, &story, answer) {
                        Some(size) => {
                            found += 1;
                            sizes[size] += 1;
                            // What makes the twin is one fact.
                            assert!(answer != story.twin.stage || size == 1);
                        }
                        None => none += 1,
                    }
                }
            }
        }
    }
    assert!(found > 4 * none, "{found} {none}");
    assert!(sizes[1..].iter().all(|n| *n > 10), "{sizes:?}");
}

/// Where the engine's own path to the next stage is short, feedback finds nothing longer.
#[test]
fn the_smallest_change_is_no_longer_than_the_path() {
    let mut compared = 0;
    for seed in 0..40 {
        let mut r = Random(1000 + seed);
        let rulebook = parse_rulebook(&random::rulebook(&mut r, &SMALL)).unwrap();
        for aim in [
            (Stage::Contact, Stage::Lead),
            (Stage::Lead, Stage::Prospect),
            (Stage::Prospect, Stage::Opportunity),
        ] {
            for story in stories(&rulebook, today(), aim, seed, 1) {
                for answer in [
                    Stage::Contact,
                    Stage::Lead,
                    Stage::Prospect,
                    Stage::Opportunity,
                ] {
                    let size = check_feedback(&rulebook, &story, answer);
                    let next = story.case.stage as u8 + 1 == answer as u8;
                    let path = assess(&rulebook, &story.case.table, 0, today()).path.len();
                    if next && (1..=MOST_CHANGES).contains(&path) {
                        compared += 1;
                        assert!(
                            size.is_some_and(|size| size <= path),
                            "{seed} {size:?} {path}"
                        );
                    }
                }
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

/// Before and after: as hard, question by question, and no case twice.
#[test]
fn tests_before_and_after_are_matched() {
    for rulebook in published() {
        let boundaries = curriculum(&separations(rulebook, today()));
        let forms = test_forms(rulebook, today(), &boundaries, 12, 4);
        assert_eq!(forms.short, [], "{}", rulebook.id);
        assert_eq!(forms.before.len(), 4 * boundaries.len());
        assert_eq!(forms, test_forms(rulebook, today(), &boundaries, 12, 4));
        let key = |item: &TestItem| (item.aim, item.stage, item.criteria);
        let keys = |items: &[TestItem]| items.iter().map(key).collect::<Vec<_>>();
        assert_eq!(keys(&forms.before), keys(&forms.after), "{}", rulebook.id);
        let mut texts = BTreeSet::new();
        for item in forms.before.iter().chain(&forms.after) {
            let story = story(rulebook, today(), item.aim, item.seed).unwrap();
            assert_eq!(
                (story.case.stage, story.criteria),
                (item.stage, item.criteria)
            );
            assert!(texts.insert(story.case.text));
        }
        // Neither answer of a boundary is the better guess.
        for aim in boundaries {
            let low = forms
                .before
                .iter()
                .filter(|i| i.aim == aim && i.stage == aim.0)
                .count();
            assert_eq!(low, 2, "{} {aim:?}", rulebook.id);
        }
    }
    let one = published().iter().find(|r| r.id == "conversation").unwrap();
    let aim = (Stage::Contact, Stage::Prospect);
    assert_eq!(test_forms(one, today(), &[aim], 1, 3).short, [(aim, 0)]);
}
/// A boundary that a definition has is found from nearly every seed, or a session would end early.
#[test]
fn nearly_every_seed_gives_a_story() {
    for rulebook in published() {
        for separation in separations(rulebook, today())
            .iter()
            .filter(|s| s.told_apart)
        {
            let told = |seed: &u64| story(rulebook, today(), separation.aim, *seed).is_some();
            let found = (0..40).filter(told).count();
            assert!(found >= 38, "{} {:?} {found}", rulebook.id, separation.aim);
        }
    }
}

/// Of a contact as JSON, the value of an attribute.
fn value<'a>(contact: &'a serde_json::Value, id: &str) -> Option<&'a serde_json::Value> {
    contact["attributes"].get(id)
}

/// The last and the first day on which a signal of these kinds is recorded.
fn days<'a>(contact: &'a serde_json::Value, kinds: &[&str]) -> Option<(&'a str, &'a str)> {
    let all = contact["signals"].as_array().unwrap().iter();
    let all = all.filter(|signal| kinds.contains(&signal["kind"].as_str().unwrap()));
    let days: Vec<&str> = all.map(|signal| signal["date"].as_str().unwrap()).collect();
    Some((*days.iter().max()?, *days.iter().min()?))
}

/// What no contact can be, in words; none where all goes together.
fn contradiction(case: &Case) -> Option<&'static str> {
    // All else needs a way to reach them.
    const FROM_AFAR: [&str; 6] = [
        "bounced",
        "cart_abandoned",
        "content_download",
        "pricing_viewed",
        "site_visit",
        "social_interaction",
    ];
    let in_contact = model::facts::SIGNALS.iter().map(|(kind, ..)| *kind);
    let in_contact: Vec<&str> = in_contact
        .filter(|kind| !FROM_AFAR.contains(kind))
        .collect();
    let contact = &case.contact();
    let day = |text: &str| Day::parse(text).unwrap();
    let later = |ends: &str, before: i32, kinds: &[&str]| match (
        days(contact, &[ends]),
        days(contact, kinds),
    ) {
        (Some((_, ended)), Some((done, _))) => day(done) >= day(ended).plus(-before),
        _ => false,
    };
    let is = |id: &str, wanted: &str| value(contact, id).is_some_and(|v| v == wanted);
    let out = case.stage == Stage::Disqualified && days(contact, &["bounced"]).is_some();
    let no_phone = value(contact, "phone").is_none();
    let found = [
        (
            "in contact about a bounce",
            later("bounced", 7, &in_contact),
        ),
        (
            "reads what was unsubscribed",
            later("unsubscribed", 0, &["email_open", "email_click", "replied"]),
        ),
        (
            "out of reach, and the missing phone is not said",
            out && no_phone && !case.text.contains("no phone number"),
        ),
        (
            "needs nothing and compares vendors",
            is("need", "no") && is("actively_considering", "yes"),
        ),
        (
            "owns the firm and has a boss",
            is("seniority", "owner") && (is("authority", "influencer") || is("authority", "none")),
        ),
        (
            "no address and opens mails",
            case.text.contains("no e-mail address")
                && days(contact, &["email_open", "email_click", "bounced"]).is_some(),
        ),
    ];
    found.into_iter().find(|(_, is_so)| *is_so).map(|it| it.0)
}

#[test]
fn no_story_contradicts_itself() {
    for rulebook in published() {
        let mut told = 0;
        for aim in curriculum(&separations(rulebook, today())) {
            for seed in [1, 1000, 77_777] {
                for story in stories(rulebook, today(), aim, seed, 25) {
                    told += 1;
                    for case in [&story.case, &story.twin] {
                        let found = contradiction(case);
                        assert_eq!(found, None, "{}: {}", rulebook.id, case.text);
                    }
                    let deciding = match &story.deciding.subject {
                        Subject::Attribute(id) | Subject::Signal(id) => id.as_str(),
                    };
                    let courted = story.case.contact()["attributes"]["in_target_market"] == "no";
                    assert!(
                        !courted || deciding == "in_target_market" || story.aim.1 <= Stage::Lead,
                        "{}: {}",
                        rulebook.id,
                        story.case.text
                    );
                }
            }
        }
        assert!(told >= 225, "{} {told}", rulebook.id);
    }
}

/// Always the same answer at a boundary that is not about it: what is said is about that answer.
#[test]
fn feedback_is_about_what_the_learner_said() {
    let house = published().iter().find(|r| r.id == "house").unwrap();
    let all = stories(house, today(), (Stage::Prospect, Stage::Opportunity), 5, 20);
    let mut seen = [false; 2];
    for story in &all {
        let said = feedback(story, house, today(), Stage::Lead);
        let whole = format!("{} {} {}", said.headline, said.why, said.decisive);
        let between = match story.case.stage {
            Stage::Opportunity => "for a prospect, ",
            _ => "",
        };
        let opening = format!(
            "What makes it more than a lead: {between}“fits our profile (50 or more)” (fit "
        );
        assert!(said.decisive.starts_with(&opening), "{whole}");
        assert!(whole.contains("“replied, met us"), "{whole}");
        assert!(!whole.contains("; not a"), "{whole}");
        let about_choice = whole.contains("comparing, testing or negotiating");
        let opportunity = story.case.stage == Stage::Opportunity;
        assert_eq!(about_choice, opportunity, "{whole}");
        assert_eq!(said.gate.unwrap().stage(), story.case.stage);
        assert_eq!(said.headline.starts_with("Almost"), !opportunity, "{whole}");
        assert!(said.change_sentence.ends_with("this would be a lead."));
        seen[usize::from(opportunity)] = true;
        // What the twin is, the twin shows; and so it does after a right answer.
        for answer in [story.case.stage, story.twin.stage] {
            let said = feedback(story, house, today(), answer);
            assert!(said.decisive.contains(&story.deciding.criterion));
            assert!(said.decisive.contains("in the twin"), "{}", said.decisive);
        }
        let said = feedback(story, house, today(), Stage::Disqualified);
        assert_eq!(
            said.decisive,
            "Nothing rules it out: not “Cannot be reached”, “No budget” nor “No authority”."
        );
    }
    assert_eq!(seen, [true; 2]);
    for story in stories(house, today(), (Stage::Contact, Stage::Lead), 5, 6) {
        let said = feedback(&story, house, today(), Stage::Opportunity);
        let opening = "What it lacks for an opportunity: ";
        assert!(said.decisive.starts_with(opening), "{}", said.decisive);
        assert!(said.decisive.contains("“has a need we solve” ("));
    }
    for story in stories(house, today(), (Stage::Prospect, Stage::Disqualified), 5, 6) {
        if story.case.stage == Stage::Disqualified {
            let said = feedback(&story, house, today(), Stage::Lead);
            let opening = "What rules it out is “";
            assert!(said.decisive.starts_with(opening), "{}", said.decisive);
        }
    }
}
