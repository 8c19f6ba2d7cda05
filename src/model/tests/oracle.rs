//! The stage model once more, written plainly from its text, one contact at a time; the engine has to agree on random cases.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

mod random;

use model::{Day, assessment_to_json, contact_table, explain, parse_rulebook, published};
use random::{AS_OF, LARGE, Random, SMALL, contact, rulebook};
use serde_json::{Value, json};

#[derive(Clone, Copy, PartialEq, Debug)]
enum V {
    Met,
    NotMet,
    Unknown,
}
use V::{Met, NotMet, Unknown};

/// Section 2, in its order.
const INTEREST: [&str; 19] = [
    "site_visit",
    "social_interaction",
    "newsletter_signup",
    "form_submitted",
    "content_download",
    "email_click",
    "event_attended",
    "webinar_attended",
    "question_asked",
    "pricing_viewed",
    "quote_requested",
    "demo_requested",
    "demo_attended",
    "trial_started",
    "product_tested",
    "cart_abandoned",
    "replied",
    "meeting_held",
    "negotiation",
];

struct Oracle<'a> {
    rulebook: &'a Value,
    contact: &'a Value,
    today: i64,
}

fn verdict(met: bool) -> V {
    if met { Met } else { NotMet }
}

fn all(parts: &[V]) -> V {
    if parts.contains(&NotMet) {
        NotMet
    } else if parts.contains(&Unknown) {
        Unknown
    } else {
        Met
    }
}

fn not(v: V) -> V {
    match v {
        Met => NotMet,
        NotMet => Met,
        Unknown => Unknown,
    }
}

/// A day as a number of days, by counting years and months.
fn date(text: &str) -> Option<i64> {
    let text = text.trim();
    let b = text.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
        return None;
    }
    if !b
        .iter()
        .enumerate()
        .all(|(i, c)| i == 4 || i == 7 || c.is_ascii_digit())
    {
        return None;
    }
    let (y, m, d): (i64, usize, i64) = (
        text[..4].parse().ok()?,
        text[5..7].parse().ok()?,
        text[8..].parse().ok()?,
    );
    let leap = |y: i64| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    let months = [
        31,
        if leap(y) { 29 } else { 28 },
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    if !(1..=12).contains(&m) || d < 1 || d > months[m - 1] {
        return None;
    }
    let years: i64 = (0..y).map(|y| if leap(y) { 366 } else { 365 }).sum();
    Some(years + months[..m - 1].iter().sum::<i64>() + d)
}

/// Section 3: a JSON number, or text that reads as a plain one.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(n) => n.as_f64(),
        Value::String(text) => {
            let text = text.trim();
            let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
            let plain = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit());
            let fits = match digits.split_once('.') {
                None => plain(digits),
                Some((whole, part)) => plain(whole) && plain(part),
            };
            if fits { text.parse().ok() } else { None }
        }
        _ => None,
    }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_lowercase()),
        Value::Bool(true) => Some("yes".to_owned()),
        Value::Bool(false) => Some("no".to_owned()),
        _ => None,
    }
}

fn same(a: &Value, b: &Value) -> bool {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a == b,
        _ => words(a).is_some() && words(a) == words(b),
    }
}

impl Oracle<'_> {
    fn fact(&self, id: &str) -> Option<&Value> {
        match self.contact["attributes"].get(id) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) if text.trim().is_empty() => None,
            Some(value) => Some(value),
        }
    }

    /// Kind, day as it counts, whether it is dated, count.
    fn signals(&self) -> Vec<(&str, i64, bool, u64)> {
        let mut all = Vec::new();
        for signal in self.contact["signals"].as_array().unwrap() {
            let day = signal.get("date").and_then(Value::as_str).and_then(date);
            let count = signal.get("count").and_then(Value::as_f64).unwrap_or(1.0);
            all.push((
                signal["kind"].as_str().unwrap(),
                day.unwrap_or(self.today).min(self.today),
                day.is_some(),
                count as u64,
            ));
        }
        all
    }

    fn test(&self, condition: &Value) -> V {
        let fact = self.fact(condition["attribute"].as_str().unwrap());
        if let Some(known) = condition.get("known") {
            return verdict(known.as_bool().unwrap() == fact.is_some());
        }
        let Some(fact) = fact else { return Unknown };
        if let Some(list) = condition.get("is") {
            return verdict(list.as_array().unwrap().iter().any(|v| same(v, fact)));
        }
        let day = match fact {
            Value::String(text) => date(text),
            _ => None,
        };
        for (member, most) in [("days_ago_at_most", true), ("days_ago_at_least", false)] {
            if let Some(bound) = condition.get(member) {
                let Some(day) = day else { return Unknown };
                let ago = (self.today - day).max(0) as f64;
                let bound = bound.as_f64().unwrap();
                return verdict(if most { ago <= bound } else { ago >= bound });
            }
        }
        let (low, high) = match condition.get("between") {
            Some(both) => (both.get(0), both.get(1)),
            None => (condition.get("at_least"), condition.get("at_most")),
        };
        let is_date = low.or(high).unwrap().is_string();
        let read = |v: &Value| -> Option<f64> {
            if is_date {
                date(v.as_str()?).map(|d| d as f64)
            } else {
                number(v)
            }
        };
        let Some(x) = read(fact) else { return Unknown };
        verdict(
            low.is_none_or(|l| x >= read(l).unwrap()) && high.is_none_or(|h| x <= read(h).unwrap()),
        )
    }

    fn check(&self, condition: &Value) -> V {
        let parts = |list: &Value| -> Vec<V> {
            list.as_array()
                .unwrap()
                .iter()
                .map(|c| self.check(c))
                .collect()
        };
        if condition.get("attribute").is_some() {
            return self.test(condition);
        }
        if let Some(kinds) = condition.get("did") {
            let counts = |kind: &str| match kinds {
                Value::String(text) if text == "interest" => INTEREST.contains(&kind),
                Value::String(text) => text == kind,
                list => list.as_array().unwrap().iter().any(|k| k == kind),
            };
            let first = condition
                .get("within_days")
                .map_or(i64::MIN, |d| self.today - d.as_i64().unwrap());
            let times: u64 = self
                .signals()
                .iter()
                .filter(|(kind, day, ..)| counts(kind) && *day >= first)
                .map(|s| s.3)
                .sum();
            return verdict(times >= condition.get("times").map_or(1, |t| t.as_u64().unwrap()));
        }
        if let Some(x) = condition.get("fit_at_least") {
            let x = x.as_f64().unwrap();
            let (low, high) = self.fit();
            return if low as f64 >= x {
                Met
            } else if (high as f64) < x {
                NotMet
            } else {
                Unknown
            };
        }
        if let Some(x) = condition.get("engagement_at_least") {
            return verdict(self.engagement() as f64 >= x.as_f64().unwrap());
        }
        if let Some(name) = condition.get("criterion") {
            return self.check(&self.rulebook["criteria"][name.as_str().unwrap()]["when"]);
        }
        if let Some(list) = condition.get("all") {
            return all(&parts(list));
        }
        if let Some(list) = condition.get("any") {
            let turned: Vec<V> = parts(list).into_iter().map(not).collect();
            return not(all(&turned));
        }
        if let Some(list) = condition.get("none") {
            let turned: Vec<V> = parts(list).into_iter().map(not).collect();
            return all(&turned);
        }
        let n = condition["at_least"].as_u64().unwrap() as usize;
        let parts = parts(&condition["of"]);
        let met = parts.iter().filter(|v| **v == Met).count();
        let open = parts.iter().filter(|v| **v == Unknown).count();
        if met >= n {
            Met
        } else if met + open < n {
            NotMet
        } else {
            Unknown
        }
    }

    fn fit(&self) -> (u64, u64) {
        let (mut low, mut high, mut most) = (0, 0, 0);
        for item in self.rulebook["fit"].as_array().into_iter().flatten() {
            let tiers: Vec<(V, u64)> = item["tiers"]
                .as_array()
                .unwrap()
                .iter()
                .map(|t| (self.check(&t["when"]), t["points"].as_u64().unwrap()))
                .collect();
            most += tiers.iter().map(|t| t.1).max().unwrap();
            let mut possible = Vec::new();
            let mut some_met = false;
            for (v, points) in tiers {
                if v != NotMet {
                    possible.push(points);
                }
                if v == Met {
                    some_met = true;
                    break;
                }
            }
            if !some_met {
                possible.push(0);
            }
            low += possible.iter().min().unwrap();
            high += possible.iter().max().unwrap();
        }
        if most == 0 {
            return (0, 0);
        }
        let score = |points: u64| ((points * 200 + most) / (2 * most)).min(100);
        (score(low), score(high))
    }

    fn engagement(&self) -> i64 {
        let mut sum = 0.0;
        for row in self.rulebook["engagement"].as_array().into_iter().flatten() {
            let signals = self.signals();
            let mine: Vec<_> = signals.iter().filter(|s| s.0 == row["signal"]).collect();
            let Some(latest) = mine.iter().map(|s| s.1).max() else {
                continue;
            };
            let mut count: u64 = mine.iter().map(|s| s.3).sum();
            if let Some(cap) = row.get("cap").and_then(Value::as_u64) {
                count = count.min(cap);
            }
            let age = (self.today - latest) as f64;
            sum += row["points"].as_f64().unwrap()
                * count as f64
                * 0.5f64.powf(age / row["half_life_days"].as_f64().unwrap());
        }
        let sum = (sum.clamp(0.0, 100.0) * 1e9).round() / 1e9;
        (sum + 0.5).floor() as i64
    }

    fn assess(&self) -> Value {
        let gates: Vec<(&str, V)> = ["lead", "prospect", "opportunity"]
            .iter()
            .map(|s| (*s, self.check(&self.rulebook["stages"][*s]["gate"])))
            .collect();
        let open = gates.iter().take_while(|g| g.1 == Met).count();
        let disqualified = self.rulebook["disqualify"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|d| self.check(&d["when"]) == Met)
            .map(|d| d["reason"].clone());
        let outcome = |value: &str| self.fact("outcome").is_some_and(|o| same(o, &json!(value)));
        let rule_stage = if outcome("won") {
            "customer"
        } else if outcome("lost") {
            "lost"
        } else if disqualified.is_some() {
            "disqualified"
        } else {
            ["contact", "lead", "prospect", "opportunity"][open]
        };
        let mut stage = rule_stage;
        if let Some(set) = self.contact.get("override") {
            let day = |key: &str| set.get(key).and_then(Value::as_str).and_then(date);
            if day("on").is_none_or(|on| on <= self.today)
                && day("until").is_none_or(|until| self.today <= until)
            {
                stage = set["stage"].as_str().unwrap();
            }
        }
        let decided = match stage {
            "lost" => self.fact("outcome_on"),
            "disqualified" => self.fact("disqualified_on"),
            _ => None,
        };
        let mut again: Option<(i64, usize)> = None;
        if let Some(decided) = decided.and_then(Value::as_str).and_then(date) {
            for (kind, day, dated, _) in self.signals() {
                let Some(place) = INTEREST.iter().position(|k| *k == kind) else {
                    continue;
                };
                if dated
                    && day > decided
                    && again.is_none_or(|(d, p)| day > d || day == d && place < p)
                {
                    again = Some((day, place));
                }
            }
        }
        let id = |v: V| match v {
            Met => "met",
            NotMet => "not_met",
            Unknown => "unknown",
        };
        let (low, high) = self.fit();
        let engagement = self.engagement();
        let cut = |score: i64| (3 - score.min(99) / 25) as usize;
        let overlaps: Vec<&str> = gates
            .iter()
            .skip(open)
            .filter(|g| g.1 == Met)
            .map(|g| g.0)
            .collect();
        json!({
            "stage": stage,
            "rule_stage": rule_stage,
            "stopped_at": gates.get(open).map(|g| g.0),
            "gates": { "lead": id(gates[0].1), "prospect": id(gates[1].1), "opportunity": id(gates[2].1) },
            "fit": { "low": low, "high": high },
            "engagement": engagement,
            "grade": format!("{}{}", ["A", "B", "C", "D"][cut(low as i64)], 1 + cut(engagement)),
            "disqualified": disqualified,
            "overlaps": overlaps,
            // The day again as text: that of the first signal whose day it is.
            "re_engage": again.map(|(day, place)| json!({ "kind": INTEREST[place], "date": self.written(day) })),
        })
    }

    fn written(&self, day: i64) -> String {
        let of = |text: &str| (date(text) == Some(day)).then(|| text.trim().to_owned());
        self.contact["signals"]
            .as_array()
            .unwrap()
            .iter()
            .find_map(|s| of(s.get("date")?.as_str()?))
            .unwrap_or_else(|| AS_OF.to_owned())
    }
}

/// Compares what the engine says with what the text says, and returns the number of cases that disagree.
fn compare(name: &str, rules: &Value, contact: &Value) -> usize {
    let as_of = Day::parse(AS_OF).unwrap();
    let oracle = Oracle {
        rulebook: rules,
        contact,
        today: date(AS_OF).unwrap(),
    };
    let parsed = parse_rulebook(rules).unwrap_or_else(|e| panic!("{name}: {e}\n{rules}"));
    let table = contact_table(contact).unwrap_or_else(|e| panic!("{name}: {e}\n{contact}"));
    let said = assessment_to_json(&explain(&parsed, &table, 0, as_of));
    let mut wrong = 0;
    for (member, expected) in oracle.assess().as_object().unwrap() {
        if said[member] != *expected {
            println!(
                "{name}: {member} is {}, expected {expected}\n  {rules}\n  {contact}",
                said[member]
            );
            wrong = 1;
        }
    }
    wrong
}

#[test]
fn random_contacts_by_random_rulebooks() {
    let mut wrong = 0;
    for seed in 0..20_000u64 {
        let mut r = Random(seed);
        let size = if r.chance(30) { &SMALL } else { &LARGE };
        let rules = rulebook(&mut r, size);
        wrong += compare(&format!("seed {seed}"), &rules, &contact(&mut r));
        assert!(wrong < 5, "{wrong} cases disagree by seed {seed}");
    }
    assert_eq!(wrong, 0);
}

#[test]
fn random_contacts_by_the_published_rulebooks() {
    let mut wrong = 0;
    let mut count = 0;
    for seed in 100_000..100_600 {
        let mut r = Random(seed);
        let contact = contact(&mut r);
        for rulebook in published() {
            count += 1;
            let name = format!("seed {seed} by {}", rulebook.id);
            wrong += compare(&name, &rulebook.json, &contact);
        }
        assert!(wrong < 5, "{wrong} cases disagree by seed {seed}");
    }
    assert_eq!((wrong, count), (0, 4_200));
}
