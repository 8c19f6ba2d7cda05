//! What a list does not say, in words that end "nothing in this list says …".

use crate::words;

/// What would be known with an attribute.
pub(crate) fn attribute(id: &str) -> String {
    let words = match id {
        "name" => "who they are",
        "email" => "what their e-mail address is",
        "phone" => "what their phone number is",
        "company" => "where they work",
        "title" => "what their job is",
        "seniority" => "how senior they are",
        "industry" => "which industry they are in",
        "employees" => "how large their company is",
        "annual_revenue" => "what their company earns",
        "country" => "which country they are in",
        "source" => "where they came from",
        "campaign" => "which campaign brought them",
        "created_on" => "since when they are on it",
        "persona" => "which persona they are",
        "pain" => "what troubles them",
        "in_target_market" => "whether they are in your target market",
        "budget" => "whether they have a budget",
        "budget_amount" => "how large their budget is",
        "authority" => "what say they have in buying",
        "need" => "whether they have a need you solve",
        "timeline_months" => "how soon they want to buy",
        "explicit_intent" => "whether they said they want to buy",
        "understands_value" => "whether they understand the value",
        "actively_considering" => "whether they are comparing, testing or negotiating",
        "mutual_interest" => "whether you agree it is worth pursuing",
        "qualified_by_marketing" => "whether marketing qualified them",
        "qualified_by_sales" => "whether sales qualified them",
        "questionnaire_done" => "whether they filled in the questionnaire",
        "outcome" => "who was won or lost",
        "outcome_on" => "when they were won or lost",
        "lost_reason" => "why they were lost",
        "disqualified_on" => "when they were disqualified",
        "crm_stage" => "what stage they have in the CRM",
        "owner" => "whose contacts they are",
        custom => return format!("anything about “{custom}”"),
    };
    words.to_owned()
}

/// Kinds named before the others are summed up.
const NAMED: usize = 3;

/// What would be known with a signal of one of these kinds; none stands for any that shows interest.
pub(crate) fn signals(kinds: &[String]) -> String {
    if kinds.is_empty() {
        return "who showed interest".to_owned();
    }
    let mut named: Vec<String> = kinds.iter().take(NAMED).map(|kind| did(kind)).collect();
    if kinds.len() > NAMED {
        named.push("the like".to_owned());
    }
    format!("who {}", words::list(&named, "or"))
}

fn did(kind: &str) -> String {
    let words = match kind {
        "site_visit" => "visited the site",
        "social_interaction" => "reacted on social media",
        "newsletter_signup" => "signed up to the newsletter",
        "form_submitted" => "filled in a form",
        "content_download" => "downloaded something",
        "email_open" => "opened an e-mail",
        "email_click" => "clicked in an e-mail",
        "event_attended" => "came to an event",
        "webinar_attended" => "came to a webinar",
        "question_asked" => "asked a question",
        "pricing_viewed" => "looked at prices",
        "quote_requested" => "asked for a quote",
        "demo_requested" => "asked for a demo",
        "demo_attended" => "took part in a demo",
        "trial_started" => "started a trial",
        "product_tested" => "tested the product",
        "cart_abandoned" => "left a full cart",
        "rep_contacted" => "you wrote to or called",
        "replied" => "replied",
        "meeting_held" => "met with you",
        "proposal_sent" => "got a proposal",
        "negotiation" => "negotiated",
        "unsubscribed" => "unsubscribed",
        "bounced" => "could not be reached by e-mail",
        custom => return format!("did “{custom}”"),
    };
    words.to_owned()
}
