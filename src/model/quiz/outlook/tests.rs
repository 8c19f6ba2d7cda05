//! Where quizzes lead.

use super::{OutlookJob, outlook};
use crate::Engine;
use crate::day::Day;
use crate::node::Node;
use crate::quiz::{quiz_from_rulebook, read_quiz};
use crate::stage::Stage;
use crate::{published, published_rulebook};
use expect_test::expect;
use serde_json::json;
use std::fmt::Write;

fn day() -> Day {
    Day::parse("2026-11-25").unwrap()
}

#[test]
fn all_combinations_of_a_small_quiz_are_looked_at() {
    let json = json!({
        "format": "leadlens.quiz/1", "id": "q", "rulebook": "house",
        "questions": [
            { "id": "budget", "type": "yes_no", "text": "Money?", "attribute": "budget" },
            { "id": "amount", "type": "number", "text": "How much?", "attribute": "amount", "skip_when": [{ "question": "budget", "is": ["no"] }] },
            { "id": "news", "type": "multiple", "text": "Did you?", "required": true, "options": [
                { "id": "a", "text": "Met", "signals": ["meeting_held"] }, { "id": "b", "text": "Asked", "signals": ["question_asked"] },
            ] },
        ],
        "results": [
            { "id": "no", "when": { "stage": ["disqualified"] }, "title": "No" },
            { "id": "won", "when": { "stage": ["customer"] }, "title": "Won" },
            { "id": "else", "title": "Yes" },
        ],
    });
    let quiz = read_quiz(Node::Value(&json)).unwrap();
    let found = outlook(&quiz, published_rulebook("house").unwrap(), day(), 1);
    // Yes, no and nothing; a number and nothing; four sets.
    assert_eq!((found.looked_at, found.exact), (24, true));
    assert_eq!(found.results, [8, 0, 16]);
    assert_eq!(found.unmet_results(), [1]);
    assert_eq!(found.asked, [24, 16, 24]);
    assert!(found.unmet_questions().is_empty());
    assert_eq!(found.stages[Stage::Disqualified as usize], 8);
    assert!(found.unreachable.contains(&Stage::Opportunity));
}

/// Also where there are more combinations than the engine looks at in one go.
#[test]
fn each_combination_is_judged_as_if_it_were_alone() {
    let rulebook = published_rulebook("marketing-to-sales").unwrap();
    let json = quiz_from_rulebook(rulebook);
    let quiz = read_quiz(Node::Value(&json)).unwrap();
    let mut job = OutlookJob::new(&quiz, rulebook, day(), 1);
    let mut stages = [0; 7];
    for number in 0..job.outlook.looked_at {
        let facts = quiz.facts(&job.combination(number), day());
        let mut engine = Engine::new(rulebook, day());
        engine.assess_all(&facts);
        stages[engine.assessments().stage(0) as usize] += 1;
    }
    while job.go_on() {}
    assert_eq!(job.finish().stages, stages);
}

#[test]
fn one_click_quizzes_and_where_they_lead() {
    let mut shown = String::new();
    for rulebook in published() {
        let json = quiz_from_rulebook(rulebook);
        let quiz = read_quiz(Node::Value(&json)).unwrap();
        let found = outlook(&quiz, rulebook, day(), 1);
        assert_eq!(found, outlook(&quiz, rulebook, day(), 1));
        let never: Vec<&str> = found.unreachable.iter().map(|s| s.id()).collect();
        let of = if found.exact { "all" } else { "a sample of" };
        writeln!(
            shown,
            "{}: {of} {}, {:?}, never {}",
            rulebook.id,
            found.looked_at,
            found.stages,
            never.join(" ")
        )
        .unwrap();
    }
    expect![[r#"
        dynamic-states: a sample of 20000, [0, 882, 8223, 1007, 0, 9888, 0], never contact customer lost
        qualify-first: a sample of 20000, [0, 4714, 3155, 244, 0, 11887, 0], never contact customer lost
        criteria-and-intent: a sample of 20000, [15148, 760, 1752, 2340, 0, 0, 0], never customer disqualified lost
        ideal-customer-profile: a sample of 20000, [13289, 4891, 356, 1464, 0, 0, 0], never customer disqualified lost
        conversation: a sample of 20000, [0, 20000, 0, 0, 0, 0, 0], never contact prospect opportunity customer disqualified lost
        marketing-to-sales: all 972, [0, 432, 288, 252, 0, 0, 0], never contact customer disqualified lost
        house: a sample of 20000, [0, 5671, 4250, 104, 0, 9975, 0], never contact customer lost
    "#]].assert_eq(&shown);
}

#[test]
fn the_shipped_sample() {
    let json = quiz_from_rulebook(published_rulebook("criteria-and-intent").unwrap());
    let mut shown = String::new();
    for question in json["questions"].as_array().unwrap() {
        let options = question["options"].as_array().into_iter().flatten();
        let options: Vec<String> = options
            .map(|o| format!("{}={}", o["text"], o["sets"]))
            .collect();
        writeln!(
            shown,
            "{} {} {} {}",
            question["id"],
            question["type"],
            question["text"],
            options.join("; ")
        )
        .unwrap();
    }
    expect![[r#"
            in_target_market yes_no Are you in our target market? 
            explicit_intent yes_no Have you said you want to buy, or asked what it costs? 
            understands_value yes_no Do you see what we would do for you? 
            seniority single What is your role? Owner={seniority:owner}; Member of the board={seniority:c_suite}; Vice president={seniority:vp}; Director={seniority:director}; Manager={seniority:manager}; None of these={seniority:individual}
            industry single What line of business are you in? Software={industry:software}; Fintech={industry:fintech}; Professional services={industry:professional services}; Something else={industry:other}
            employees single How many people work there? Under 20={employees:10}; 20 to 1,000={employees:510}; More than 1,000={employees:2000}
            budget yes_no Is there money set aside for this? 
            country single Which country are you in? United States={country:US}; Canada={country:CA}; United Kingdom={country:GB}; Germany={country:DE}; France={country:FR}; Netherlands={country:NL}; Something else={country:other}
            annual_revenue single What is your annual revenue, about? Under 2,000,000={annual_revenue:1000000}; 2,000,000 to 200,000,000={annual_revenue:101000000}; More than 200,000,000={annual_revenue:400000000}
            timeline_months single When do you want to have it in place? 12 months or less={timeline_months:6}; More than 12 months={timeline_months:24}
            need yes_no Do you have a problem that we solve? 
            authority single Who decides on this, and what say do you have? I decide={authority:decision_maker}; I have a say={authority:influencer}; I have no say={authority:none}
            actively_considering yes_no Are you comparing vendors, testing or negotiating? 
            content_download yes_no Have you downloaded something of ours to read? 
            webinar_attended yes_no Have you been to one of our webinars? 
            question_asked yes_no Have you asked us a question? 
            quote_requested yes_no Have you asked us for a quote? 
            demo_attended yes_no Have you seen a demo? 
            replied yes_no Have you replied to a message of ours? 
            meeting_held yes_no Have you had a meeting with us? 
            negotiation yes_no Are you negotiating with us? 
            phone text What is your phone number? 
            email email Where may we write to you? 
        "#]].assert_eq(&shown.replace('"', ""));
}
