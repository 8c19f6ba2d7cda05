//! What is known of contacts, in the words of a story.

/// A value of an attribute in words.
pub(super) struct Known {
    pub id: &'static str,
    /// The value; `#` stands for any whole number over 1, `*` for anything.
    pub value: &'static str,
    /// Sentences that tell it.
    pub told: &'static [&'static str],
    /// The clause behind "if".
    pub supposed: &'static str,
}

const fn known(
    id: &'static str,
    value: &'static str,
    told: &'static [&'static str],
    supposed: &'static str,
) -> Known {
    Known {
        id,
        value,
        told,
        supposed,
    }
}

/// The standard attributes that something is established about.
pub(super) const KNOWN: [Known; 29] = [
    known(
        "in_target_market",
        "yes",
        &[
            "{Company} is in the market you sell to.",
            "Firms like {hers} are the ones you sell to.",
            "The market {she} works in is yours.",
        ],
        "{hers} company was in your target market",
    ),
    known(
        "in_target_market",
        "no",
        &[
            "You do not sell to firms like {hers}.",
            "{Company} is outside the market you sell to.",
        ],
        "{hers} company was not in your target market",
    ),
    known(
        "budget",
        "yes",
        &[
            "There is money set aside for it.",
            "{She} has a budget for this.",
            "The money for it is in this year's plan.",
        ],
        "there was money set aside for it",
    ),
    known(
        "budget",
        "no",
        &[
            "There is no money for it.",
            "{She} was plain about it: no budget.",
        ],
        "there was no money for it",
    ),
    known(
        "authority",
        "decision_maker",
        &[
            "{She} can sign for it {herself}.",
            "The decision is {hers} to make.",
        ],
        "the decision was up to {her}",
    ),
    known(
        "authority",
        "influencer",
        &[
            "{She} does not sign, but {hers} boss goes by what {she} says.",
            "{She} has a say in what is bought, though not the last one.",
        ],
        "{she} had a say in what is bought",
    ),
    known(
        "authority",
        "none",
        &[
            "{She} has no say in what is bought.",
            "What gets bought is decided by others, who do not ask {her}.",
        ],
        "{she} had no say in what is bought",
    ),
    known(
        "need",
        "yes",
        &[
            "Two days a month go into reconciling invoices by hand, and that is what you put an end to.",
            "{She} has a problem that your product solves.",
            "{She} told you what goes wrong today, and it is what you fix.",
            "Orders get lost between two systems, which is just what you solve.",
        ],
        "{she} had a problem that you solve",
    ),
    known(
        "need",
        "no",
        &[
            "What you solve is no problem of {hers}.",
            "{She} gets along well without anything like your product.",
        ],
        "{she} had no problem that you solve",
    ),
    known(
        "timeline_months",
        "#",
        &[
            "{She} wants it in place in {n} months.",
            "It has to be running {n} months from now.",
            "{She} plans to buy in {n} months.",
        ],
        "{she} wanted it in {n} months",
    ),
    known(
        "explicit_intent",
        "yes",
        &[
            "{She} said outright that {she} wants to buy.",
            "{She} asked what it costs, because {she} means to buy.",
        ],
        "{she} had said that {she} wants to buy",
    ),
    known(
        "explicit_intent",
        "no",
        &["{She} says {she} is not out to buy anything."],
        "{she} had said that {she} is not out to buy",
    ),
    known(
        "understands_value",
        "yes",
        &[
            "{She} can say in {hers} own words what it would do for {hers} team.",
            "{She} sees what it would be worth to {hers} team.",
        ],
        "{she} saw what it is worth to {hers} team",
    ),
    known(
        "understands_value",
        "no",
        &["{She} does not see yet what it would do for {hers} team."],
        "{she} did not see what it is worth to {hers} team",
    ),
    known(
        "actively_considering",
        "yes",
        &[
            "{She} is comparing you with one other vendor.",
            "You are on a short list of three.",
            "{She} is weighing you up against two others.",
        ],
        "{she} was comparing you with others",
    ),
    known(
        "actively_considering",
        "no",
        &[
            "{She} is not looking at vendors at the moment.",
            "{She} is making no choice of vendor for now.",
        ],
        "{she} was not looking at vendors",
    ),
    known(
        "mutual_interest",
        "yes",
        &[
            "Your rep agrees that it is worth pursuing.",
            "Your rep wants to go after this one, and {she} wants it too.",
        ],
        "your rep agreed that it is worth pursuing",
    ),
    known(
        "mutual_interest",
        "no",
        &["Your rep does not think it worth pursuing."],
        "your rep did not think it worth pursuing",
    ),
    known(
        "qualified_by_marketing",
        "yes",
        &[
            "Marketing has looked at {her} and passed {her} as qualified.",
            "Marketing marked {her} as qualified.",
        ],
        "marketing had qualified {her}",
    ),
    known(
        "qualified_by_marketing",
        "no",
        &["Marketing looked at {her} and did not qualify {her}."],
        "marketing had not qualified {her}",
    ),
    known(
        "qualified_by_sales",
        "yes",
        &[
            "Sales has gone through it with {her} and qualified {her}.",
            "Sales marked {her} as qualified.",
        ],
        "sales had qualified {her}",
    ),
    known(
        "qualified_by_sales",
        "no",
        &["Sales looked at {her} and did not qualify {her}."],
        "sales had not qualified {her}",
    ),
    known(
        "questionnaire_done",
        "yes",
        &[
            "{She} went through your qualification questions.",
            "{Hers} questionnaire is filled in.",
        ],
        "{she} had filled in the questionnaire",
    ),
    known(
        "questionnaire_done",
        "no",
        &["{She} left your questionnaire unfilled."],
        "{she} had not filled in the questionnaire",
    ),
    known(
        "employees",
        "#",
        &["{n} people work there."],
        "{n} people worked there",
    ),
    known(
        "outcome",
        "won",
        &["The deal is signed."],
        "the deal was won",
    ),
    known(
        "outcome",
        "lost",
        &["The deal is lost."],
        "the deal was lost",
    ),
    known(
        "phone",
        "*",
        &["You have {hers} phone number: {v}."],
        "you had {hers} phone number",
    ),
    known(
        "email",
        "*",
        &["You have {hers} e-mail address: {v}."],
        "you had {hers} e-mail address",
    ),
];

/// What nobody has found out.
pub(super) struct Unasked {
    pub id: &'static str,
    /// Sentences that say so.
    pub told: &'static [&'static str],
    /// The clause behind "if".
    pub supposed: &'static str,
}

const fn unasked(
    id: &'static str,
    told: &'static [&'static str],
    supposed: &'static str,
) -> Unasked {
    Unasked { id, told, supposed }
}

/// What nobody has found out about the standard attributes.
pub(super) const UNASKED: [Unasked; 19] = [
    unasked(
        "in_target_market",
        &["Nobody has checked whether {she} is in your market."],
        "nobody had checked whether {she} is in your market",
    ),
    unasked(
        "budget",
        &["Nobody has asked about money.", "Money has not come up."],
        "nobody had asked about money",
    ),
    unasked(
        "authority",
        &[
            "Nobody has asked who decides.",
            "Who decides has not come up.",
        ],
        "nobody had asked who decides",
    ),
    unasked(
        "need",
        &["Nobody has asked what {she} needs."],
        "nobody had asked what {she} needs",
    ),
    unasked(
        "timeline_months",
        &[
            "Nobody has asked when {she} wants it.",
            "When {she} wants it has not come up.",
        ],
        "nobody had asked when {she} wants it",
    ),
    unasked(
        "explicit_intent",
        &["Whether {she} wants to buy has not come up."],
        "nobody had heard whether {she} wants to buy",
    ),
    unasked(
        "understands_value",
        &["Nobody has asked what it would be worth to {her}."],
        "nobody had asked what it would be worth to {her}",
    ),
    unasked(
        "actively_considering",
        &["Nobody has asked whether {she} is looking at other vendors."],
        "nobody had asked whether {she} is looking at other vendors",
    ),
    unasked(
        "mutual_interest",
        &["Your rep has not said yet whether it is worth pursuing."],
        "your rep had not said whether it is worth pursuing",
    ),
    unasked(
        "qualified_by_marketing",
        &["Marketing has not looked at {her} yet."],
        "marketing had not looked at {her} yet",
    ),
    unasked(
        "qualified_by_sales",
        &["Sales has not looked at {her} yet."],
        "sales had not looked at {her} yet",
    ),
    unasked(
        "questionnaire_done",
        &["Nobody has gone through the questionnaire with {her}."],
        "nobody had gone through the questionnaire with {her}",
    ),
    unasked(
        "seniority",
        &["Nobody knows {hers} role."],
        "nobody knew {hers} role",
    ),
    unasked(
        "industry",
        &["Nobody knows what line of business {hers} company is in."],
        "nobody knew what line of business {hers} company is in",
    ),
    unasked(
        "employees",
        &["Nobody has asked how many people work there."],
        "nobody had asked how many people work there",
    ),
    unasked(
        "annual_revenue",
        &["Nobody knows what the company turns over."],
        "nobody knew what the company turns over",
    ),
    unasked(
        "country",
        &["Nobody knows which country {she} is in."],
        "nobody knew which country {she} is in",
    ),
    unasked(
        "phone",
        &["There is no phone number on file."],
        "there was no phone number on file",
    ),
    unasked(
        "email",
        &["There is no e-mail address on file."],
        "there was no e-mail address on file",
    ),
];
