//! What contacts do, in the words of a story.

/// A kind of signal in words.
pub(super) struct Deed {
    pub kind: &'static str,
    /// What was done, in the past: behind "she", or a whole clause where somebody else did it.
    pub past: &'static [&'static str],
    /// Behind "she had" or "she has not", or a whole clause behind "if" where somebody else did it.
    pub had: &'static str,
    /// Whether it is the contact who does it.
    pub theirs: bool,
}

const fn theirs(kind: &'static str, past: &'static [&'static str], had: &'static str) -> Deed {
    Deed {
        kind,
        past,
        had,
        theirs: true,
    }
}

const fn ours(kind: &'static str, past: &'static [&'static str], had: &'static str) -> Deed {
    Deed {
        kind,
        past,
        had,
        theirs: false,
    }
}

/// The standard kinds.
pub(super) const DEEDS: [Deed; 24] = [
    theirs(
        "site_visit",
        &["looked at your site", "visited your site"],
        "visited your site",
    ),
    theirs(
        "social_interaction",
        &["liked a post of yours", "commented on a post of yours"],
        "reacted to a post of yours",
    ),
    theirs(
        "newsletter_signup",
        &[
            "signed up to your newsletter",
            "subscribed to your newsletter",
        ],
        "signed up to your newsletter",
    ),
    theirs(
        "form_submitted",
        &[
            "filled in the form on your site",
            "left {hers} details in a form",
        ],
        "filled in a form",
    ),
    theirs(
        "content_download",
        &[
            "downloaded a white paper",
            "downloaded your buying guide",
            "downloaded a case study",
        ],
        "downloaded something",
    ),
    theirs(
        "email_open",
        &["opened one of your mails"],
        "opened one of your mails",
    ),
    theirs(
        "email_click",
        &["followed a link in one of your mails"],
        "followed a link in a mail",
    ),
    theirs(
        "event_attended",
        &[
            "came to your breakfast event",
            "stopped at your stand at a fair",
        ],
        "come to an event of yours",
    ),
    theirs(
        "webinar_attended",
        &["sat in on your webinar", "came to your webinar"],
        "come to a webinar",
    ),
    theirs(
        "question_asked",
        &[
            "asked how the integration works",
            "asked a question about your product",
        ],
        "asked a question",
    ),
    theirs(
        "pricing_viewed",
        &["looked at your price page"],
        "looked at your prices",
    ),
    theirs(
        "quote_requested",
        &["asked for a quote"],
        "asked for a quote",
    ),
    theirs("demo_requested", &["asked for a demo"], "asked for a demo"),
    theirs(
        "demo_attended",
        &["took part in a demo", "sat through a demo"],
        "taken part in a demo",
    ),
    theirs("trial_started", &["started a trial"], "started a trial"),
    theirs(
        "product_tested",
        &["tested your product", "tried your product out"],
        "tested your product",
    ),
    theirs(
        "cart_abandoned",
        &["filled a cart in your shop and left it"],
        "left a full cart in your shop",
    ),
    ours(
        "rep_contacted",
        &[
            "one of your reps wrote to {her}",
            "your rep got in touch with {her}",
        ],
        "a rep of yours had contacted {her}",
    ),
    theirs(
        "replied",
        &["answered your mail", "wrote back to you"],
        "answered your mail",
    ),
    theirs(
        "meeting_held",
        &["met with your rep", "sat down with your rep"],
        "met with your rep",
    ),
    ours(
        "proposal_sent",
        &["you sent {her} a proposal"],
        "you had sent {her} a proposal",
    ),
    theirs(
        "negotiation",
        &["negotiated terms with you", "haggled over the price"],
        "negotiated with you",
    ),
    theirs(
        "unsubscribed",
        &["unsubscribed from your mails"],
        "unsubscribed from your mails",
    ),
    ours(
        "bounced",
        &["a mail to {her} bounced"],
        "a mail to {her} had bounced",
    ),
];
