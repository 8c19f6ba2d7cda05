//! How the values of one column are read, decided once from all its distinct values.

use crate::dates::{self, DateOrder};
use crate::meaning::Meaning;
use crate::numbers::{self, NumberStyle};
use crate::raw::RawColumn;
use crate::{countries, recognise, seniority, words};
use model::Day;
use std::borrow::Cow;

/// What the values of an attribute are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Contact,
    Number,
    Date,
    YesNo,
    Outcome,
    Authority,
    Seniority,
    Country,
    Signal,
}

/// How the values of one column are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Typing {
    kind: Kind,
    style: NumberStyle,
    order: Option<dates::Order>,
}

/// A value of a signal column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Happened {
    Times(u32),
    On(Day),
}

/// More often than this is a slip of the pen or another number altogether.
const MAX_TIMES: f64 = 1e9;

impl Typing {
    pub(crate) fn of(column: &RawColumn, meaning: &Meaning, order: Option<DateOrder>) -> Typing {
        let kind = match meaning {
            Meaning::Attribute(id) => kind_of(id),
            Meaning::Signal(_) => Kind::Signal,
            Meaning::ActivityDate => Kind::Date,
            _ => Kind::Text,
        };
        let style = match kind {
            Kind::Number => numbers::style_of(column.dictionary().iter()),
            _ => NumberStyle::Unknown,
        };
        let found = match kind {
            Kind::Date | Kind::Signal => dates::order_of(column.dictionary().iter()),
            _ => None,
        };
        let chosen = order.map(|order| dates::Order {
            order,
            is_certain: true,
        });
        Typing {
            kind,
            style,
            order: chosen.or(found),
        }
    }

    /// The order of day and month, where the column has dates that need one.
    pub(crate) fn date_order(&self) -> Option<DateOrder> {
        self.order.map(|o| o.order)
    }

    /// What should be known about the way it is read.
    pub(crate) fn note(&self) -> Option<&'static str> {
        match self.order {
            Some(dates::Order {
                is_certain: false,
                order: DateOrder::MonthFirst,
            }) => Some(
                "Dates are read as month/day/year; nothing in the list tells whether day and month are the other way round.",
            ),
            Some(dates::Order {
                is_certain: false,
                order: DateOrder::DayFirst,
            }) => Some(
                "Dates are read as day/month/year; nothing in the list tells whether day and month are the other way round.",
            ),
            _ => None,
        }
    }

    /// Whether all values are taken as they are.
    pub(crate) fn is_text(&self) -> bool {
        self.kind == Kind::Text
    }

    pub(crate) fn can_read(&self, value: &str) -> bool {
        match self.kind {
            Kind::Text | Kind::Contact => true,
            // A country that is not in our table is still a country.
            Kind::Country => true,
            Kind::Signal => self.happened(value).is_some(),
            Kind::Number if numbers::is_surely(value) => true,
            _ => self.read(value).is_some(),
        }
    }

    /// The value as the rules read it; `None` where it cannot be read and stays as written.
    pub(crate) fn read<'a>(&self, value: &'a str) -> Option<Cow<'a, str>> {
        match self.kind {
            Kind::Text | Kind::Signal => None,
            Kind::Contact => Some(recognise::trimmed(value).into()),
            Kind::Number => {
                let is_plain = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
                match is_plain {
                    true => Some(value.into()),
                    false => numbers::read(value, self.style).map(|a| a.text.into()),
                }
            }
            Kind::Date => self.day(value).map(|d| d.to_string().into()),
            Kind::YesNo => words::yes_no(value).map(|yes| if yes { "yes" } else { "no" }.into()),
            Kind::Outcome => words::outcome(value).map(Cow::from),
            Kind::Authority => words::authority(value).map(Cow::from),
            Kind::Seniority => seniority::stated(value)
                .or_else(|| seniority::of_title(value))
                .map(Cow::from),
            Kind::Country => countries::code(value).map(Cow::from),
        }
    }

    pub(crate) fn day(&self, value: &str) -> Option<Day> {
        dates::read(value, self.date_order().unwrap_or(DateOrder::DayFirst))
    }

    /// How often or when it happened; `Times(0)` where it did not.
    pub(crate) fn happened(&self, value: &str) -> Option<Happened> {
        if let Some(yes) = words::yes_no(value) {
            return Some(Happened::Times(u32::from(yes)));
        }
        if let Some(day) = self.day(value) {
            return Some(Happened::On(day));
        }
        let amount = numbers::read(value, NumberStyle::Unknown)?;
        let times: f64 = amount.text.parse().ok()?;
        (0.0..=MAX_TIMES)
            .contains(&times)
            .then_some(Happened::Times(times as u32))
    }

    /// Whether a value means that nothing was filled in.
    pub(crate) fn is_blank(&self, value: &str) -> bool {
        match self.kind {
            Kind::Text => recognise::is_not_chosen(value),
            _ => recognise::is_blank(value),
        }
    }
}

fn kind_of(attribute: &str) -> Kind {
    match attribute {
        "employees" | "annual_revenue" | "budget_amount" | "timeline_months" => Kind::Number,
        "created_on" | "outcome_on" | "disqualified_on" => Kind::Date,
        "in_target_market"
        | "budget"
        | "need"
        | "explicit_intent"
        | "understands_value"
        | "actively_considering"
        | "mutual_interest"
        | "qualified_by_marketing"
        | "qualified_by_sales"
        | "questionnaire_done" => Kind::YesNo,
        "outcome" => Kind::Outcome,
        "authority" => Kind::Authority,
        "seniority" => Kind::Seniority,
        "country" => Kind::Country,
        "email" | "phone" | "industry" | "source" | "owner" | "crm_stage" => Kind::Contact,
        _ => Kind::Text,
    }
}
