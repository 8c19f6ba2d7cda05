//! Facts that no contact has together, whatever a definition makes of them: a mail that bounced, and an answer to a later one.

use super::phrases::whole;
use super::space::Recorded;

/// What is recorded of an attribute or a kind of signal.
#[derive(Clone, Copy)]
pub(super) struct Fact<'a> {
    pub id: &'a str,
    pub signal: bool,
    pub recorded: &'a Recorded,
}

/// Why two facts do not go together.
enum Clash {
    /// Of these kinds none comes after a signal of this kind, nor so few days before it.
    Ends(i32, &'static str, &'static [&'static str]),
    /// Nobody does this without that attribute being known.
    NeedsKnown(&'static [&'static str], &'static str),
    /// Nobody does this without a signal of that kind.
    NeedsDone(&'static [&'static str], &'static str),
    /// Who is known for the one value is not known for any of the others; `*` stands for any value.
    Apart(
        (&'static str, &'static str),
        &'static [(&'static str, &'static str)],
    ),
    /// The one number is between so and so many times the other.
    Times(&'static str, &'static str, (u64, u64)),
}

/// Whoever was met or heard of within so many days is hardly out of reach.
const LIVELY: i32 = 7;

/// The table. What somebody can do without being known to us (look at the site, or at a post) goes with everything.
const CLASHES: [Clash; 13] = [
    // Who can be met, asked or written to is not out of reach.
    Clash::Ends(
        LIVELY,
        "bounced",
        &[
            "email_open",
            "email_click",
            "replied",
            "rep_contacted",
            "meeting_held",
            "demo_requested",
            "demo_attended",
            "question_asked",
            "quote_requested",
            "negotiation",
            "proposal_sent",
            "webinar_attended",
            "event_attended",
            "trial_started",
            "product_tested",
            "form_submitted",
            "newsletter_signup",
            "unsubscribed",
        ],
    ),
    Clash::Ends(
        0,
        "unsubscribed",
        &[
            "email_open",
            "email_click",
            "replied",
            "newsletter_signup",
            "bounced",
        ],
    ),
    Clash::NeedsKnown(
        &[
            "bounced",
            "email_open",
            "email_click",
            "replied",
            "unsubscribed",
            "newsletter_signup",
            "form_submitted",
            "quote_requested",
            "demo_requested",
            "trial_started",
        ],
        "email",
    ),
    Clash::NeedsDone(&["meeting_held", "proposal_sent"], "rep_contacted"),
    Clash::Apart(
        ("explicit_intent", "yes"),
        &[("need", "no"), ("actively_considering", "no")],
    ),
    Clash::Apart(
        ("explicit_intent", "no"),
        &[("actively_considering", "yes"), ("timeline_months", "*")],
    ),
    Clash::Apart(
        ("need", "no"),
        &[
            ("actively_considering", "yes"),
            ("understands_value", "yes"),
            ("timeline_months", "*"),
        ],
    ),
    Clash::Apart(("budget", "no"), &[("budget_amount", "*")]),
    Clash::Apart(
        ("seniority", "owner"),
        &[("authority", "influencer"), ("authority", "none")],
    ),
    Clash::Apart(("seniority", "c_suite"), &[("authority", "none")]),
    Clash::Apart(
        ("seniority", "individual"),
        &[("authority", "decision_maker")],
    ),
    Clash::Apart(
        ("qualified_by_sales", "yes"),
        &[("mutual_interest", "no"), ("need", "no")],
    ),
    Clash::Times("annual_revenue", "employees", (3_000, 5_000_000)),
];

/// Whether some clash is about these two, whatever is recorded of them.
pub(super) fn may_clash(one: (&str, bool), other: (&str, bool)) -> bool {
    CLASHES
        .iter()
        .any(|clash| clash.is_about(one, other) || clash.is_about(other, one))
}

/// Whether no contact has these two facts together.
pub(super) fn clash(one: Fact, other: Fact) -> bool {
    let (first, second) = ((one.id, one.signal), (other.id, other.signal));
    CLASHES.iter().any(|clash| {
        clash.is_about(first, second) && clash.forbids(one, other)
            || clash.is_about(second, first) && clash.forbids(other, one)
    })
}

impl Clash {
    /// Whether it is about these two, in this order.
    fn is_about(&self, one: (&str, bool), other: (&str, bool)) -> bool {
        match self {
            Clash::Ends(_, kind, others) => {
                one == (kind, true) && other.1 && others.contains(&other.0)
            }
            Clash::NeedsKnown(kinds, id) => one.1 && kinds.contains(&one.0) && other == (id, false),
            Clash::NeedsDone(kinds, kind) => {
                one.1 && kinds.contains(&one.0) && other == (kind, true)
            }
            Clash::Apart((id, _), others) => {
                one == (id, false) && !other.1 && others.iter().any(|(id, _)| *id == other.0)
            }
            Clash::Times(id, of, _) => one == (id, false) && other == (of, false),
        }
    }

    /// Whether it forbids these two, which it is about.
    fn forbids(&self, one: Fact, other: Fact) -> bool {
        match self {
            Clash::Ends(days, ..) => match (first_age(one.recorded), last_age(other.recorded)) {
                (Some(ended), Some(done)) => done <= ended.saturating_add(*days),
                _ => false,
            },
            Clash::NeedsKnown(..) | Clash::NeedsDone(..) => {
                !one.recorded.is_nothing() && other.recorded.is_nothing()
            }
            Clash::Apart((_, value), others) => {
                is(one.recorded, value)
                    && others
                        .iter()
                        .any(|(id, value)| *id == other.id && is(other.recorded, value))
            }
            Clash::Times(_, _, (low, high)) => match (number(one), number(other)) {
                (Some(all), Some(n)) => {
                    all < n.saturating_mul(*low) || all > n.saturating_mul(*high)
                }
                _ => false,
            },
        }
    }
}

fn is(recorded: &Recorded, wanted: &str) -> bool {
    matches!(recorded, Recorded::Value(value, _) if wanted == "*" || value == wanted)
}

fn number(fact: Fact) -> Option<u64> {
    match fact.recorded {
        Recorded::Value(value, kind) => whole(value, *kind),
        _ => None,
    }
}

/// How many days ago it was done first.
fn first_age(recorded: &Recorded) -> Option<i32> {
    ages(recorded).max()
}

/// How many days ago it was done last.
fn last_age(recorded: &Recorded) -> Option<i32> {
    ages(recorded).min()
}

fn ages(recorded: &Recorded) -> impl Iterator<Item = i32> {
    let all = match recorded {
        Recorded::Signals(all) => all.as_slice(),
        _ => &[],
    };
    all.iter().map(|(age, _)| *age)
}

#[cfg(test)]
mod tests {
    use super::{Fact, clash};
    use crate::dictionary::Kind;
    use crate::learn::space::Recorded;

    #[test]
    fn facts_clash_in_either_order() {
        let value = |text: &str| Recorded::Value(text.to_owned(), Kind::Text);
        let done = |age: i32| Recorded::Signals(vec![(age, 1)]);
        let check = |one: (&str, Recorded), other: (&str, Recorded), expected: bool| {
            let signal = |id: &str| crate::facts::SIGNALS.iter().any(|(kind, ..)| *kind == id);
            let one_fact = Fact {
                id: one.0,
                signal: signal(one.0),
                recorded: &one.1,
            };
            let other_fact = Fact {
                id: other.0,
                signal: signal(other.0),
                recorded: &other.1,
            };
            assert_eq!(clash(one_fact, other_fact), expected, "{one:?} {other:?}");
            assert_eq!(clash(other_fact, one_fact), expected, "{other:?} {one:?}");
        };
        check(("bounced", done(5)), ("replied", done(5)), true);
        check(("bounced", done(5)), ("replied", done(12)), true);
        check(("bounced", done(5)), ("replied", done(13)), false);
        check(("bounced", done(5)), ("site_visit", done(1)), false);
        check(("bounced", done(5)), ("replied", Recorded::Nothing), false);
        check(("email_open", done(5)), ("email", Recorded::Nothing), true);
        check(("email_open", done(5)), ("email", value("a@b.c")), false);
        check(
            ("meeting_held", done(5)),
            ("rep_contacted", Recorded::Nothing),
            true,
        );
        check(("need", value("no")), ("timeline_months", value("3")), true);
        check(
            ("seniority", value("owner")),
            ("authority", value("decision_maker")),
            false,
        );
        let many = |n: &str| Recorded::Value(n.to_owned(), Kind::Number);
        check(
            ("annual_revenue", many("300000")),
            ("employees", many("2400")),
            true,
        );
        check(
            ("annual_revenue", many("9000000")),
            ("employees", many("60")),
            false,
        );
    }
}
