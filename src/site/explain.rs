//! Stand-in until the model's own explanations land; see the contract.

use model::{Condition, Day, Engine, Gate, Rulebook, Stage, Table, Verdict};

pub struct Part {
    pub label: String,
    pub verdict: Verdict,
    pub fact: String,
    pub parts: Vec<Part>,
}
pub struct FitShare {
    pub label: String,
    pub low: u32,
    pub high: u32,
    pub of: u32,
    pub fact: String,
}
pub struct EngagementShare {
    pub kind: String,
    pub label: String,
    pub points: i32,
    pub count: u32,
    pub last: Option<Day>,
    pub undated: bool,
}
pub struct PathStep {
    pub condition: Condition,
    pub label: String,
    pub reverses: bool,
}
pub struct Question {
    pub attribute: String,
    pub text: String,
    pub answers: Vec<(String, String)>,
}
pub struct Explanation {
    pub stage: Stage,
    pub rule_stage: Stage,
    pub stopped_at: Option<Gate>,
    pub gates: [Verdict; 3],
    pub fit: (u8, u8),
    pub engagement: u8,
    pub grade: model::Grade,
    pub disqualified: Option<String>,
    pub overlaps: Vec<Gate>,
    pub re_engage: Option<(String, Day)>,
    pub why: String,
    pub gate_parts: [Vec<Part>; 3],
    pub disqualifiers: Vec<Part>,
    pub fit_items: Vec<FitShare>,
    pub engagement_items: Vec<EngagementShare>,
    pub path: Vec<PathStep>,
    pub next_question: Option<Question>,
    pub next_move: Option<(Day, Stage)>,
    pub stale: Option<u32>,
    pub bad_data: Vec<String>,
}

pub fn explain(r: &Rulebook, table: &Table, row: u32, as_of: Day) -> Explanation {
    let mut engine = Engine::new(r, as_of);
    let alone = table.row_alone(row);
    engine.assess_all(&alone);
    let a = engine.assessments();
    let part = |label: &str, verdict, fact: &str| Part {
        label: label.into(),
        verdict,
        fact: fact.into(),
        parts: vec![],
    };
    Explanation {
        stage: a.stage(0),
        rule_stage: a.rule_stage(0),
        stopped_at: a.stopped_at(0),
        gates: Gate::ALL.map(|g| a.gate(0, g)),
        fit: a.fit(0),
        engagement: a.engagement(0),
        grade: a.grade(0),
        disqualified: a
            .disqualified(0)
            .and_then(|d| r.disqualify.get(d))
            .map(|d| d.reason.clone()),
        overlaps: a.overlaps(0).collect(),
        re_engage: Some(("content_download".into(), as_of.plus(-1)))
            .filter(|_| a.stage(0) == Stage::Disqualified),
        why: why_line(r, &engine, &alone, 0),
        gate_parts: [
            vec![
                part("any interest signal", Verdict::Met, "Replied on 14 Nov"),
                part("in our target market", Verdict::Unknown, "not recorded"),
            ],
            vec![
                part("fit at least 50", Verdict::Met, "65–90"),
                part("engagement at least 25", Verdict::NotMet, "12"),
                Part {
                    label: "any of".into(),
                    verdict: Verdict::Met,
                    fact: String::new(),
                    parts: vec![
                        part("replied", Verdict::Met, "14 Nov"),
                        part("met with us", Verdict::NotMet, "never"),
                    ],
                },
            ],
            vec![
                part("has a need we solve", Verdict::Met, "yes"),
                part("buys within 12 months", Verdict::Unknown, "not asked"),
                part("decides or influences", Verdict::Met, "influencer"),
                part("is actively considering", Verdict::NotMet, "no"),
            ],
        ],
        disqualifiers: vec![part("No budget", Verdict::Unknown, "not recorded")],
        fit_items: vec![
            FitShare {
                label: "Seniority".into(),
                low: 25,
                high: 25,
                of: 25,
                fact: "vp".into(),
            },
            FitShare {
                label: "Industry".into(),
                low: 20,
                high: 20,
                of: 20,
                fact: "fintech".into(),
            },
            FitShare {
                label: "Employees".into(),
                low: 20,
                high: 20,
                of: 20,
                fact: "340".into(),
            },
            FitShare {
                label: "Budget".into(),
                low: 0,
                high: 15,
                of: 15,
                fact: "not recorded".into(),
            },
            FitShare {
                label: "Country".into(),
                low: 0,
                high: 0,
                of: 10,
                fact: "ES".into(),
            },
            FitShare {
                label: "Annual revenue".into(),
                low: 0,
                high: 10,
                of: 10,
                fact: "not recorded".into(),
            },
        ],
        engagement_items: vec![
            EngagementShare {
                kind: "replied".into(),
                label: "Replied".into(),
                points: 21,
                count: 1,
                last: Some(as_of.plus(-7)),
                undated: false,
            },
            EngagementShare {
                kind: "question_asked".into(),
                label: "Asked a question".into(),
                points: 24,
                count: 2,
                last: Some(as_of.plus(-9)),
                undated: false,
            },
            EngagementShare {
                kind: "unsubscribed".into(),
                label: "Unsubscribed".into(),
                points: -8,
                count: 1,
                last: None,
                undated: true,
            },
        ],
        path: vec![
            PathStep {
                condition: Condition::FitAtLeast(1.0),
                label: "Buys within 12 months".into(),
                reverses: false,
            },
            PathStep {
                condition: Condition::FitAtLeast(1.0),
                label: "Is actively considering".into(),
                reverses: true,
            },
        ],
        next_question: Some(Question {
            attribute: "timeline_months".into(),
            text: "When do they want to have it in place?".into(),
            answers: vec![
                ("3".into(), "Within 3 months".into()),
                ("12".into(), "Within a year".into()),
                ("24".into(), "Later".into()),
            ],
        }),
        next_move: Some((as_of.plus(12), Stage::Lead)),
        stale: Some(9),
        bad_data: vec!["“soon” in Buys within (months) is no number.".into()],
    }
}

pub fn why_line(_: &Rulebook, engine: &Engine, table: &Table, row: u32) -> String {
    let a = engine.assessments();
    match a.stopped_at(row) {
        Some(g) => format!(
            "Not {} yet: {} signals",
            g.id(),
            table.signals_of(row).count()
        ),
        None => "Has a need we solve, buys within 12 months".into(),
    }
}

pub fn next_step(_: &Rulebook, engine: &Engine, table: &Table, row: u32) -> String {
    let a = engine.assessments();
    if a.overlaps(row).next().is_some() {
        return "Asked for a quote, never qualified".into();
    }
    if table.get(row, "timeline_months").is_empty() {
        "Ask: when they want it".into()
    } else {
        "Send proposal".into()
    }
}
