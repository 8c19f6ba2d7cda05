//! What the simulator calculates.

use super::{Simulation, SimulationError, presets, simulate};
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
    expect!["Taking every lead for an opportunity takes 600 hours; by stage the same 2 customers take 130. The other 470 hours cost 23,500 and buy nothing."].assert_eq(&both.sentence);
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
    expect!["Taking every lead for an opportunity, the hours are gone after 10 leads, and 4.5 real opportunities among the others are never called. By stage the same hours reach 46 leads: 0.9 customers instead of 0.2."].assert_eq(&both.sentence);
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
        both.sentence,
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
