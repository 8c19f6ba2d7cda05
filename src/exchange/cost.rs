//! The numbers of the cost simulator as people type them, and as the simulator takes them.

use crate::numbers::{self, NumberStyle};
use model::learn::Simulation;
use thiserror::Error;

/// A number that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostField {
    /// What it took to get the leads.
    Spend,
    /// How many leads.
    Leads,
    /// The share of leads that prove prospects.
    ToProspect,
    /// The share of prospects that prove opportunities.
    ToOpportunity,
    /// The share of opportunities that buy.
    ToCustomer,
    /// Hours for what is taken for a lead.
    HoursLead,
    /// Hours for what is taken for a prospect.
    HoursProspect,
    /// Hours for what is taken for an opportunity.
    HoursOpportunity,
    /// What an hour costs.
    HourCost,
    /// Hours that there are; blank for as many as it takes.
    HoursAvailable,
}

impl CostField {
    /// All, in the order in which they are asked.
    pub const ALL: [CostField; 10] = [
        CostField::Spend,
        CostField::Leads,
        CostField::ToProspect,
        CostField::ToOpportunity,
        CostField::ToCustomer,
        CostField::HoursLead,
        CostField::HoursProspect,
        CostField::HoursOpportunity,
        CostField::HourCost,
        CostField::HoursAvailable,
    ];

    /// Its member in what is kept.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            CostField::Spend => "spend",
            CostField::Leads => "leads",
            CostField::ToProspect => "to_prospect",
            CostField::ToOpportunity => "to_opportunity",
            CostField::ToCustomer => "to_customer",
            CostField::HoursLead => "hours_lead",
            CostField::HoursProspect => "hours_prospect",
            CostField::HoursOpportunity => "hours_opportunity",
            CostField::HourCost => "hour_cost",
            CostField::HoursAvailable => "hours_available",
        }
    }

    /// Whether it is typed in per cent.
    #[must_use]
    pub fn is_share(self) -> bool {
        matches!(
            self,
            CostField::ToProspect | CostField::ToOpportunity | CostField::ToCustomer
        )
    }

    /// The text for a simulation's number.
    #[must_use]
    pub fn text_of(self, input: &Simulation) -> String {
        let [to_prospect, to_opportunity, to_customer] = input.conversion;
        let [lead, prospect, opportunity] = input.hours;
        match self {
            CostField::Spend => written(input.spend),
            CostField::Leads => written(input.leads),
            CostField::ToProspect => written(to_prospect * 100.0),
            CostField::ToOpportunity => written(to_opportunity * 100.0),
            CostField::ToCustomer => written(to_customer * 100.0),
            CostField::HoursLead => written(lead),
            CostField::HoursProspect => written(prospect),
            CostField::HoursOpportunity => written(opportunity),
            CostField::HourCost => written(input.hour_cost),
            CostField::HoursAvailable => input.hours_available.map(written).unwrap_or_default(),
        }
    }
}

/// Why a text is no number to calculate with. The sentence is meant for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CostProblem {
    /// Nothing is there.
    #[error("Type a number; 0 for none.")]
    Blank,
    /// It is no number.
    #[error("This is not a number. Type one such as 50,000 or 0.5.")]
    NotANumber,
    /// It is less than none.
    #[error("Type a number from 0: there is no less than none.")]
    Negative,
    /// It is too large.
    #[error("Type a smaller number, up to a million million.")]
    TooLarge,
    /// It is more than all.
    #[error("Type a share between 0 and 100 %.")]
    NotAShare,
}

/// What a text was read as.
#[derive(Clone, Debug, PartialEq)]
pub struct CostNumber {
    /// The number as the simulator takes it; a share is from 0 to 1. `None` for hours without an end.
    pub value: Option<f64>,
    /// The number with signs between its thousands, where the text could have meant something else: "1,500".
    pub read_as: Option<String>,
}

/// Reads the texts of all fields, in the order of [`CostField::ALL`]; what is missing is blank. Whether a comma stands before decimals
/// all of them tell together.
pub fn read_cost(texts: &[String; 10]) -> [Result<CostNumber, CostProblem>; 10] {
    let style = numbers::style_of(texts.iter().map(|text| without_percent(text)));
    let mut fields = CostField::ALL.into_iter();
    texts.each_ref().map(|text| match fields.next() {
        Some(field) => read_one(field, text, style),
        None => Err(CostProblem::Blank),
    })
}

/// What is to be calculated; `None` where a number is missing.
#[must_use]
pub fn cost_simulation(read: &[Result<CostNumber, CostProblem>; 10]) -> Option<Simulation> {
    let mut values = [None; 10];
    for (value, number) in values.iter_mut().zip(read) {
        *value = number.as_ref().ok()?.value;
    }
    let [
        spend,
        leads,
        to_prospect,
        to_opportunity,
        to_customer,
        hours_lead,
        hours_prospect,
        hours_opportunity,
        hour_cost,
        hours_available,
    ] = values;
    Some(Simulation {
        spend: spend?,
        leads: leads?,
        conversion: [to_prospect?, to_opportunity?, to_customer?],
        hours: [hours_lead?, hours_prospect?, hours_opportunity?],
        hour_cost: hour_cost?,
        hours_available,
    })
}

/// The largest amount.
const MOST: f64 = 1e12;

fn read_one(field: CostField, text: &str, style: NumberStyle) -> Result<CostNumber, CostProblem> {
    let text = text.trim();
    if text.is_empty() {
        return match field {
            CostField::HoursAvailable => Ok(CostNumber {
                value: None,
                read_as: None,
            }),
            _ => Err(CostProblem::Blank),
        };
    }
    let amount = numbers::read(without_percent(text), style);
    let amount = amount.filter(|amount| !amount.is_range);
    let number = amount.and_then(|amount| amount.text.parse::<f64>().ok());
    let number = number.ok_or(CostProblem::NotANumber)?;
    if number < 0.0 {
        return Err(CostProblem::Negative);
    }
    if field.is_share() && number > 100.0 {
        return Err(CostProblem::NotAShare);
    }
    if number > MOST {
        return Err(CostProblem::TooLarge);
    }
    let plain = written(number);
    Ok(CostNumber {
        value: Some(if field.is_share() {
            number / 100.0
        } else {
            number
        }),
        read_as: (plain.replace(',', "") != text && plain != text).then_some(plain),
    })
}

fn without_percent(text: &str) -> &str {
    let text = text.trim();
    text.strip_suffix('%').unwrap_or(text).trim_end()
}

/// A number as it is typed: with commas between its thousands, and up to four decimals.
fn written(number: f64) -> String {
    let text = format!("{number:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, decimals) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + decimals
}

#[cfg(test)]
mod tests;
