//! What it costs to take every lead for an opportunity, against giving each contact what its stage is worth.
//!
//! A model of a few lines, so that people can follow it: so many leads come in, a share of them proves a prospect, of these a share an
//! opportunity, of these a share buys. Work on a contact takes hours by the stage that it is *taken for*; whether it buys depends on what
//! it *is*.

use crate::stage::Stage;

mod counts;
mod presets;
mod shape;
mod told;

pub use counts::{ListCounts, from_counts};
pub use presets::{Preset, presets};
pub use shape::{FUNNEL_SIZE, FunnelRow, FunnelShape, Reach, funnel_shape};
pub use told::{Working, amount_told, money_told};

/// What is put in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Simulation {
    /// What it took to get the leads, in money, from 0.
    pub spend: f64,
    /// How many leads, from 0.
    pub leads: f64,
    /// The shares, 0 to 1, of leads that prove prospects, of prospects that prove opportunities, and of opportunities that buy.
    pub conversion: [f64; 3],
    /// Hours of work, from 0, on a contact that is taken for a lead, for a prospect, for an opportunity.
    pub hours: [f64; 3],
    /// What an hour costs, in money, from 0.
    pub hour_cost: f64,
    /// Hours that there are, from 0; `None` for as many as it takes.
    pub hours_available: Option<f64>,
}

/// Which member cannot be calculated with, and why, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SimulationError {
    /// Not a number from 0, or too large.
    #[error("{0} must be a number from 0 to a million million.")]
    NotAnAmount(&'static str),
    /// Not a share.
    #[error("{0} must be a share between 0 and 100 %.")]
    NotAShare(&'static str),
}

/// How contacts are worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Every lead is taken for an opportunity.
    AllAsOpportunities,
    /// Each contact gets what its stage is worth.
    ByStage,
}

/// A step of a funnel, for a chart: its bar, and the line of the table beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunnelStep {
    /// The stage, from lead to customer.
    pub stage: Stage,
    /// How many contacts come so far.
    pub contacts: f64,
    /// The share of the leads, 0 to 1.
    pub share: f64,
    /// Hours of work on them for this step.
    pub hours: f64,
}

/// What comes of a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Which.
    pub policy: Policy,
    /// How many leads are worked on before the hours are gone.
    pub worked: f64,
    /// Hours of work.
    pub hours: f64,
    /// Of these, hours of work as on opportunities that went to contacts that are none.
    pub wasted: f64,
    /// Spend and hours, in money.
    pub cost: f64,
    /// How many buy.
    pub customers: f64,
    /// The cost of each; `None` where nobody buys.
    pub cost_per_customer: Option<f64>,
    /// Real opportunities among the leads nobody got to.
    pub missed: f64,
    /// Leads, prospects, opportunities and customers.
    pub funnel: [FunnelStep; 4],
}

/// Both policies on the same leads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Every lead taken for an opportunity.
    pub all: Outcome,
    /// Each by its stage.
    pub staged: Outcome,
}

/// Calculates both policies.
///
/// # Errors
/// When a number is none that can be calculated with.
pub fn simulate(input: &Simulation) -> Result<Comparison, SimulationError> {
    input.check()?;
    Ok(Comparison {
        all: outcome(input, Policy::AllAsOpportunities),
        staged: outcome(input, Policy::ByStage),
    })
}

/// The largest amount that can be put in.
const MOST: f64 = 1e12;

impl Simulation {
    fn check(&self) -> Result<(), SimulationError> {
        let amounts = [
            ("Spend", self.spend),
            ("The number of leads", self.leads),
            ("The cost of an hour", self.hour_cost),
            (
                "The hours that there are",
                self.hours_available.unwrap_or(0.0),
            ),
            ("The hours for a lead", self.hours[0]),
            ("The hours for a prospect", self.hours[1]),
            ("The hours for an opportunity", self.hours[2]),
        ];
        for (name, amount) in amounts {
            if !(0.0..=MOST).contains(&amount) {
                return Err(SimulationError::NotAnAmount(name));
            }
        }
        let shares = [
            "The share of leads that prove prospects",
            "The share of prospects that prove opportunities",
            "The share of opportunities that buy",
        ];
        for (name, share) in shares.into_iter().zip(self.conversion) {
            if !(0.0..=1.0).contains(&share) {
                return Err(SimulationError::NotAShare(name));
            }
        }
        Ok(())
    }
}

fn outcome(input: &Simulation, policy: Policy) -> Outcome {
    let [to_prospect, to_opportunity, to_customer] = input.conversion;
    let shares = [1.0, to_prospect, to_prospect * to_opportunity];
    let hours = match policy {
        Policy::AllAsOpportunities => [input.hours[2], 0.0, 0.0],
        Policy::ByStage => input.hours,
    };
    let each: f64 = shares
        .iter()
        .zip(hours)
        .map(|(share, hours)| share * hours)
        .sum();
    let worked = match input.hours_available {
        Some(available) if each * input.leads > available => available / each,
        _ => input.leads,
    };
    let step = |stage: Stage, share: f64, hours: f64| FunnelStep {
        stage,
        contacts: worked * share,
        share,
        hours: worked * share * hours,
    };
    let bought = shares[2] * to_customer;
    let customers = worked * bought;
    let cost = input.spend + worked * each * input.hour_cost;
    Outcome {
        policy,
        worked,
        hours: worked * each,
        wasted: match policy {
            Policy::AllAsOpportunities => worked * (1.0 - shares[2]) * input.hours[2],
            Policy::ByStage => 0.0,
        },
        cost,
        customers,
        cost_per_customer: (customers > 0.0).then(|| cost / customers),
        missed: (input.leads - worked) * shares[2],
        funnel: [
            step(Stage::Lead, shares[0], hours[0]),
            step(Stage::Prospect, shares[1], hours[1]),
            step(Stage::Opportunity, shares[2], hours[2]),
            step(Stage::Customer, bought, 0.0),
        ],
    }
}

#[cfg(test)]
mod tests;
