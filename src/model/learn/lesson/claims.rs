//! Where the sources contradict one another outright and where they do not, in our own words, each held against the engine by a test.

use crate::stage::Stage;

/// What a definition says of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Says {
    /// The definition's id.
    pub rulebook: &'static str,
    /// The stage, by its rules.
    pub stage: Stage,
}

/// A claim about what definitions say of a worked case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its id.
    pub id: &'static str,
    /// The question that it answers.
    pub question: &'static str,
    /// The claim.
    pub text: &'static str,
    /// The worked case that shows it.
    pub case: &'static str,
    /// What definitions say of that case; every other one may say what it likes.
    pub says: &'static [Says],
}

const fn says(rulebook: &'static str, stage: Stage) -> Says {
    Says { rulebook, stage }
}

/// Where they contradict one another.
pub const CONTRADICTIONS: [Claim; 11] = [
    Claim {
        id: "interest-first",
        question: "Must somebody have shown interest?",
        text: "The perfect customer who has never heard of us is a prospect by the ideal customer profile. Where interest makes the lead, the same person is not even that.",
        case: "ideal-but-silent",
        says: &[
            says("ideal-customer-profile", Stage::Prospect),
            says("marketing-to-sales", Stage::Lead),
            says("conversation", Stage::Contact),
            says("dynamic-states", Stage::Contact),
        ],
    },
    Claim {
        id: "one-visit",
        question: "Does one visit make a lead?",
        text: "For those who count every sign of interest, one look at the home page is enough. Others ask for something done, and for a market that fits.",
        case: "casual-browser",
        says: &[
            says("conversation", Stage::Lead),
            says("dynamic-states", Stage::Lead),
            says("criteria-and-intent", Stage::Contact),
            says("ideal-customer-profile", Stage::Contact),
        ],
    },
    Claim {
        id: "depth-or-dialogue",
        question: "Is a download deep enough for a prospect?",
        text: "Leaving an address to see a film is depth to one source, mere interest to the next, and nothing at all to those who first want to know the market.",
        case: "gated-video",
        says: &[
            says("dynamic-states", Stage::Prospect),
            says("conversation", Stage::Lead),
            says("criteria-and-intent", Stage::Contact),
        ],
    },
    Claim {
        id: "must-fit",
        question: "Must a prospect fit?",
        text: "Whoever answers a rep is a prospect where the conversation counts. Where fit comes first, an answer from somebody we know nothing about changes nothing.",
        case: "answered-follow-up",
        says: &[
            says("conversation", Stage::Prospect),
            says("marketing-to-sales", Stage::Prospect),
            says("ideal-customer-profile", Stage::Lead),
            says("house", Stage::Lead),
        ],
    },
    Claim {
        id: "does-it-expire",
        question: "Does interest run out?",
        text: "Seven silent months put a keen contact back to lead where stages are states. Where a stage once reached is kept, the answer from April still counts.",
        case: "went-quiet",
        says: &[
            says("dynamic-states", Stage::Lead),
            says("house", Stage::Lead),
            says("conversation", Stage::Prospect),
            says("marketing-to-sales", Stage::Prospect),
        ],
    },
    Claim {
        id: "no-money",
        question: "Does “no money” end it?",
        text: "Three definitions take somebody without a budget off the list. The other four keep working on them.",
        case: "no-budget",
        says: &[
            says("dynamic-states", Stage::Disqualified),
            says("qualify-first", Stage::Disqualified),
            says("house", Stage::Disqualified),
            says("criteria-and-intent", Stage::Prospect),
            says("ideal-customer-profile", Stage::Prospect),
            says("conversation", Stage::Prospect),
            says("marketing-to-sales", Stage::Prospect),
        ],
    },
    Claim {
        id: "no-say",
        question: "Does an eager reader without a say count?",
        text: "The intern who reads everything is a lead where reading counts, and out where somebody has to be able to decide.",
        case: "no-authority",
        says: &[
            says("house", Stage::Disqualified),
            says("qualify-first", Stage::Disqualified),
            says("conversation", Stage::Lead),
            says("criteria-and-intent", Stage::Lead),
        ],
    },
    Claim {
        id: "stranger-at-the-table",
        question: "Can a stranger be an opportunity?",
        text: "Somebody who haggles over the price is an opportunity by intent. Where gates are walked in order and fit was never looked up, the same person is still a lead.",
        case: "deep-in-negotiation",
        says: &[
            says("criteria-and-intent", Stage::Opportunity),
            says("conversation", Stage::Prospect),
            says("house", Stage::Lead),
            says("ideal-customer-profile", Stage::Lead),
        ],
    },
    Claim {
        id: "needs-a-date",
        question: "Does an opportunity need a date?",
        text: "To most, choosing now is enough. To the house definition an opportunity without a date is a prospect with one question open.",
        case: "one-call-away",
        says: &[
            says("conversation", Stage::Opportunity),
            says("ideal-customer-profile", Stage::Opportunity),
            says("criteria-and-intent", Stage::Opportunity),
            says("house", Stage::Prospect),
        ],
    },
    Claim {
        id: "quote-from-nowhere",
        question: "Is asking for a price enough?",
        text: "To sales alone this is what a lead is. To marketing alone it is a sign of interest and no more, as no form was filled in. Where the market comes first, it opens no gate at all.",
        case: "wants-a-quote",
        says: &[
            says("sales-alone", Stage::Lead),
            says("marketing-alone", Stage::Lead),
            says("ideal-customer-profile", Stage::Contact),
            says("criteria-and-intent", Stage::Contact),
        ],
    },
    Claim {
        id: "two-teams",
        question: "Do marketing and sales mean the same by “lead”?",
        text: "A form and a download make a prospect for marketing and nobody for sales: that is the quarrel in one contact. The agreed definition waits until somebody knows the market.",
        case: "gated-video",
        says: &[
            says("marketing-alone", Stage::Prospect),
            says("sales-alone", Stage::Contact),
            says("agreed", Stage::Contact),
        ],
    },
];

/// Where all seven published definitions say the same.
pub const AGREEMENTS: [Claim; 5] = [
    Claim {
        id: "an-address",
        question: "Is an address a lead?",
        text: "Nobody calls a bought address a lead. Whatever else they quarrel about, a name on a list is a name on a list.",
        case: "bare-address",
        says: &all(Stage::Contact),
    },
    Claim {
        id: "a-subscriber",
        question: "Is a subscriber from the right market a lead?",
        text: "Interest and market together make a lead, and no more than a lead, by every definition.",
        case: "newsletter",
        says: &all(Stage::Lead),
    },
    Claim {
        id: "a-trial",
        question: "Does a trial alone make more than a lead?",
        text: "Somebody from the right market who starts a trial, and with whom nobody has talked, is a lead by every definition.",
        case: "free-trial",
        says: &all(Stage::Lead),
    },
    Claim {
        id: "everything",
        question: "Is there an opportunity that all would sign?",
        text: "Fit, need, money, date, say, talks, a test and a comparison, all at once: then all seven agree.",
        case: "testing-the-demo",
        says: &all(Stage::Opportunity),
    },
    Claim {
        id: "unreachable",
        question: "What of somebody who cannot be reached?",
        text: "A message that came back and no phone number: all seven take them off the list.",
        case: "bounced",
        says: &all(Stage::Disqualified),
    },
];

const fn all(stage: Stage) -> [Says; 7] {
    [
        says("dynamic-states", stage),
        says("qualify-first", stage),
        says("criteria-and-intent", stage),
        says("ideal-customer-profile", stage),
        says("conversation", stage),
        says("marketing-to-sales", stage),
        says("house", stage),
    ]
}

#[cfg(test)]
mod tests {
    use super::{AGREEMENTS, CONTRADICTIONS, Claim};
    use crate::learn::lesson::{WORKED_DAY, definitions, worked_cases};
    use crate::{One, published_rulebook};
    use std::collections::BTreeSet;

    fn held(claim: &Claim) {
        let all = definitions(published_rulebook("house").unwrap());
        let case = worked_cases().iter().find(|c| c.id == claim.case).unwrap();
        for said in claim.says {
            let definition = all.iter().find(|d| d.rulebook.id == said.rulebook);
            let rulebook = definition.unwrap().rulebook;
            let stage = One::new(rulebook, &case.table, WORKED_DAY).rule_stage();
            assert_eq!(stage, said.stage, "{}: {}", claim.id, said.rulebook);
        }
    }

    #[test]
    fn the_engine_says_what_is_claimed() {
        let mut ids = BTreeSet::new();
        for claim in CONTRADICTIONS.iter().chain(&AGREEMENTS) {
            held(claim);
            assert!(ids.insert(claim.id), "{}", claim.id);
        }
    }

    #[test]
    fn a_contradiction_has_two_sides_and_an_agreement_one() {
        let sides = |claim: &Claim| {
            let stages: BTreeSet<_> = claim.says.iter().map(|s| s.stage).collect();
            stages.len()
        };
        for claim in &CONTRADICTIONS {
            assert!(sides(claim) > 1, "{}", claim.id);
        }
        for claim in &AGREEMENTS {
            assert_eq!((sides(claim), claim.says.len()), (1, 7), "{}", claim.id);
        }
    }
}
