//! What statuses and activities in words are read as, until the person who imports says otherwise.

use crate::meaning::Reading;
use crate::recognise::plain_name;
use crate::words;

/// A text cut into lower-case words, to be asked for words and phrases.
struct Text {
    /// The words with a blank around each.
    words: String,
}

impl Text {
    fn new(text: &str) -> Text {
        let mut words = String::from(" ");
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if !word.is_empty() {
                words.push_str(&word.to_lowercase());
                words.push(' ');
            }
        }
        Text { words }
    }

    /// Whether one of these words, or runs of words, is in it.
    fn has(&self, any: &[&str]) -> bool {
        any.iter().any(|w| {
            self.words.match_indices(w).any(|(at, _)| {
                self.words.get(..at).is_some_and(|b| b.ends_with(' '))
                    && self
                        .words
                        .get(at + w.len()..)
                        .is_some_and(|a| a.starts_with(' '))
            })
        })
    }

    /// Whether one of these stands at the beginning of a word in it.
    fn begins(&self, any: &[&str]) -> bool {
        any.iter().any(|w| {
            self.words
                .match_indices(w)
                .any(|(at, _)| self.words.get(..at).is_some_and(|b| b.ends_with(' ')))
        })
    }
}

/// What a text of an activity column says was done.
#[must_use]
pub(crate) fn activity(header: &str, text: &str) -> Reading {
    if is_form(header) {
        return Reading::signal("form_submitted");
    }
    let t = Text::new(text);
    let mail = t.begins(&[
        "email",
        "mail",
        "e mail",
        "courriel",
        "correo",
        "newsletter",
    ]);
    let kind = if t.begins(&["resubscrib"]) {
        "newsletter_signup"
    } else if t.begins(&["unsubscrib", "opted out", "abgemeldet", "désabonn"])
        || t.has(&["spam", "opt out"])
    {
        "unsubscribed"
    } else if t.begins(&["bounce"]) {
        "bounced"
    } else if mail && t.begins(&["open", "geöffnet", "ouvert", "abierto"]) {
        "email_open"
    } else if t.begins(&["click", "geklickt", "cliqu"]) && (mail || t.begins(&["link"])) {
        "email_click"
    } else if t.begins(&["replied", "reply", "replies", "respond", "antwort", "répon"])
        || t.has(&[
            "email received",
            "mail received",
            "inbound email",
            "incoming email",
            "inbound call",
            "incoming call",
            "phone conversation",
            "conversation phone",
            "call connected",
        ])
    {
        "replied"
    } else if t.begins(&["chat", "question", "inquiry", "enquiry"])
        || t.has(&["approached upfront", "live chat", "contacted us"])
    {
        "question_asked"
    } else if t.begins(&["pricing", "preis"]) || t.has(&["price list"]) {
        "pricing_viewed"
    } else if t.begins(&["quote", "quotation", "angebot angefordert"])
        && t.begins(&["request", "ask", "angefordert"])
    {
        "quote_requested"
    } else if t.begins(&["demo"]) && t.begins(&["request", "book", "ask"]) {
        "demo_requested"
    } else if t.begins(&["cancel", "scheduled", "booked", "no show", "geplant"]) {
        return Reading::Nothing;
    } else if t.begins(&["demo"]) {
        "demo_attended"
    } else if t.begins(&["trial"]) {
        "trial_started"
    } else if t.begins(&["webinar"]) {
        "webinar_attended"
    } else if t.begins(&[
        "download",
        "whitepaper",
        "white paper",
        "ebook",
        "e book",
        "brochure",
    ]) {
        "content_download"
    } else if t.begins(&[
        "tradeshow",
        "trade show",
        "booth",
        "event",
        "conference",
        "messe",
        "salon",
    ]) {
        "event_attended"
    } else if t.begins(&[
        "page visit",
        "page view",
        "pageview",
        "website visit",
        "site visit",
        "visited website",
        "web visit",
        "visited page",
        "webseite",
    ]) {
        "site_visit"
    } else if t.has(&["form", "forms", "formular", "formulaire", "formulario"])
        && !t.has(&["lead add form", "quick add form"])
        || t.begins(&["submission"])
    {
        "form_submitted"
    } else if t.begins(&[
        "meeting",
        "met with",
        "besprechung",
        "réunion",
        "reunión",
        "appointment",
        "termin",
    ]) {
        "meeting_held"
    } else if t.begins(&["proposal", "offer", "angebot"]) {
        "proposal_sent"
    } else if t.begins(&["negotiat"]) {
        "negotiation"
    } else if t.begins(&["subscribed", "newsletter", "signed up"]) {
        "newsletter_signup"
    } else if t.has(&["cart", "basket"]) {
        "cart_abandoned"
    } else if t.begins(&[
        "linkedin",
        "facebook",
        "instagram",
        "twitter",
        "liked",
        "commented",
        "social",
    ]) {
        "social_interaction"
    } else if mail
        || t.has(&[
            "sms",
            "call",
            "called",
            "voicemail",
            "unreachable",
            "follow up",
            "followup",
            "attempted",
            "ringing",
            "anruf",
            "appel",
            "llamada",
            "whatsapp",
            "contacted",
        ])
    {
        "rep_contacted"
    } else {
        return Reading::Nothing;
    };
    Reading::signal(kind)
}

/// Whether a column names the form that somebody filled in.
pub(crate) fn is_form(header: &str) -> bool {
    matches!(
        plain_name(header).as_str(),
        "formname" | "conversionname" | "leadform"
    )
}

/// Whether a column only says whether a lead became something else.
pub(crate) fn is_converted(header: &str) -> bool {
    matches!(
        plain_name(header).as_str(),
        "converted" | "isconverted" | "leadconverted"
    )
}

/// What a text of a status column says about the contact.
#[must_use]
pub(crate) fn status(header: &str, text: &str) -> Reading {
    if is_converted(header) {
        return converted(header, text);
    }
    let t = Text::new(text);
    if t.has(&[
        "not contacted",
        "never contacted",
        "uncontacted",
        "contact in future",
        "not started",
        "to contact",
    ]) && !t.begins(&["attempt"])
    {
        return Reading::Nothing;
    }
    if t.begins(&[
        "junk",
        "spam",
        "unqualified",
        "disqualif",
        "duplicate",
        "unqualifiziert",
    ]) || t.has(&[
        "not qualified",
        "bad fit",
        "no fit",
        "invalid",
        "not eligible",
        "do not contact",
        "wrong number",
    ]) {
        return Reading::Disqualified;
    }
    if t.begins(&["lost", "verloren", "perdu", "perdid"])
        || t.has(&["not interested", "not converted", "dead"])
    {
        return Reading::fact("outcome", "lost");
    }
    if t.has(&[
        "won",
        "customer",
        "customers",
        "evangelist",
        "sale done",
        "gewonnen",
        "gagné",
        "ganado",
        "kunde",
        "cliente",
    ]) && !t.has(&["potential customer"])
    {
        return Reading::fact("outcome", "won");
    }
    if t.has(&["mql", "marketingqualifiedlead"])
        || t.begins(&["marketing qualified", "pre qualified", "prequalified"])
    {
        return Reading::fact("qualified_by_marketing", "yes");
    }
    if t.begins(&["negotiat"]) {
        return Reading::signal("negotiation");
    }
    if t.begins(&["proposal", "quote", "offer", "initial offer"]) {
        return Reading::signal("proposal_sent");
    }
    if t.has(&[
        "sql",
        "sal",
        "salesqualifiedlead",
        "opportunity",
        "open deal",
        "opendeal",
        "converted",
        "qualified",
        "qualifiziert",
        "qualifié",
        "calificado",
        "needs analysis",
        "value proposition",
        "id decision makers",
        "perception analysis",
    ]) || t.begins(&["sales qualified", "sales accepted"])
    {
        return Reading::fact("qualified_by_sales", "yes");
    }
    if t.begins(&["replied", "responded"]) || t.has(&["connected", "interested"]) {
        return Reading::signal("replied");
    }
    if t.has(&["meeting held", "meeting done", "meeting completed", "met"]) {
        return Reading::signal("meeting_held");
    }
    if t.begins(&[
        "contacted",
        "attempt",
        "working",
        "nurtur",
        "approaching",
        "unresponsive",
        "kontaktiert",
        "contacté",
        "contactado",
    ]) || t.has(&[
        "in progress",
        "in contact",
        "in arbeit",
        "en cours",
        "en curso",
        "follow up",
        "engaged",
        "did not connect",
        "no answer",
        "no response",
        "not reachable",
        "unreachable",
        "bad timing",
        "left voicemail",
    ]) {
        return Reading::signal("rep_contacted");
    }
    if t.has(&["subscriber"]) {
        return Reading::signal("newsletter_signup");
    }
    Reading::Nothing
}

/// `Converted` is 1 or 0 where a lead bought (online schools and shops), yes or no where a salesperson took it over (Zoho, Salesforce).
fn converted(header: &str, text: &str) -> Reading {
    let taken_over = Reading::fact("qualified_by_sales", "yes");
    match (text.trim(), words::yes_no(text)) {
        ("1" | "1.0", _) if plain_name(header) == "converted" => Reading::fact("outcome", "won"),
        (_, Some(true)) => taken_over,
        _ => Reading::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::{activity, status};

    #[test]
    fn activities_are_read_as_signals() {
        let check = |text: &str, expected: &str| {
            let reading = activity("Last Activity", text).label();
            let expected = match expected {
                "" => "Nothing",
                kind => model::facts::signal_label(kind),
            };
            assert_eq!(reading, expected, "{text}");
        };
        check("Email Opened", "email_open");
        check("Page Visited on Website", "site_visit");
        check("Olark Chat Conversation", "question_asked");
        check("Form Submitted on Website", "form_submitted");
        check("Landing Page Submission", "form_submitted");
        check("Lead Add Form", "");
        check("Email Link Clicked", "email_click");
        check("View in browser link Clicked", "email_click");
        check("Unsubscribed", "unsubscribed");
        check("Email Marked Spam", "unsubscribed");
        check("Resubscribed to emails", "newsletter_signup");
        check("Email Bounced", "bounced");
        check("Had a Phone Conversation", "replied");
        check("Email Received", "replied");
        check("SMS Sent", "rep_contacted");
        check("Unreachable", "rep_contacted");
        check("Converted to Lead", "");
        check("Approached upfront", "question_asked");
        check("Visited Booth in Tradeshow", "event_attended");
        check("Modified", "");
        check("Call", "rep_contacted");
        check("Email", "rep_contacted");
        check("Follow-Up", "rep_contacted");
        check("Meeting", "meeting_held");
        check("Meeting scheduled", "");
        check("Demo", "demo_attended");
        check("Demo requested", "demo_requested");
        check("Downloaded white paper", "content_download");
        check("API", "");
        check("Platform information", "");
        assert_eq!(
            activity("form_name", "Sarjapur Plots").label(),
            "Filled in a form"
        );
    }

    #[test]
    fn statuses_are_read_as_facts() {
        let check = |text: &str, expected: &str| {
            assert_eq!(status("Lead Status", text).label(), expected, "{text}");
        };
        let contacted = "We wrote or called";
        check("Contacted", contacted);
        check("Attempted to Contact", contacted);
        check("ATTEMPTED_TO_CONTACT", contacted);
        check("Working - Contacted", contacted);
        check("Working", contacted);
        check("Nurturing", contacted);
        check("IN_PROGRESS", contacted);
        check("DID_NOT_CONNECT", contacted);
        check("GOOD_LEAD_FOLLOW_UP", contacted);
        check("Not Contacted", "Nothing");
        check("Contact in Future", "Nothing");
        check("New", "Nothing");
        check("Open - Not Contacted", "Nothing");
        check("lead", "Nothing");
        check("CONNECTED", "Replied");
        check("Pre Qualified", "Qualified by marketing: yes");
        check("marketingqualifiedlead", "Qualified by marketing: yes");
        check("MQL", "Qualified by marketing: yes");
        check("Qualified", "Qualified by sales: yes");
        check("salesqualifiedlead", "Qualified by sales: yes");
        check("opportunity", "Qualified by sales: yes");
        check("Closed - Converted", "Qualified by sales: yes");
        check("Closed - Not Converted", "Outcome: lost");
        check("Lost Lead", "Outcome: lost");
        check("Closed Lost", "Outcome: lost");
        check("Not Interested", "Outcome: lost");
        check("Closed Won", "Outcome: won");
        check("customer", "Outcome: won");
        check("SALE_DONE", "Outcome: won");
        check("Junk Lead", "Disqualified by hand");
        check("Unqualified", "Disqualified by hand");
        check("Disqualified", "Disqualified by hand");
        check("Negotiation/Review", "Negotiated");
        check("Proposal/Price Quote", "We sent a proposal");
        check("subscriber", "Signed up to the newsletter");
    }

    #[test]
    fn converted_means_what_its_program_means() {
        let check = |header: &str, text: &str, expected: &str| {
            assert_eq!(status(header, text).label(), expected, "{header} {text}");
        };
        check("Converted", "1", "Outcome: won");
        check("Converted", "0", "Nothing");
        check("CONVERTED", "Yes", "Qualified by sales: yes");
        check("CONVERTED", "No", "Nothing");
        check("IsConverted", "true", "Qualified by sales: yes");
        check("IsConverted", "1", "Qualified by sales: yes");
    }
}
