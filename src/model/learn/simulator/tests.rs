//! What the simulator calculates.

use super::{Simulation, SimulationError, amount_told, money_told, presets, simulate};
use crate::stage::Stage;
use expect_test::expect;
use std::collections::BTreeSet;

fn input() -> Simulation {
    Simulation {
        spend: 1_000.0,
        leads: 100.0,
        conversion: [0.5, 0.1, 0.4],
        hours: [0.25, 1.5, 6.0],
        hour_cost: 50.0,
        hours_available: None,
    }
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9 * (1.0 + b.abs()), "{a} is not {b}");
}

#[test]
fn hours_go_to_what_contacts_are_taken_for() {
    let both = simulate(&input()).unwrap();
    near(both.all.hours, 600.0);
    near(both.all.wasted, 570.0);
    near(both.all.cost, 1_000.0 + 600.0 * 50.0);
    near(both.staged.hours, 25.0 + 75.0 + 30.0);
    near(both.staged.cost, 1_000.0 + 130.0 * 50.0);
    near(both.staged.customers, 2.0);
    near(both.all.customers, 2.0);
    near(both.staged.cost_per_customer.unwrap(), 3_750.0);
    near(both.staged.wasted, 0.0);
    let funnel = both
        .staged
        .funnel
        .map(|step| (step.stage, step.contacts.round(), step.hours.round()));
    assert_eq!(
        funnel,
        [
            (Stage::Lead, 100.0, 25.0),
            (Stage::Prospect, 50.0, 75.0),
            (Stage::Opportunity, 5.0, 30.0),
            (Stage::Customer, 2.0, 0.0),
        ]
    );
    expect!["Taking every lead for an opportunity takes 600 hours; by stage the same 2 customers take 130. The other 470 hours cost 23,500 and buy nothing."].assert_eq(&both.sentence(""));
}

#[test]
fn where_hours_are_short_opportunities_are_missed() {
    let both = simulate(&Simulation {
        hours_available: Some(60.0),
        ..input()
    })
    .unwrap();
    near(both.all.worked, 10.0);
    near(both.all.missed, 4.5);
    near(both.all.hours, 60.0);
    near(both.staged.hours, 60.0);
    near(both.staged.worked, 60.0 / 1.3);
    expect!["Taking every lead for an opportunity, the hours are gone after 10 leads, and 4.5 real opportunities among the others are never called. By stage the same hours reach 46 leads: 0.9 customers instead of 0.2."].assert_eq(&both.sentence(""));
}

#[test]
fn what_cannot_be_calculated_with_is_refused() {
    let check = |bad: Simulation, expected: &str| {
        assert_eq!(simulate(&bad).unwrap_err().to_string(), expected);
    };
    let amount = "must be a number from 0 to a million million.";
    check(
        Simulation {
            spend: -1.0,
            ..input()
        },
        &format!("Spend {amount}"),
    );
    check(
        Simulation {
            leads: f64::NAN,
            ..input()
        },
        &format!("The number of leads {amount}"),
    );
    check(
        Simulation {
            hours: [0.0, f64::INFINITY, 1.0],
            ..input()
        },
        &format!("The hours for a prospect {amount}"),
    );
    check(
        Simulation {
            conversion: [0.5, 1.5, 0.1],
            ..input()
        },
        "The share of prospects that prove opportunities must be a share between 0 and 100 %.",
    );
    assert_eq!(
        simulate(&Simulation {
            hours_available: Some(-0.5),
            ..input()
        }),
        Err(SimulationError::NotAnAmount("The hours that there are"))
    );
}

#[test]
fn nothing_in_is_nothing_out() {
    let none = Simulation {
        leads: 0.0,
        hours: [0.0; 3],
        hours_available: Some(0.0),
        ..input()
    };
    let both = simulate(&none).unwrap();
    assert_eq!(
        (both.all.customers, both.all.cost_per_customer),
        (0.0, None)
    );
    assert_eq!(
        both.sentence("$"),
        "With these numbers it costs no more to take every lead for an opportunity."
    );
    let free = simulate(&Simulation {
        hours: [0.0; 3],
        hours_available: Some(0.0),
        ..input()
    })
    .unwrap();
    near(free.staged.worked, 100.0);
    let idle = simulate(&Simulation {
        hours_available: Some(0.0),
        ..input()
    })
    .unwrap();
    near(idle.staged.worked, 0.0);
    near(idle.staged.missed, 5.0);
}

/// The figures of the articles come out as they stand there, and each preset says what it is.
#[test]
fn presets_hold_the_articles_figures() {
    let mut shown = String::new();
    let mut ids = BTreeSet::new();
    for preset in presets() {
        assert!(ids.insert(preset.id));
        assert!(
            preset.note.starts_with("An illustration.") && preset.note.contains("our assumptions")
        );
        assert!(preset.article.starts_with("00"));
        let both = simulate(&preset.input).unwrap();
        let contacts = both.staged.funnel.map(|step| step.contacts.round());
        shown += &format!(
            "{} {} {contacts:?} {:.3}\n",
            preset.id, preset.input.spend, both.staged.funnel[3].share
        );
        assert!(
            both.all.hours >= both.staged.hours
                && both.all.customers <= both.staged.customers + 1e-9
        );
    }
    expect![[r#"
        burn-at-1 50000 [500.0, 100.0, 25.0, 5.0] 0.010
        burn-at-15 50000 [500.0, 300.0, 150.0, 75.0] 0.150
        mails-2400 0 [2400.0, 480.0, 96.0, 24.0] 0.010
        leads-100 0 [100.0, 50.0, 5.0, 2.0] 0.020
    "#]]
    .assert_eq(&shown);
}

#[test]
fn numbers_are_told() {
    let check = |number: f64, expected: &str| assert_eq!(amount_told(number), expected);
    check(0.0, "0");
    check(-0.0, "0");
    check(0.01, "under 0.1");
    check(0.9, "0.9");
    check(9.96, "10");
    check(12.3, "12");
    check(-12.3, "−12");
    check(-2.5, "−2.5");
    check(3.04, "3");
    check(23_500.0, "23,500");
    check(2.0_f64.powi(70), "1,180,591,620,717,411,303,424");
    let money = |amount: f64, currency: &str, expected: &str| {
        assert_eq!(money_told(amount, currency), expected);
    };
    money(23_500.0, "$", "$23,500");
    money(-23_500.0, "€", "−€23,500");
    money(100.0, "CHF", "CHF\u{a0}100");
    money(-100.0, " kr ", "−kr\u{a0}100");
    money(100.0, "", "100");
}

/// Where a lead takes longer than an opportunity, that is said.
#[test]
fn work_by_stage_may_take_longer() {
    let both = simulate(&Simulation {
        hours: [8.0, 1.5, 6.0],
        hours_available: Some(60.0),
        ..input()
    })
    .unwrap();
    expect!["With these numbers work by stage takes longer for each lead: the hours are gone after 6.6 leads, and after 10 where every lead is taken for an opportunity."].assert_eq(&both.sentence("$"));
}

#[test]
fn the_working_is_shown() {
    let input = Simulation {
        hours_available: Some(300.0),
        ..input()
    };
    let mut shown = String::new();
    for step in simulate(&input).unwrap().workings(&input, "$") {
        shown += &format!("{}: {}\n", step.what, step.how);
    }
    expect![[r#"
        How many there are: 100 leads. 50 % of them prove prospects: 50. 10 % of these prove opportunities: 5. 40 % of these buy: 2.
        Hours, every lead as an opportunity: 50 leads × 6 = 300 hours
        Cost, every lead as an opportunity: $1,000 spent + 300 hours × $50 = $16,000
        Hours, each by its stage: 100 leads × 0.25 + 50 prospects × 1.5 + 5 opportunities × 6 = 130 hours
        Cost, each by its stage: $1,000 spent + 130 hours × $50 = $7,500
        Wasted: (50 leads − 2.5 opportunities) × 6 hours = 285 hours, worth $14,250
        Missed: With 300 hours, 50 of 100 leads are worked on as opportunities, and 100 by stage. Among the others are 2.5 and 0 real opportunities.
    "#]].assert_eq(&shown);
}
