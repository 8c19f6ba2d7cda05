//! What the simulator found, in words: numbers, money, the difference in a sentence, and how it is worked out.

use super::{Comparison, Outcome, Policy, Simulation};

/// A number as people read it: whole and in thousands, with one decimal where it is small; with a minus where it is below 0.
#[must_use]
pub fn amount_told(number: f64) -> String {
    let size = number.abs();
    let sign = if number < 0.0 { "−" } else { "" };
    if size > 0.0 && size < 0.05 {
        // Little, but not nothing.
        return format!("under {sign}0.1");
    }
    let rounded = if size < 9.95 && (size - size.round()).abs() > 0.05 {
        return format!("{sign}{size:.1}");
    } else {
        format!("{size:.0}")
    };
    let mut text = String::from(if rounded == "0" { "" } else { sign });
    for (at, digit) in rounded.chars().enumerate() {
        if at > 0 && (rounded.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An amount of money under the reader's own sign: `$1,200`, `CHF 1,200`, `1,200` without one.
#[must_use]
pub fn money_told(amount: f64, currency: &str) -> String {
    money(&amount_told(amount), currency)
}

/// A number that is told, under a sign.
fn money(number: &str, currency: &str) -> String {
    let currency = currency.trim();
    let between = if currency.ends_with(char::is_alphabetic) {
        "\u{a0}"
    } else {
        ""
    };
    match number.strip_prefix('−') {
        Some(size) => format!("−{currency}{between}{size}"),
        None => format!("{currency}{between}{number}"),
    }
}

/// A step of the calculation: what is worked out, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// What: "Hours, every lead as an opportunity".
    pub what: String,
    /// How, with the numbers: "500 leads × 6 hours = 3,000 hours".
    pub how: String,
}

impl Comparison {
    /// What the difference is, in a sentence or two.
    #[must_use]
    pub fn sentence(&self, currency: &str) -> String {
        let (all, staged) = (&self.all, &self.staged);
        let shown = amount_told;
        if all.worked + 1e-9 < staged.worked {
            return format!(
                "Taking every lead for an opportunity, the hours are gone after {} leads, and {} real opportunities among the others are \
                 never called. By stage the same hours reach {} leads: {} customers instead of {}.",
                shown(all.worked),
                shown(all.missed),
                shown(staged.worked),
                shown(staged.customers),
                shown(all.customers)
            );
        }
        let saved = all.hours - staged.hours;
        if saved > 1e-9 {
            return format!(
                "Taking every lead for an opportunity takes {} hours; by stage the same {} customers take {}. The other {} hours cost {} and \
                 buy nothing.",
                shown(all.hours),
                shown(staged.customers),
                shown(staged.hours),
                shown(saved),
                money_told(all.cost - staged.cost, currency)
            );
        }
        if staged.worked + 1e-9 < all.worked {
            return format!(
                "With these numbers work by stage takes longer for each lead: the hours are gone after {} leads, and after {} where every \
                 lead is taken for an opportunity.",
                shown(staged.worked),
                shown(all.worked)
            );
        }
        "With these numbers it costs no more to take every lead for an opportunity.".to_owned()
    }

    /// How the outcomes come about, step by step, with the numbers that were put in.
    #[must_use]
    pub fn workings(&self, input: &Simulation, currency: &str) -> Vec<Working> {
        let mut steps = vec![Working {
            what: "How many there are".to_owned(),
            how: there_are(input),
        }];
        for (outcome, name) in [
            (&self.all, "every lead as an opportunity"),
            (&self.staged, "each by its stage"),
        ] {
            steps.push(Working {
                what: format!("Hours, {name}"),
                how: hours(input, outcome),
            });
            steps.push(Working {
                what: format!("Cost, {name}"),
                how: format!(
                    "{} spent + {} hours × {} = {}",
                    money_told(input.spend, currency),
                    amount_told(outcome.hours),
                    money(&exact(input.hour_cost), currency),
                    money_told(outcome.cost, currency)
                ),
            });
        }
        let [lead, .., opportunity, _] = self.all.funnel;
        steps.push(Working {
            what: "Wasted".to_owned(),
            how: format!(
                "({} leads − {} opportunities) × {} hours = {} hours, worth {}",
                amount_told(lead.contacts),
                amount_told(opportunity.contacts),
                exact(input.hours[2]),
                amount_told(self.all.wasted),
                money_told(self.all.wasted * input.hour_cost, currency)
            ),
        });
        if let Some(available) = input.hours_available {
            steps.push(Working {
                what: "Missed".to_owned(),
                how: format!(
                    "With {} hours, {} of {} leads are worked on as opportunities, and {} by stage. Among the others are {} and {} real \
                     opportunities.",
                    amount_told(available),
                    amount_told(self.all.worked),
                    amount_told(input.leads),
                    amount_told(self.staged.worked),
                    amount_told(self.all.missed),
                    amount_told(self.staged.missed)
                ),
            });
        }
        steps
    }
}

fn there_are(input: &Simulation) -> String {
    let [to_prospect, to_opportunity, to_customer] = input.conversion;
    let prospects = input.leads * to_prospect;
    let opportunities = prospects * to_opportunity;
    let percent = |share: f64| format!("{} %", exact(share * 100.0));
    format!(
        "{} leads. {} of them prove prospects: {}. {} of these prove opportunities: {}. {} of these buy: {}.",
        amount_told(input.leads),
        percent(to_prospect),
        amount_told(prospects),
        percent(to_opportunity),
        amount_told(opportunities),
        percent(to_customer),
        amount_told(opportunities * to_customer)
    )
}

fn hours(input: &Simulation, outcome: &Outcome) -> String {
    let hours = match outcome.policy {
        Policy::AllAsOpportunities => &input.hours[2..],
        Policy::ByStage => &input.hours[..],
    };
    let names = ["leads", "prospects", "opportunities"];
    let parts = outcome.funnel.iter().zip(names).zip(hours);
    let parts: Vec<String> = parts
        .map(|((step, name), hours)| {
            format!("{} {name} × {}", amount_told(step.contacts), exact(*hours))
        })
        .collect();
    format!(
        "{} = {} hours",
        parts.join(" + "),
        amount_told(outcome.hours)
    )
}

/// A number as it was put in, with up to four decimals.
fn exact(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
