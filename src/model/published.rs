//! The seven published definitions, data that goes the same way as a user's own. Source: stage model, sections 4, 6 and 8.

use crate::{json, parse::parse_rulebook, rulebook::Rulebook};
use std::sync::OnceLock;

/// The id of the definition in use until another one is chosen.
pub const DEFAULT_RULEBOOK: &str = "house";

/// Their JSON, in the order in which they are offered: by article, the default last.
const TEXTS: [&str; 7] = [
    include_str!("rulebooks/dynamic-states.json"),
    include_str!("rulebooks/qualify-first.json"),
    include_str!("rulebooks/criteria-and-intent.json"),
    include_str!("rulebooks/ideal-customer-profile.json"),
    include_str!("rulebooks/conversation.json"),
    include_str!("rulebooks/marketing-to-sales.json"),
    include_str!("rulebooks/house.json"),
];

/// The published rulebooks: by article, the default last.
#[must_use]
pub fn published() -> &'static [Rulebook] {
    static RULEBOOKS: OnceLock<Vec<Rulebook>> = OnceLock::new();
    // A test holds that none of them is left out here.
    RULEBOOKS.get_or_init(|| {
        let values = TEXTS.iter().filter_map(|text| json::parse(text).ok());
        values
            .filter_map(|value| parse_rulebook(&value).ok())
            .collect()
    })
}

/// The JSON of the published rulebooks, in the same order, for those who read it themselves.
#[must_use]
pub fn published_texts() -> [&'static str; 7] {
    TEXTS
}

/// The published rulebook with this id.
#[must_use]
pub fn published_rulebook(id: &str) -> Option<&'static Rulebook> {
    published().iter().find(|rulebook| rulebook.id == id)
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_RULEBOOK, TEXTS, published, published_rulebook};
    use crate::condition::{Condition, Test};
    use crate::rulebook::Rulebook;
    use crate::stage::Gate;
    use crate::{facts, json, parse_rulebook};
    use expect_test::expect;
    use std::collections::BTreeSet;
    use std::fmt::Write;

    #[test]
    fn all_seven_are_read() {
        for text in TEXTS {
            let value = json::parse(text).unwrap_or_else(|e| panic!("{e}"));
            parse_rulebook(&value).unwrap_or_else(|e| panic!("{e}"));
        }
        let ids: Vec<&str> = published().iter().map(|r| r.id.as_str()).collect();
        expect![[r#"["dynamic-states", "qualify-first", "criteria-and-intent", "ideal-customer-profile", "conversation", "marketing-to-sales", "house"]"#]]
        .assert_eq(&format!("{ids:?}"));
        assert!(published_rulebook(DEFAULT_RULEBOOK).is_some());
    }

    /// Each gate as the table of section 6 has it, criteria written out.
    #[test]
    fn the_gates() {
        let mut shown = String::new();
        for rulebook in published() {
            writeln!(shown, "{}", rulebook.id).unwrap();
            for gate in Gate::ALL {
                writeln!(shown, "  {}", written(rulebook.gate(gate), rulebook)).unwrap();
            }
            for d in &rulebook.disqualify {
                writeln!(shown, "  {}: {}", d.reason, written(&d.when, rulebook)).unwrap();
            }
        }
        expect![[r#"
            dynamic-states
              interest ever
              content_download or webinar_attended or question_asked or demo_attended or replied or meeting_held within 90
              (fit ≥ 60 & mutual_interest is yes)
              Cannot be reached: (bounced ever & phone known false)
              No budget: budget is no
              No authority: authority is none
            qualify-first
              (interest ever | in_target_market is yes)
              (questionnaire_done is yes & fit ≥ 60 & interest within 180)
              (meeting_held or demo_attended or replied within 90 & need is yes & timeline_months None..Some(12.0))
              Cannot be reached: (bounced ever & phone known false)
              No budget: budget is no
              No authority: authority is none
              Does not fit: (questionnaire_done is yes & none (fit ≥ 60))
            criteria-and-intent
              (social_interaction or newsletter_signup or form_submitted or content_download or email_click or event_attended or webinar_attended or question_asked or pricing_viewed or quote_requested or demo_requested or demo_attended or trial_started or product_tested or cart_abandoned or replied or meeting_held or negotiation ever & in_target_market is yes & (email known true | phone known true))
              (explicit_intent is yes | quote_requested ever | demo_attended ever | understands_value is yes | at least 4 of (fit ≥ 60; content_download or webinar_attended or question_asked or demo_attended or replied or meeting_held within 180; budget is yes; timeline_months None..Some(12.0); need is yes; authority is decision_maker or influencer))
              (actively_considering is yes | negotiation ever)
              Cannot be reached: (bounced ever & phone known false)
            ideal-customer-profile
              in_target_market is yes
              fit ≥ 60
              (explicit_intent is yes | quote_requested ever | demo_requested ever | actively_considering is yes)
              Cannot be reached: (bounced ever & phone known false)
            conversation
              interest ever
              (rep_contacted ever & replied ever)
              (fit ≥ 60 & need is yes & actively_considering is yes)
              Cannot be reached: (bounced ever & phone known false)
            marketing-to-sales
              (in_target_market is yes | interest ever)
              (replied ever | meeting_held ever | qualified_by_marketing is yes)
              (qualified_by_sales is yes | product_tested ever | (trial_started ever & meeting_held ever))
              Cannot be reached: (bounced ever & phone known false)
            house
              (interest ever | in_target_market is yes)
              (fit ≥ 50 & engagement ≥ 25 & replied or meeting_held or demo_attended or question_asked ever)
              (need is yes & timeline_months None..Some(12.0) & authority is decision_maker or influencer & actively_considering is yes)
              Cannot be reached: (bounced ever & phone known false)
              No budget: budget is no
              No authority: authority is none
        "#]].assert_eq(&shown);
    }

    #[test]
    fn scores_are_the_same_in_all_of_them() {
        let house = published_rulebook("house").unwrap();
        for rulebook in published() {
            assert_eq!(rulebook.fit, house.fit, "{}", rulebook.id);
            assert_eq!(rulebook.engagement, house.engagement, "{}", rulebook.id);
            assert_eq!(rulebook.stale_after_days, [30, 21, 14]);
            assert_eq!(rulebook.playbook.len(), 3);
        }
        let best: u64 = house
            .fit
            .iter()
            .filter_map(|item| item.tiers.iter().map(|t| t.points).max())
            .sum();
        assert_eq!(best, 100);
        let mut shown = String::new();
        for item in &house.fit {
            for tier in &item.tiers {
                let when = written(&tier.when, house);
                writeln!(shown, "{} {}: {}", item.id, tier.points, when).unwrap();
            }
        }
        for row in &house.engagement {
            let cap = row.cap.unwrap();
            let half_life = row.half_life_days;
            writeln!(shown, "{} {}/{cap}/{half_life}", row.signal, row.points).unwrap();
        }
        expect![[r#"
            seniority 25: seniority is owner or c_suite or vp or director
            seniority 10: seniority is manager
            industry 20: industry is software or fintech or professional services
            employees 20: employees Some(20.0)..Some(1000.0)
            budget 15: budget is yes
            country 10: country is US or CA or GB or DE or FR or NL
            annual_revenue 10: annual_revenue Some(2000000.0)..Some(200000000.0)
            quote_requested 30/1/45
            demo_attended 30/1/60
            meeting_held 30/2/60
            trial_started 25/1/30
            product_tested 25/1/30
            replied 25/2/30
            demo_requested 20/1/30
            negotiation 20/1/30
            pricing_viewed 15/2/14
            webinar_attended 15/2/30
            question_asked 15/2/30
            content_download 10/3/30
            cart_abandoned 10/1/14
            event_attended 10/2/60
            form_submitted 10/2/30
            newsletter_signup 5/1/60
            email_click 4/3/14
            social_interaction 3/3/14
            site_visit 1/5/14
            email_open 1/3/14
            unsubscribed -30/1/365
            bounced -50/1/365
        "#]]
        .assert_eq(&shown);
    }

    #[test]
    fn every_attribute_has_a_question_and_every_kind_is_standard() {
        for rulebook in published() {
            let asked: BTreeSet<String> = rulebook
                .criteria
                .iter()
                .filter(|c| !c.question.is_empty())
                .filter_map(|c| match &c.when {
                    Condition::Attribute { id, .. } => Some(id.clone()),
                    _ => None,
                })
                .collect();
            let mut used = BTreeSet::new();
            let all = (rulebook.criteria.iter().map(|c| &c.when))
                .chain(&rulebook.gates)
                .chain(rulebook.disqualify.iter().map(|d| &d.when))
                .chain(rulebook.fit.iter().flat_map(|f| &f.tiers).map(|t| &t.when));
            for condition in all {
                collect(condition, &mut used);
            }
            assert_eq!(used, asked, "{}", rulebook.id);
            for row in &rulebook.engagement {
                assert_ne!(facts::signal_label(&row.signal), row.signal);
            }
        }
    }

    fn collect(condition: &Condition, used: &mut BTreeSet<String>) {
        match condition {
            Condition::Attribute { id, .. } => {
                assert_ne!(facts::attribute_label(id), id);
                used.insert(id.clone());
            }
            Condition::Did(did) => {
                if let crate::Kinds::These(kinds) = &did.kinds {
                    for kind in kinds {
                        assert_ne!(facts::signal_label(kind), kind);
                    }
                }
            }
            Condition::All(parts)
            | Condition::Any(parts)
            | Condition::None(parts)
            | Condition::AtLeast(_, parts) => {
                for part in parts {
                    collect(part, used);
                }
            }
            _ => {}
        }
    }

    fn written(condition: &Condition, rulebook: &Rulebook) -> String {
        let parts = |parts: &[Condition], between: &str| {
            let parts: Vec<String> = parts.iter().map(|p| written(p, rulebook)).collect();
            format!("({})", parts.join(between))
        };
        match condition {
            Condition::Attribute { id, test } => match test {
                Test::Is(values) => {
                    let values: Vec<String> = values.iter().map(|v| format!("{v:?}")).collect();
                    let values = values
                        .join(" or ")
                        .replace("Text(\"", "")
                        .replace("\")", "");
                    format!("{id} is {values}")
                }
                Test::Number { low, high } => format!("{id} {low:?}..{high:?}"),
                Test::Known(known) => format!("{id} known {known}"),
                other => panic!("{other:?}"),
            },
            Condition::Did(did) => {
                assert_eq!(did.times, 1);
                let kinds = match &did.kinds {
                    crate::Kinds::Interest => "interest".to_owned(),
                    crate::Kinds::These(kinds) => kinds.join(" or "),
                };
                match did.within_days {
                    Some(days) => format!("{kinds} within {days}"),
                    None => format!("{kinds} ever"),
                }
            }
            Condition::FitAtLeast(x) => format!("fit ≥ {x}"),
            Condition::EngagementAtLeast(x) => format!("engagement ≥ {x}"),
            Condition::Criterion(at) => written(&rulebook.criteria[*at].when, rulebook),
            Condition::All(all) => parts(all, " & "),
            Condition::Any(any) => parts(any, " | "),
            Condition::None(none) => format!("none {}", parts(none, ", ")),
            Condition::AtLeast(n, of) => format!("at least {n} of {}", parts(of, "; ")),
        }
    }
}
