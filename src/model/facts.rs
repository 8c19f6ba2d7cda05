//! The ids of the standard facts. Any other id is a custom fact and counts where a rulebook names it.

/// The standard attributes, with their labels. Source: stage model, section 2.
pub const ATTRIBUTES: [(&str, &str); 34] = [
    ("name", "Name"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("company", "Company"),
    ("title", "Job title"),
    ("seniority", "Seniority"),
    ("industry", "Industry"),
    ("employees", "Employees"),
    ("annual_revenue", "Annual revenue"),
    ("country", "Country"),
    ("source", "Source"),
    ("campaign", "Campaign"),
    ("created_on", "Created on"),
    ("persona", "Persona"),
    ("pain", "Pain, in their words"),
    ("in_target_market", "In our target market"),
    ("budget", "Has a budget"),
    ("budget_amount", "Budget amount"),
    ("authority", "Say in buying"),
    ("need", "Has a need we solve"),
    ("timeline_months", "Buys within (months)"),
    ("explicit_intent", "Said they want to buy"),
    ("understands_value", "Understands the value"),
    ("actively_considering", "Actively considering"),
    ("mutual_interest", "We agree it is worth pursuing"),
    ("qualified_by_marketing", "Qualified by marketing"),
    ("qualified_by_sales", "Qualified by sales"),
    ("questionnaire_done", "Questionnaire done"),
    ("outcome", "Outcome"),
    ("outcome_on", "Outcome on"),
    ("lost_reason", "Lost because"),
    ("disqualified_on", "Disqualified on"),
    ("crm_stage", "Stage in the CRM"),
    ("owner", "Owner"),
];

/// The standard signals in the order of the stage model, section 2, with their labels and whether they show interest.
pub const SIGNALS: [(&str, &str, bool); 24] = [
    ("site_visit", "Visited the site", true),
    ("social_interaction", "Reacted on social media", true),
    ("newsletter_signup", "Signed up to the newsletter", true),
    ("form_submitted", "Filled in a form", true),
    ("content_download", "Downloaded content", true),
    ("email_open", "Opened an e-mail", false),
    ("email_click", "Clicked in an e-mail", true),
    ("event_attended", "Came to an event", true),
    ("webinar_attended", "Came to a webinar", true),
    ("question_asked", "Asked a question", true),
    ("pricing_viewed", "Looked at prices", true),
    ("quote_requested", "Asked for a quote", true),
    ("demo_requested", "Asked for a demo", true),
    ("demo_attended", "Took part in a demo", true),
    ("trial_started", "Started a trial", true),
    ("product_tested", "Tested the product", true),
    ("cart_abandoned", "Left a full cart", true),
    ("rep_contacted", "We wrote or called", false),
    ("replied", "Replied", true),
    ("meeting_held", "Met with us", true),
    ("proposal_sent", "We sent a proposal", false),
    ("negotiation", "Negotiated", true),
    ("unsubscribed", "Unsubscribed", false),
    ("bounced", "E-mail bounced", false),
];

/// Whether a signal of this kind shows interest. Kinds that are not standard do not.
#[must_use]
pub fn is_interest(kind: &str) -> bool {
    SIGNALS.iter().any(|(id, _, shows)| *id == kind && *shows)
}

/// The label of an attribute: the standard one, or the id itself.
#[must_use]
pub fn attribute_label(id: &str) -> &str {
    ATTRIBUTES
        .iter()
        .find(|(known, _)| *known == id)
        .map_or(id, |(_, label)| label)
}

/// What a question about an attribute is about, in a word or two: "Ask: budget".
#[must_use]
pub fn topic(id: &str) -> String {
    let topic = match id {
        "in_target_market" => "target market",
        "budget" => "budget",
        "authority" => "who decides",
        "need" => "need",
        "timeline_months" => "when they buy",
        "explicit_intent" => "whether they want to buy",
        "understands_value" => "what it is worth to them",
        "actively_considering" => "who else they look at",
        "mutual_interest" => "whether to pursue it",
        "qualified_by_marketing" => "qualified by marketing?",
        "qualified_by_sales" => "qualified by sales?",
        "questionnaire_done" => "the questionnaire",
        other => return crate::words::lower_first(attribute_label(other)),
    };
    topic.to_owned()
}

/// The label of a signal kind: the standard one, or the id itself.
#[must_use]
pub fn signal_label(kind: &str) -> &str {
    SIGNALS
        .iter()
        .find(|(known, _, _)| *known == kind)
        .map_or(kind, |(_, label, _)| label)
}
