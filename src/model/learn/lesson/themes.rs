//! What definitions ask about, put under a few heads, so that they can be laid side by side.

use super::definitions::Definition;
use crate::condition::{Condition, Kinds};
use crate::rulebook::Rulebook;
use crate::stage::Gate;

/// What a criterion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// They showed interest, of any kind.
    Interest,
    /// They are in the market that is sold to.
    Market,
    /// They can be reached.
    Reach,
    /// Who they are, against the ideal customer.
    Fit,
    /// How much they did, and how deep.
    Depth,
    /// Words went both ways.
    Conversation,
    /// They saw or tried the product.
    Product,
    /// They answered the questionnaire.
    Questionnaire,
    /// Marketing says yes.
    Marketing,
    /// Sales says yes.
    Sales,
    /// They have a problem that is solved here.
    Need,
    /// They see what it is worth.
    Value,
    /// When they buy.
    Timing,
    /// Who decides.
    Authority,
    /// Whether there is money.
    Budget,
    /// They said that they want to buy.
    Intent,
    /// They are choosing.
    Choice,
    /// Our side wants it too.
    Mutual,
    /// Whatever else a team asks.
    Other,
}

impl Theme {
    /// All, from who they are to the deal.
    pub const ALL: [Theme; 19] = [
        Theme::Interest,
        Theme::Market,
        Theme::Reach,
        Theme::Fit,
        Theme::Depth,
        Theme::Conversation,
        Theme::Product,
        Theme::Questionnaire,
        Theme::Marketing,
        Theme::Sales,
        Theme::Need,
        Theme::Value,
        Theme::Timing,
        Theme::Authority,
        Theme::Budget,
        Theme::Intent,
        Theme::Choice,
        Theme::Mutual,
        Theme::Other,
    ];

    /// Its name on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Theme::Interest => "Interest",
            Theme::Market => "Target market",
            Theme::Reach => "Can be reached",
            Theme::Fit => "Fit",
            Theme::Depth => "Depth of engagement",
            Theme::Conversation => "A conversation",
            Theme::Product => "Saw or tried the product",
            Theme::Questionnaire => "Questionnaire",
            Theme::Marketing => "Marketing’s yes",
            Theme::Sales => "Sales’ yes",
            Theme::Need => "Need",
            Theme::Value => "Sees the value",
            Theme::Timing => "Timing",
            Theme::Authority => "Say in buying",
            Theme::Budget => "Budget",
            Theme::Intent => "Says they want it",
            Theme::Choice => "Choosing now",
            Theme::Mutual => "Our side wants it too",
            Theme::Other => "Something else",
        }
    }

    /// The question behind it.
    #[must_use]
    pub fn question(self) -> &'static str {
        match self {
            Theme::Interest => "Have they shown any interest?",
            Theme::Market => "Are they among those we sell to?",
            Theme::Reach => "Is there a way to reach them?",
            Theme::Fit => "Do they look like our best customers?",
            Theme::Depth => "How much did they do, and how long ago?",
            Theme::Conversation => "Did words go both ways?",
            Theme::Product => "Did they see or try it?",
            Theme::Questionnaire => "Did they answer our questions?",
            Theme::Marketing => "Has marketing looked at them?",
            Theme::Sales => "Has sales looked at them?",
            Theme::Need => "Do they have a problem that we solve?",
            Theme::Value => "Can they say what it would do for them?",
            Theme::Timing => "By when do they want it?",
            Theme::Authority => "Do they decide, or have a say?",
            Theme::Budget => "Is there money for it?",
            Theme::Intent => "Did they say so, or ask for a price?",
            Theme::Choice => "Are they comparing, testing, negotiating?",
            Theme::Mutual => "Do we think it is worth pursuing?",
            Theme::Other => "Whatever this definition asks beside these",
        }
    }
}

const LIGHT: [&str; 9] = [
    "site_visit",
    "social_interaction",
    "newsletter_signup",
    "form_submitted",
    "email_open",
    "email_click",
    "event_attended",
    "pricing_viewed",
    "cart_abandoned",
];
const TALK: [&str; 5] = [
    "rep_contacted",
    "replied",
    "meeting_held",
    "question_asked",
    "demo_attended",
];
const TRIED: [&str; 3] = ["demo_attended", "trial_started", "product_tested"];
const WANTS: [&str; 2] = ["quote_requested", "demo_requested"];
const CHOOSING: [&str; 2] = ["negotiation", "proposal_sent"];

/// What one condition on a fact or a score is about; `None` for what is made of others.
#[must_use]
pub(super) fn theme(condition: &Condition) -> Option<Theme> {
    Some(match condition {
        Condition::Attribute { id, .. } => match id.as_str() {
            "in_target_market" => Theme::Market,
            "email" | "phone" => Theme::Reach,
            "seniority" | "title" | "industry" | "employees" | "annual_revenue" | "country"
            | "persona" | "company" => Theme::Fit,
            "questionnaire_done" => Theme::Questionnaire,
            "qualified_by_marketing" => Theme::Marketing,
            "qualified_by_sales" => Theme::Sales,
            "need" | "pain" => Theme::Need,
            "understands_value" => Theme::Value,
            "timeline_months" => Theme::Timing,
            "authority" => Theme::Authority,
            "budget" | "budget_amount" => Theme::Budget,
            "explicit_intent" => Theme::Intent,
            "actively_considering" => Theme::Choice,
            "mutual_interest" => Theme::Mutual,
            _ => Theme::Other,
        },
        Condition::FitAtLeast(_) => Theme::Fit,
        Condition::EngagementAtLeast(_) => Theme::Depth,
        Condition::Did(did) => match &did.kinds {
            Kinds::Interest => Theme::Interest,
            Kinds::These(kinds) => of_kinds(kinds),
        },
        _ => return None,
    })
}

/// What a list of kinds of signals is about: the head that has all of them, the narrowest first.
fn of_kinds(kinds: &[String]) -> Theme {
    let all = |known: &[&str]| kinds.iter().all(|kind| known.contains(&kind.as_str()));
    let some = |known: &[&str]| kinds.iter().any(|kind| known.contains(&kind.as_str()));
    let standard = |kind: &String| crate::facts::SIGNALS.iter().any(|(id, ..)| id == kind);
    if !kinds.iter().any(standard) {
        Theme::Other
    } else if all(&["bounced", "unsubscribed"]) {
        Theme::Reach
    } else if all(&WANTS) {
        Theme::Intent
    } else if all(&CHOOSING) || all(&["negotiation", "quote_requested"]) {
        Theme::Choice
    } else if all(&TRIED) {
        Theme::Product
    } else if all(&TALK)
        || (all(&[
            "quote_requested",
            "replied",
            "meeting_held",
            "demo_attended",
        ]))
    {
        Theme::Conversation
    } else if some(&LIGHT) {
        Theme::Interest
    } else {
        Theme::Depth
    }
}

/// The heads that a condition and the criteria it names come under, each once, with the conditions on facts that do.
pub(super) fn themes(rulebook: &Rulebook, condition: &Condition) -> Vec<(Theme, Condition)> {
    let mut found = Vec::new();
    let mut seen = vec![false; rulebook.criteria.len()];
    collect(rulebook, condition, &mut seen, &mut found);
    found
}

fn collect(
    rulebook: &Rulebook,
    condition: &Condition,
    seen: &mut [bool],
    found: &mut Vec<(Theme, Condition)>,
) {
    match condition {
        Condition::All(parts)
        | Condition::Any(parts)
        | Condition::None(parts)
        | Condition::AtLeast(_, parts) => {
            for part in parts {
                collect(rulebook, part, seen, found);
            }
        }
        Condition::Criterion(i) => {
            // Each criterion is looked into once, however often it is named.
            let new = seen
                .get_mut(*i)
                .is_some_and(|seen| !std::mem::replace(seen, true));
            if let Some(criterion) = rulebook.criteria.get(*i).filter(|_| new) {
                collect(rulebook, &criterion.when, seen, found);
            }
        }
        leaf => {
            if let Some(theme) = theme(leaf)
                && !found.iter().any(|(_, known)| known == leaf)
            {
                found.push((theme, leaf.clone()));
            }
        }
    }
}

/// Where a definition asks for something.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The gate; `None` among what puts a contact out.
    pub gate: Option<Gate>,
    /// The criterion, in the definition's words.
    pub criterion: String,
}

/// One head, and where each definition asks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeRow {
    /// The head.
    pub theme: Theme,
    /// For each definition, in their order, where it asks for it; empty where it does not.
    pub places: Vec<Vec<Place>>,
}

/// What each definition asks for, and at which gate: a row for each head that any of them comes under.
#[must_use]
pub fn theme_table(definitions: &[Definition<'_>]) -> Vec<ThemeRow> {
    let mut rows: Vec<ThemeRow> = Theme::ALL
        .into_iter()
        .map(|theme| ThemeRow {
            theme,
            places: vec![Vec::new(); definitions.len()],
        })
        .collect();
    for (at, definition) in definitions.iter().enumerate() {
        let rulebook = definition.rulebook;
        let gates = Gate::ALL.map(|gate| (Some(gate), rulebook.gate(gate)));
        let out = rulebook.disqualify.iter().map(|d| (None, &d.when));
        for (gate, condition) in gates.into_iter().chain(out) {
            for (theme, leaf) in themes(rulebook, condition) {
                let row = rows.iter_mut().find(|row| row.theme == theme);
                let Some(places) = row.and_then(|row| row.places.get_mut(at)) else {
                    continue;
                };
                let place = Place {
                    gate,
                    criterion: said(rulebook, &leaf),
                };
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
    }
    rows.retain(|row| row.places.iter().any(|places| !places.is_empty()));
    rows
}

/// A condition as the definition calls it; for a score the criterion that asks for it.
fn said(rulebook: &Rulebook, leaf: &Condition) -> String {
    let named = rulebook.criteria.iter().find(|c| c.when == *leaf);
    named.map_or_else(
        || crate::words::label(rulebook, leaf),
        |criterion| criterion.label.clone(),
    )
}

#[cfg(test)]
mod tests {
    use super::{Theme, theme, theme_table};
    use crate::learn::lesson::definitions;
    use crate::{Condition, Gate, json, parse_rulebook, published_rulebook};

    #[test]
    fn what_a_condition_is_about() {
        let check = |condition: &str, expected: Option<Theme>| {
            let text = format!(
                r#"{{ "format": "leadlens.rulebook/1", "id": "x", "stages": {{ "lead": {{ "gate": {condition} }},
                "prospect": {{ "gate": {{ "did": "replied" }} }}, "opportunity": {{ "gate": {{ "did": "replied" }} }} }} }}"#
            );
            let rulebook = parse_rulebook(&json::parse(&text).unwrap()).unwrap();
            let gate: &Condition = rulebook.gate(Gate::Lead);
            assert_eq!(theme(gate), expected, "{condition}");
        };
        check(
            r#"{ "did": "interest", "within_days": 9 }"#,
            Some(Theme::Interest),
        );
        check(
            r#"{ "did": ["replied", "meeting_held"] }"#,
            Some(Theme::Conversation),
        );
        check(r#"{ "did": "demo_attended" }"#, Some(Theme::Product));
        check(
            r#"{ "did": ["demo_attended", "replied"] }"#,
            Some(Theme::Conversation),
        );
        check(
            r#"{ "did": ["content_download", "replied"] }"#,
            Some(Theme::Depth),
        );
        check(
            r#"{ "did": ["form_submitted", "replied"] }"#,
            Some(Theme::Interest),
        );
        check(r#"{ "did": "quote_requested" }"#, Some(Theme::Intent));
        check(
            r#"{ "did": ["quote_requested", "negotiation"] }"#,
            Some(Theme::Choice),
        );
        check(r#"{ "did": "bounced" }"#, Some(Theme::Reach));
        check(r#"{ "did": "sent_us_cake" }"#, Some(Theme::Other));
        check(r#"{ "fit_at_least": 20 }"#, Some(Theme::Fit));
        check(r#"{ "engagement_at_least": 20 }"#, Some(Theme::Depth));
        check(
            r#"{ "attribute": "need", "is": ["yes"] }"#,
            Some(Theme::Need),
        );
        check(
            r#"{ "attribute": "shoe_size", "at_least": 43 }"#,
            Some(Theme::Other),
        );
        check(r#"{ "all": [{ "did": "replied" }] }"#, None);
    }

    #[test]
    fn the_table_says_who_asks_for_what_and_where() {
        let all = definitions(published_rulebook("house").unwrap());
        let table = theme_table(&all);
        let check = |theme: Theme, id: &str, expected: &str| {
            let row = table.iter().find(|row| row.theme == theme).unwrap();
            let at = all.iter().position(|d| d.rulebook.id == id).unwrap();
            let said: Vec<String> = (row.places[at].iter())
                .map(|p| format!("{}: {}", p.gate.map_or("out", Gate::id), p.criterion))
                .collect();
            assert_eq!(said.join("; "), expected, "{theme:?} {id}");
        };
        check(Theme::Interest, "ideal-customer-profile", "");
        check(
            Theme::Market,
            "ideal-customer-profile",
            "lead: is in our target market",
        );
        check(
            Theme::Fit,
            "conversation",
            "opportunity: fits our profile (60 or more)",
        );
        check(
            Theme::Conversation,
            "conversation",
            "prospect: was contacted by us; prospect: replied",
        );
        check(
            Theme::Sales,
            "marketing-to-sales",
            "opportunity: was qualified by sales",
        );
        check(Theme::Budget, "house", "out: Has a budget: no");
        check(
            Theme::Mutual,
            "dynamic-states",
            "opportunity: is worth pursuing in our eyes too",
        );
        check(Theme::Fit, "marketing-alone", "");
        assert!(table.iter().all(|row| row.places.len() == all.len()));
        assert!(table.iter().all(|row| row.theme != Theme::Other));
    }
}
