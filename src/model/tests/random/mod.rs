//! Contacts and rulebooks made up by a seeded generator: the odd values that real lists hold, and rules that test all of them.
#![allow(dead_code, missing_docs)]

use serde_json::{Map, Value, json};

/// A seeded generator (SplitMix64): the same seed gives the same cases on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// True `percent` times of 100.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// The day as of which the cases are looked at.
pub const AS_OF: &str = "2026-11-21";

const DATES: [&str; 14] = [
    "2026-11-21",
    "2026-11-20",
    "2026-11-22",
    "2026-11-14",
    "2026-10-22",
    "2026-08-23",
    "2026-08-22",
    "2026-05-25",
    "2025-11-21",
    "2025-12-31",
    "2026-01-01",
    "2024-02-29",
    "2027-03-01",
    "0001-01-01",
];
const NO_DATES: [&str; 6] = [
    "2026-02-30",
    "2026-13-01",
    "2026-1-01",
    "21.11.2026",
    "2026-11-21T10:00",
    "soon",
];
const YES_NO: [&str; 8] = ["yes", "no", "Yes", " NO ", "true", "maybe", "y", "none"];
const WORDS: [&str; 16] = [
    "vp",
    " VP ",
    "Director",
    "manager",
    "individual",
    "ß",
    "SS",
    "ss",
    "É",
    "é",
    "ΣΑΣ",
    "σας",
    "fintech",
    "Professional Services",
    "x\u{a0}",
    "i\u{307}",
];
const NUMBERS: [&str; 22] = [
    "12",
    "+5",
    "007",
    "7",
    "1e3",
    ".5",
    "5.",
    "0.5",
    "-2.5",
    "+-3",
    "",
    "\u{a0}",
    " \u{2003}12\u{3000} ",
    "1,000",
    "1000",
    "1000.0",
    "20",
    "99999999999999999999999",
    "-0",
    "many",
    "١٢",
    "0x10",
];

fn json_number(r: &mut Random) -> Value {
    match r.below(12) {
        0 => json!(12),
        1 => json!(12.0),
        2 => json!(-2.5),
        3 => json!(1e3),
        4 => json!(0),
        5 => json!(-0.0),
        6 => json!(0.1),
        7 => json!(1e300),
        8 => json!(18_446_744_073_709_551_615u64),
        9 => json!(9_007_199_254_740_993i64),
        10 => json!(20),
        _ => json!(r.below(1200)),
    }
}

pub const ATTRIBUTES: [&str; 14] = [
    "seniority",
    "industry",
    "need",
    "budget",
    "authority",
    "in_target_market",
    "employees",
    "timeline_months",
    "created_on",
    "phone",
    "outcome",
    "x_number",
    "x_word",
    "x_date",
];
pub const KINDS: [&str; 14] = [
    "site_visit",
    "email_open",
    "replied",
    "meeting_held",
    "demo_attended",
    "content_download",
    "bounced",
    "unsubscribed",
    "negotiation",
    "rep_contacted",
    "newsletter_signup",
    "quote_requested",
    "x_custom",
    "Replied",
];

fn text(r: &mut Random, all: &[&str]) -> Value {
    json!(*r.pick(all))
}

/// A value as a list may hold it for an attribute: mostly of the kind that fits, at times anything.
fn value(r: &mut Random, attribute: &str) -> Value {
    match r.below(20) {
        0 => return Value::Null,
        1 => return json!(r.chance(50)),
        2 => return json_number(r),
        3 => return text(r, &["", "  ", "\u{a0}\u{2003}", "\u{200b}"]),
        _ => {}
    }
    match attribute {
        "seniority" | "industry" | "x_word" => text(r, &WORDS),
        "need" | "budget" | "in_target_market" => text(r, &YES_NO),
        "authority" => text(r, &["decision_maker", "Influencer", "none", "yes"]),
        "employees" | "timeline_months" | "x_number" => {
            if r.chance(50) {
                text(r, &NUMBERS)
            } else {
                json_number(r)
            }
        }
        "created_on" | "x_date" | "outcome_on" | "disqualified_on" => {
            if r.chance(80) {
                date(r)
            } else {
                text(r, &NO_DATES)
            }
        }
        "outcome" => text(r, &["won", " Won", "lost", "LOST\u{a0}", "open", "w o n"]),
        _ => text(r, &["+1 555 0100", "0"]),
    }
}

fn date(r: &mut Random) -> Value {
    let date = *r.pick(&DATES);
    if r.chance(10) {
        json!(format!(" {date}\u{a0}"))
    } else {
        json!(date)
    }
}

pub fn contact(r: &mut Random) -> Value {
    let mut attributes = Map::new();
    let often = *r.pick(&[0, 20, 50, 90]);
    for id in ATTRIBUTES {
        if r.chance(if id == "outcome" { often / 8 } else { often }) {
            attributes.insert(id.to_owned(), value(r, id));
        }
    }
    for id in ["outcome_on", "disqualified_on"] {
        if r.chance(40) {
            attributes.insert(id.to_owned(), value(r, id));
        }
    }
    let mut signals = Vec::new();
    for _ in 0..r.below(7) {
        let mut signal = json!({ "kind": r.pick(&KINDS) });
        if r.chance(80) {
            signal["date"] = json!(*r.pick(&DATES));
        } else if r.chance(30) {
            signal["date"] = Value::Null;
        }
        match r.below(6) {
            0 => signal["count"] = json!(2),
            1 => signal["count"] = json!(3.0),
            2 => signal["count"] = json!(1_000_000),
            3 => signal["count"] = Value::Null,
            _ => {}
        }
        signals.push(signal);
    }
    let mut contact = json!({ "attributes": attributes, "signals": signals });
    if r.chance(15) {
        let stages = [
            "contact",
            "lead",
            "prospect",
            "opportunity",
            "customer",
            "disqualified",
            "lost",
        ];
        let mut set = json!({ "stage": r.pick(&stages), "reason": "because", "author": "Ann" });
        for key in ["on", "until"] {
            match r.below(3) {
                0 => set[key] = json!(*r.pick(&DATES)),
                1 => set[key] = Value::Null,
                _ => {}
            }
        }
        contact["override"] = set;
    }
    contact
}

/// How large a rulebook is: the attributes, kinds and depth it draws on.
pub struct Size {
    pub attributes: &'static [&'static str],
    pub kinds: &'static [&'static str],
    pub depth: usize,
    pub criteria: usize,
    pub fit: usize,
    pub engagement: usize,
    pub times: usize,
}

/// Everything at once.
pub const LARGE: Size = Size {
    attributes: &ATTRIBUTES,
    kinds: &KINDS,
    depth: 3,
    criteria: 5,
    fit: 4,
    engagement: 8,
    times: 4,
};

/// Few facts, so that all changes to them can be tried one by one.
pub const SMALL: Size = Size {
    attributes: &["need", "budget", "employees", "seniority"],
    kinds: &["replied", "meeting_held", "bounced"],
    depth: 2,
    criteria: 2,
    fit: 2,
    engagement: 2,
    times: 2,
};

fn leaf(r: &mut Random, size: &Size, scores: bool) -> Value {
    match r.below(if scores { 10 } else { 7 }) {
        0..=4 => attribute_test(r, size),
        5 | 6 => did(r, size),
        7 | 8 => {
            json!({ "fit_at_least": r.pick(&[json!(0), json!(0.5), json!(33.5), json!(40), json!(50), json!(60), json!(80), json!(100), json!(100.5), json!(-3)]) })
        }
        _ => {
            json!({ "engagement_at_least": r.pick(&[json!(0), json!(1), json!(24.5), json!(25), json!(50), json!(100), json!(101), json!(-1)]) })
        }
    }
}

fn did(r: &mut Random, size: &Size) -> Value {
    let mut did = Map::new();
    let kinds = match r.below(4) {
        0 => json!("interest"),
        1 => {
            let n = 1 + r.below(3);
            json!((0..n).map(|_| *r.pick(size.kinds)).collect::<Vec<_>>())
        }
        _ => json!(*r.pick(size.kinds)),
    };
    did.insert("did".to_owned(), kinds);
    if r.chance(40) {
        did.insert("times".to_owned(), json!(1 + r.below(size.times)));
    }
    if r.chance(50) {
        let days = [json!(0), json!(1), json!(7), json!(90), json!(365)];
        did.insert("within_days".to_owned(), r.pick(&days).clone());
    }
    Value::Object(did)
}

fn attribute_test(r: &mut Random, size: &Size) -> Value {
    let id = *r.pick(size.attributes);
    let mut test = json!({ "attribute": id });
    if r.chance(8) {
        test["known"] = json!(r.chance(50));
        return test;
    }
    let kind = match id {
        _ if r.chance(6) => r.below(3),
        "employees" | "timeline_months" | "x_number" => 1,
        "created_on" | "x_date" => 2,
        _ => 0,
    };
    match kind {
        0 => {
            let n = 1 + r.below(3);
            let mut all = Vec::new();
            for _ in 0..n {
                let mut v = value(r, id);
                if v.is_null() || v.as_str().is_some_and(|t| t.trim().is_empty()) {
                    v = json!("yes");
                }
                all.push(v);
            }
            test["is"] = json!(all);
        }
        1 => {
            let bounds: [f64; 9] = [-2.5, 0.0, 0.5, 5.0, 7.0, 12.0, 20.0, 1000.0, 1e23];
            let (a, b) = (*r.pick(&bounds), *r.pick(&bounds));
            match r.below(3) {
                0 => test["at_least"] = json!(a),
                1 => test["at_most"] = json!(a),
                _ => test["between"] = json!([a.min(b), a.max(b)]),
            }
        }
        _ => {
            let (a, b) = (*r.pick(&DATES), *r.pick(&DATES));
            match r.below(5) {
                0 => test["at_least"] = json!(a),
                1 => test["at_most"] = json!(a),
                2 => test["between"] = json!([a.min(b), a.max(b)]),
                3 => {
                    test["days_ago_at_most"] = r
                        .pick(&[json!(0), json!(1.5), json!(30), json!(365)])
                        .clone();
                }
                _ => {
                    test["days_ago_at_least"] =
                        r.pick(&[json!(0), json!(1), json!(6.5), json!(90)]).clone();
                }
            }
        }
    }
    test
}

fn condition(r: &mut Random, size: &Size, depth: usize, scores: bool, names: &[String]) -> Value {
    if depth == 0 || r.chance(35) {
        if !names.is_empty() && r.chance(30) {
            return json!({ "criterion": r.pick(names) });
        }
        return leaf(r, size, scores);
    }
    let n = 1 + r.below(4);
    let parts: Vec<Value> = (0..n)
        .map(|_| condition(r, size, depth - 1, scores, names))
        .collect();
    match r.below(4) {
        0 => json!({ "all": parts }),
        1 => json!({ "any": parts }),
        2 => json!({ "none": parts }),
        _ => json!({ "at_least": 1 + r.below(n + 1), "of": parts }),
    }
}

pub fn rulebook(r: &mut Random, size: &Size) -> Value {
    // Criteria without scores may stand in fit tiers. Each names only those made before it; they come in any order.
    let mut names: Vec<String> = Vec::new();
    let mut plain: Vec<String> = Vec::new();
    let mut criteria: Vec<(String, Value)> = Vec::new();
    for i in 0..r.below(size.criteria + 1) {
        let scores = r.chance(50);
        let among = if scores { &names } else { &plain };
        let deep = 1 + r.below(2);
        let when = condition(r, size, deep, scores, among);
        let name = format!("c{i}");
        let criterion = json!({ "label": format!("criterion {i}"), "question": "", "when": when });
        let at = r.below(criteria.len() + 1);
        criteria.insert(at, (name.clone(), criterion));
        if !scores {
            plain.push(name.clone());
        }
        names.push(name);
    }
    let fit: Vec<Value> = (0..r.below(size.fit + 1))
        .map(|i| {
            let tiers: Vec<Value> = (0..1 + r.below(3))
                .map(|_| {
                    let deep = r.below(2);
                    json!({ "when": condition(r, size, deep, false, &plain), "points": r.pick(&[0, 1, 5, 7, 10, 20, 25, 1000]) })
                })
                .collect();
            json!({ "id": format!("f{i}"), "label": format!("Item {i}"), "tiers": tiers })
        })
        .collect();
    let mut kinds: Vec<&str> = size.kinds.to_vec();
    let mut engagement = Vec::new();
    for _ in 0..r.below(size.engagement + 1).min(kinds.len()) {
        let kind = kinds.remove(r.below(kinds.len()));
        let mut row = json!({ "signal": kind, "points": r.pick(&[-50, -7, -1, 0, 1, 3, 10, 25, 30, 60]),
            "half_life_days": r.pick(&[json!(0.3), json!(1), json!(7.5), json!(30), json!(365), json!(1e9)]) });
        if r.chance(70) {
            row["cap"] = json!(1 + r.below(4));
        }
        engagement.push(row);
    }
    let disqualify: Vec<Value> = (0..r.below(3))
        .map(|i| json!({ "reason": format!("Reason {i}"), "when": condition(r, size, 1, true, &names) }))
        .collect();
    let mut gate = || {
        let deep = r.below(size.depth + 1);
        json!({ "gate": condition(r, size, deep, true, &names) })
    };
    let stages = json!({ "lead": gate(), "prospect": gate(), "opportunity": gate() });
    json!({ "format": "leadlens.rulebook/1", "id": "random", "criteria": Map::from_iter(criteria), "fit": fit,
        "engagement": engagement, "disqualify": disqualify, "stages": stages })
}
