//! Numbers to begin with: what the articles tell, and what had to be assumed beside it.

use super::Simulation;

/// Numbers to begin with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    /// Its id.
    pub id: &'static str,
    /// What it is about.
    pub name: &'static str,
    /// The article that tells of it, by its number and title.
    pub article: &'static str,
    /// What the article says, what is assumed, and that it is an illustration.
    pub note: &'static str,
    /// The numbers.
    pub input: Simulation,
}

const STAGES_WRONG: &str = "000: Stop Doing Lead Vs Prospect Vs Opportunity Wrong";
const OUTREACH: &str = "003: Leads vs. Prospects vs. Opportunities in B2B Sales Outreach";

/// Hours that a contact takes, by what it is taken for. Our assumption in every preset: a short mail or call, some talks and research, a
/// proposal with a demo and negotiation.
const HOURS: [f64; 3] = [0.25, 1.5, 6.0];

/// All presets.
#[must_use]
pub fn presets() -> [Preset; 4] {
    let base = Simulation {
        spend: 50_000.0,
        leads: 500.0,
        conversion: [0.2, 0.25, 0.2],
        hours: HOURS,
        hour_cost: 50.0,
        hours_available: None,
    };
    [
        Preset {
            id: "burn-at-1",
            name: "$50,000 of ads, 1 % become customers",
            article: STAGES_WRONG,
            note: "An illustration. The article gives the $50,000 and the 1 %; the 500 leads, the way the 1 % parts over the stages, the hours and their cost are our assumptions.",
            input: base,
        },
        Preset {
            id: "burn-at-15",
            name: "$50,000 of ads, 15 % become customers",
            article: STAGES_WRONG,
            note: "An illustration. The article gives the 15 % that the same company came to once it qualified its leads; that spend and the number of leads stay the same, the way the 15 % parts over the stages, the hours and their cost are our assumptions.",
            input: Simulation {
                conversion: [0.6, 0.5, 0.5],
                ..base
            },
        },
        Preset {
            id: "mails-2400",
            name: "2,400 cold e-mails, 80 % of them to people nobody had qualified",
            article: STAGES_WRONG,
            note: "An illustration. The article gives the 2,400 e-mails and the nearly 80 % never qualified; spend is left at 0, and the shares behind the 20 %, the hours, their cost and the 1,900 hours that there are are our assumptions.",
            input: Simulation {
                spend: 0.0,
                leads: 2_400.0,
                conversion: [0.2, 0.2, 0.25],
                hours_available: Some(1_900.0),
                ..base
            },
        },
        Preset {
            id: "leads-100",
            name: "100 leads, 50 prospects, a handful of opportunities",
            article: OUTREACH,
            note: "An illustration. The article gives the 100, the 50 and the handful, which we take for 5; spend is left at 0, and how many of the 5 buy, the hours and their cost are our assumptions.",
            input: Simulation {
                spend: 0.0,
                leads: 100.0,
                conversion: [0.5, 0.1, 0.4],
                ..base
            },
        },
    ]
}
