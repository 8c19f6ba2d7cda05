//! How facts are put in: which are yes or no, which one of a few values, which a number or a day.

/// How a fact is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Yes or no.
    YesNo,
    /// One of these values, each with its words.
    OneOf(&'static [(&'static str, &'static str)]),
    /// A plain number.
    Number,
    /// A day.
    Date,
    /// Any text.
    Text,
}

const SENIORITY: [(&str, &str); 6] = [
    ("owner", "Owner"),
    ("c_suite", "C-suite"),
    ("vp", "Vice president"),
    ("director", "Director"),
    ("manager", "Manager"),
    ("individual", "Individual"),
];
const AUTHORITY: [(&str, &str); 3] = [
    ("decision_maker", "Decides"),
    ("influencer", "Influences"),
    ("none", "Has no say"),
];
const OUTCOME: [(&str, &str); 2] = [("won", "Won"), ("lost", "Lost")];

/// How an attribute is put in.
pub fn form(id: &str) -> Form {
    match id {
        "in_target_market"
        | "budget"
        | "need"
        | "explicit_intent"
        | "understands_value"
        | "actively_considering"
        | "mutual_interest"
        | "qualified_by_marketing"
        | "qualified_by_sales"
        | "questionnaire_done" => Form::YesNo,
        "seniority" => Form::OneOf(&SENIORITY),
        "authority" => Form::OneOf(&AUTHORITY),
        "outcome" => Form::OneOf(&OUTCOME),
        "employees" | "annual_revenue" | "budget_amount" | "timeline_months" => Form::Number,
        "created_on" | "outcome_on" | "disqualified_on" => Form::Date,
        _ => Form::Text,
    }
}
