//! Intervals and probabilities beside published tables and in simulations, and what reports say.

use super::*;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::json;
use std::fmt::Write;

fn near(found: f64, expected: f64, within: f64, what: &str) {
    assert!(
        (found - expected).abs() <= within,
        "{what}: {found}, not {expected}"
    );
}

#[test]
fn wilson_as_published() {
    // Newcombe 1998, 857–872, table I, method 3.
    let check = |count, of, low: f64, high: f64| {
        let found = share(count, of).unwrap();
        near(found.low, low, 5e-5, "low");
        near(found.high, high, 5e-5, "high");
    };
    check(81, 263, 0.2553, 0.3662);
    check(15, 148, 0.0624, 0.1605);
    check(0, 20, 0.0, 0.1611);
    check(1, 29, 0.0061, 0.1718);
    assert_eq!(share(0, 0), None);
    assert_eq!(share(9, 3), share(3, 3));
}

#[test]
fn newcombe_as_published() {
    // Newcombe 1998, 873–890, table II, method 10.
    let check = |a: (u32, u32), b: (u32, u32), low: f64, high: f64| {
        let found = difference(share(a.0, a.1).unwrap(), share(b.0, b.1).unwrap());
        near(found.low, low, 5e-5, "low");
        near(found.high, high, 5e-5, "high");
    };
    check((56, 70), (48, 80), 0.0524, 0.3339);
    check((9, 10), (3, 10), 0.1705, 0.8090);
    check((6, 7), (2, 7), 0.0582, 0.8062);
    check((5, 56), (0, 29), -0.0381, 0.1926);
    check((0, 10), (0, 20), -0.1611, 0.2775);
    check((0, 10), (0, 10), -0.2775, 0.2775);
    check((10, 10), (0, 20), 0.6791, 1.0);
    check((10, 10), (0, 10), 0.6075, 1.0);
}

#[test]
fn chi_square_as_in_tables() {
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4, with more digits by R's qchisq.
    for (freedom, chi_square, p) in [
        (1, 3.841_458_820_694_124, 0.05),
        (1, 10.827_566_170_662_733, 0.001),
        (2, 5.991_464_547_107_98, 0.05),
        (2, 13.815_510_557_964_274, 0.001),
        (3, 16.266_236_196_238_13, 0.001),
        (9, 16.918_977_604_620_448, 0.05),
        (30, 43.772_971_825_742_19, 0.05),
    ] {
        near(chi_square_p(chi_square, freedom), p, 1e-9, "p");
    }
    assert_eq!(
        (
            chi_square_p(0.0, 3),
            chi_square_p(f64::NAN, 3),
            chi_square_p(3.0, 0)
        ),
        (1.0, 1.0, 1.0)
    );
    assert_eq!(chi_square_p(1e6, 1), 0.0);
    // With two degrees it is the exponential function.
    for x in [0.01, 1.0, 7.5, 60.0] {
        near(
            chi_square_p(x, 2),
            (-x / 2.0_f64).exp(),
            1e-12,
            "exponential",
        );
    }
}

#[test]
fn holm_steps_down() {
    let check = |p: &[f64], expected: &[f64]| {
        for (found, expected) in holm(p).iter().zip(expected) {
            near(*found, *expected, 1e-12, "holm");
        }
        assert_eq!(holm(p).len(), expected.len());
    };
    // As R's p.adjust has it.
    check(&[], &[]);
    check(&[0.04], &[0.04]);
    check(&[0.01, 0.04, 0.03], &[0.03, 0.06, 0.06]);
    check(&[0.04, 0.01, 0.02, 0.005], &[0.04, 0.03, 0.04, 0.02]);
    check(&[0.9, 0.8], &[1.0, 1.0]);
}

proptest! {
    #[test]
    fn intervals_hold_what_they_are_of(a in 0_u32..400, n in 1_u32..400, b in 0_u32..400, m in 1_u32..400) {
        let (one, two) = (share(a, n).unwrap(), share(b, m).unwrap());
        prop_assert!(0.0 <= one.low && one.low <= one.estimate && one.estimate <= one.high && one.high <= 1.0);
        let found = difference(one, two);
        prop_assert!(-1.0 <= found.low && found.low <= found.estimate && found.estimate <= found.high && found.high <= 1.0);
        // The other way round it is the same with the other sign.
        let back = difference(two, one);
        prop_assert!((found.low + back.high).abs() < 1e-12 && (found.high + back.low).abs() < 1e-12);
        prop_assert!((found.p - back.p).abs() < 1e-9);
        // What is left of a share is the same from the other end.
        let rest = share(one.of - one.count, one.of).unwrap();
        prop_assert!((one.low + rest.high - 1.0).abs() < 1e-12);
        // The probability says what the interval says.
        prop_assert!((0.0..=1.0).contains(&found.p));
        if (found.p - 0.05).abs() > 1e-9 {
            prop_assert_eq!(found.p < 0.05, found.low > 0.0 || found.high < 0.0);
        }
        // More visitors, the same share: a narrower interval.
        let more = share(one.count * 3, one.of * 3).unwrap();
        prop_assert!(more.high - more.low < one.high - one.low);
    }

    #[test]
    fn reports_of_any_counts_say_something(counts in prop::collection::vec(any::<[u32; 4]>(), 0..5), weights in prop::collection::vec(-1.0..3.0_f64, 0..4)) {
        let variants: Vec<_> = weights.iter().enumerate().map(|(at, w)| json!({ "id": at.to_string(), "weight": w })).collect();
        let tallies: Vec<Tally> = counts.iter().enumerate().map(|(at, [seen, started, completed, prospects])| Tally {
            quiz: "q".to_owned(), variant: (at < 4).then(|| at.to_string()), seen: *seen, started: *started, completed: *completed,
            stages: [0, 0, *prospects, *prospects, 0, 0, 0], results: Vec::new(),
        }).collect();
        let report = ab_report(&json!({ "id": "q", "variants": variants }), &tallies);
        prop_assert_eq!(report.variants.len(), counts.len().max(weights.len()));
        for (at, variant) in report.variants.iter().enumerate() {
            prop_assert_eq!(variant.beside_first.is_some(), at > 0 && at < weights.len());
            if let Some(beside) = &variant.beside_first {
                prop_assert!(!beside.sentence.contains("NaN") && !beside.sentence.contains("inf"), "{}", beside.sentence);
            }
        }
    }
}

/// Numbers from 0 to 1 that look drawn (SplitMix64).
struct Draw(u64);

impl Draw {
    fn number(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// How many of so many happen.
    fn happen(&mut self, of: u32, chance: f64) -> u32 {
        (0..of).map(|_| u32::from(self.number() < chance)).sum()
    }
}

#[test]
fn intervals_cover_the_truth_as_often_as_they_say() {
    let mut draw = Draw(1);
    let runs = 4_000;
    for (n, p, m, q) in [
        (200, 0.1, 200, 0.1),
        (300, 0.08, 150, 0.12),
        (60, 0.5, 90, 0.4),
    ] {
        let (mut share_covers, mut difference_covers, mut false_alarms) = (0, 0, 0);
        for _ in 0..runs {
            let one = share(draw.happen(n, p), n).unwrap();
            let two = share(draw.happen(m, q), m).unwrap();
            let found = difference(two, one);
            share_covers += u32::from(one.low <= p && p <= one.high);
            difference_covers += u32::from(found.low <= q - p && q - p <= found.high);
            false_alarms += u32::from(found.p < 0.05);
        }
        let of_runs = |count: u32| f64::from(count) / f64::from(runs);
        near(of_runs(share_covers), 0.95, 0.02, "share");
        near(of_runs(difference_covers), 0.95, 0.015, "difference");
        if p == q {
            near(of_runs(false_alarms), 0.05, 0.015, "false alarms");
        }
    }
}

#[test]
fn the_visitors_needed_suffice() {
    let mut draw = Draw(7);
    let n = shares::visitors_needed(0.1, 0.05).ceil() as u32;
    // Fleiss et al. without correction: 686 for 10 % against 15 % with 80 % power.
    assert_eq!(n, 686);
    let runs = 400;
    let mut found = 0;
    for _ in 0..runs {
        let (one, two) = (draw.happen(n, 0.1), draw.happen(n, 0.15));
        found += u32::from(difference(share(two, n).unwrap(), share(one, n).unwrap()).p < 0.05);
    }
    near(f64::from(found) / f64::from(runs), 0.8, 0.05, "power");
}

/// A tally: seen, completed, and the prospects among them.
fn tally(variant: &str, seen: u32, completed: u32, prospects: u32) -> Tally {
    let mut stages = [0; 7];
    stages[Stage::Lead as usize] = completed - prospects;
    stages[Stage::Prospect as usize] = prospects / 2;
    stages[Stage::Opportunity as usize] = prospects - prospects / 2;
    Tally {
        quiz: "q".to_owned(),
        variant: (!variant.is_empty()).then(|| variant.to_owned()),
        seen,
        started: completed,
        completed,
        stages,
        results: Vec::new(),
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "expectations are written where they are checked"
)]
fn check(variants: Value, tallies: &[Tally], expected: Expect) {
    let report = ab_report(&json!({ "id": "q", "variants": variants }), tallies);
    let mut shown = String::new();
    for v in &report.variants {
        writeln!(
            shown,
            "{:?} {:?} {:?} {:?}",
            v.variant,
            v.weight,
            (v.seen, v.started, v.completed),
            v.measure(report.base)
                .map(|s| format!("{:.3} ({:.3}–{:.3})", s.estimate, s.low, s.high))
        )
        .unwrap();
        if let Some(beside) = &v.beside_first {
            writeln!(
                shown,
                "  {:?} {:?} {}",
                beside.verdict,
                beside.p.map(|p| format!("{p:.4}")),
                beside.sentence
            )
            .unwrap();
        }
    }
    for warning in &report.warnings {
        writeln!(shown, "! {warning}").unwrap();
    }
    expected.assert_eq(&shown);
}

#[test]
fn what_reports_say() {
    let two = || json!([{ "id": "a", "changes": {} }, { "id": "b", "weight": 1 }]);
    check(
        two(),
        &[tally("a", 1000, 400, 81), tally("b", 1000, 420, 124)],
        expect![[r#"
            Some("a") Some(1.0) (1000, 400, 400) Some("0.081 (0.066–0.100)")
            Some("b") Some(1.0) (1000, 420, 420) Some("0.124 (0.105–0.146)")
              Better Some("0.0016") “b” brings more prospects than “a”: 12.4 % against 8.1 % of those who saw it; the difference is between 1.6 and 7.0 points.
        "#]],
    );
    check(
        two(),
        &[tally("a", 1000, 420, 124), tally("b", 1010, 400, 81)],
        expect![[r#"
            Some("a") Some(1.0) (1000, 420, 420) Some("0.124 (0.105–0.146)")
            Some("b") Some(1.0) (1010, 400, 400) Some("0.080 (0.065–0.099)")
              Worse Some("0.0012") “b” brings fewer prospects than “a”: 8.0 % against 12.4 % of those who saw it; the difference is between 1.7 and 7.0 points.
        "#]],
    );
    check(
        two(),
        &[tally("a", 1000, 400, 81), tally("b", 1000, 400, 84)],
        expect![[r#"
            Some("a") Some(1.0) (1000, 400, 400) Some("0.081 (0.066–0.100)")
            Some("b") Some(1.0) (1000, 400, 400) Some("0.084 (0.068–0.103)")
              NoDifference Some("0.8074") No difference that these numbers can show between “b” and “a”: 8.4 % against 8.1 % of those who saw it; it may bring up to 2.1 points fewer or up to 2.7 points more. To see a difference of 2 points you need about 3,300 visitors per version.
        "#]],
    );
    check(
        two(),
        &[tally("a", 100, 40, 8), tally("b", 12, 5, 5)],
        expect![[r#"
            Some("a") Some(1.0) (100, 40, 40) Some("0.080 (0.041–0.150)")
            Some("b") Some(1.0) (12, 5, 5) Some("0.417 (0.193–0.680)")
              TooFew None Too few to say: “b” was seen 12 times so far. To see a difference of 2 points you need about 3,300 visitors per version.
            ! Do not trust this comparison yet: the versions were seen 100 and 12 times where their shares say 56 and 56, and chance alone does that in fewer than one test of a thousand. Likely reasons: shares were changed meanwhile, one version loads slower or fails for some visitors, its events are not all logged, robots or your own tests are among the visitors.
        "#]],
    );
    check(
        two(),
        &[tally("b", 1, 0, 0)],
        expect![[r#"
            Some("a") Some(1.0) (0, 0, 0) None
            Some("b") Some(1.0) (1, 0, 0) Some("0.000 (0.000–0.793)")
              TooFew None Too few to say: “a” has not been seen yet.
        "#]],
    );
    check(
        two(),
        &[],
        expect![[r#"
            Some("a") Some(1.0) (0, 0, 0) None
            Some("b") Some(1.0) (0, 0, 0) None
              TooFew None Too few to say: “a” has not been seen yet.
        "#]],
    );
    // Only results were logged; or some exposures are missing.
    check(
        two(),
        &[tally("a", 0, 400, 81), tally("b", 0, 420, 124)],
        expect![[r#"
            Some("a") Some(1.0) (0, 400, 400) Some("0.203 (0.166–0.245)")
            Some("b") Some(1.0) (0, 420, 420) Some("0.295 (0.254–0.341)")
              Better Some("0.0022") “b” brings more prospects than “a”: 29.5 % against 20.2 % of those who finished; the difference is between 3.4 and 15.1 points.
            ! How often each version was seen was not logged, or not always, so they are compared by those who finished. A version that makes many give up looks better than it is: log “leadlens-exposure” as well.
        "#]],
    );
    check(
        two(),
        &[tally("a", 1000, 400, 81), tally("b", 300, 420, 82)],
        expect![[r#"
            Some("a") Some(1.0) (1000, 400, 400) Some("0.203 (0.166–0.245)")
            Some("b") Some(1.0) (300, 420, 420) Some("0.195 (0.160–0.236)")
              NoDifference Some("0.7945") No difference that these numbers can show between “b” and “a”: 19.5 % against 20.2 % of those who finished; it may bring up to 6.2 points fewer or up to 4.7 points more. To see a difference of 2 points you need about 6,600 finished quizzes per version.
            ! How often each version was seen was not logged, or not always, so they are compared by those who finished. A version that makes many give up looks better than it is: log “leadlens-exposure” as well.
        "#]],
    );
    // One was shown too often, by equal weights and by others.
    check(
        two(),
        &[tally("a", 5300, 400, 81), tally("b", 4700, 420, 84)],
        expect![[r#"
            Some("a") Some(1.0) (5300, 400, 400) Some("0.015 (0.012–0.019)")
            Some("b") Some(1.0) (4700, 420, 420) Some("0.018 (0.014–0.022)")
              NoDifference Some("0.3106") No difference that these numbers can show between “b” and “a”: 1.8 % against 1.5 % of those who saw it; it may bring up to 0.2 points fewer or up to 0.8 points more. To see a difference of 0.5 points you need about 11,000 visitors per version.
            ! Do not trust this comparison yet: the versions were seen 5,300 and 4,700 times where their shares say 5,000 and 5,000, and chance alone does that in fewer than one test of a thousand. Likely reasons: shares were changed meanwhile, one version loads slower or fails for some visitors, its events are not all logged, robots or your own tests are among the visitors.
        "#]],
    );
    check(
        json!([{ "id": "a", "weight": 3 }, { "id": "b" }]),
        &[tally("a", 7500, 400, 81), tally("b", 2500, 420, 84)],
        expect![[r#"
            Some("a") Some(3.0) (7500, 400, 400) Some("0.011 (0.009–0.013)")
            Some("b") Some(1.0) (2500, 420, 420) Some("0.034 (0.027–0.041)")
              Better Some("0.0000") “b” brings more prospects than “a”: 3.4 % against 1.1 % of those who saw it; the difference is between 1.6 and 3.1 points.
        "#]],
    );
    check(
        two(),
        &[tally("a", 0, 500, 81), tally("b", 0, 300, 50)],
        expect![[r#"
            Some("a") Some(1.0) (0, 500, 500) Some("0.162 (0.132–0.197)")
            Some("b") Some(1.0) (0, 300, 300) Some("0.167 (0.129–0.213)")
              NoDifference Some("0.8629") No difference that these numbers can show between “b” and “a”: 16.7 % against 16.2 % of those who finished; it may bring up to 4.7 points fewer or up to 6.0 points more. To see a difference of 2 points you need about 5,600 finished quizzes per version.
            ! How often each version was seen was not logged, or not always, so they are compared by those who finished. A version that makes many give up looks better than it is: log “leadlens-exposure” as well.
            ! Do not trust this comparison yet: the versions were finished 500 and 300 times where their shares say 400 and 400, and chance alone does that in fewer than one test of a thousand. Likely reasons: one of them makes more people give up, shares were changed meanwhile, one version loads slower or fails for some visitors, its events are not all logged, robots or your own tests are among the visitors.
        "#]],
    );
    // Several: what one comparison would have shown may be chance. One that is gone, and what was before there were variants.
    check(
        json!([{ "id": "a" }, { "id": "b" }, { "id": "c" }, { "id": "d", "weight": 0 }]),
        &[
            tally("a", 1000, 400, 80),
            tally("b", 1000, 400, 107),
            tally("c", 1000, 400, 140),
            tally("d", 990, 400, 80),
            tally("old", 50, 20, 3),
            tally("", 0, 7, 1),
        ],
        expect![[r#"
            Some("a") Some(1.0) (1000, 400, 400) Some("0.080 (0.065–0.098)")
            Some("b") Some(1.0) (1000, 400, 400) Some("0.107 (0.089–0.128)")
              NoDifference Some("0.0771") No difference that these numbers can show between “b” and “a”: 10.7 % against 8.0 % of those who saw it. With several versions such a difference is too likely by chance. To see a difference of 2 points you need about 3,300 visitors per version.
            Some("c") Some(1.0) (1000, 400, 400) Some("0.140 (0.120–0.163)")
              Better Some("0.0001") “c” brings more prospects than “a”: 14.0 % against 8.0 % of those who saw it; the difference is between 3.3 and 8.8 points.
            Some("d") Some(0.0) (990, 400, 400) Some("0.081 (0.065–0.099)")
              NoDifference Some("0.9472") No difference that these numbers can show between “d” and “a”: 8.1 % against 8.0 % of those who saw it; it may bring up to 2.3 points fewer or up to 2.5 points more. To see a difference of 2 points you need about 3,300 visitors per version.
            Some("old") None (50, 20, 20) Some("0.060 (0.021–0.162)")
            None None (0, 7, 7) None
        "#]],
    );
    check(
        json!(null),
        &[tally("", 0, 7, 1)],
        expect![[r#"
        None None (0, 7, 7) Some("0.143 (0.026–0.513)")
    "#]],
    );
}
