//! A funnel as a drawing: where its parts lie. All lengths are in the drawing's own units.

use super::{Comparison, Outcome};
use crate::stage::Stage;

/// Width and height of the drawing of one funnel.
pub const FUNNEL_SIZE: (f64, f64) = (360.0, 224.0);

/// The funnel proper takes this much of the width, the bars of hours the rest behind a gap.
const FUNNEL_WIDTH: f64 = 196.0;
const BARS_FROM: f64 = 216.0;
const ROW: f64 = FUNNEL_SIZE.1 / 4.0;
/// Between a row and the next.
const GAP: f64 = 3.0;
/// What is there at all is seen.
const LEAST: f64 = 1.5;

/// What the lengths stand for, so that two funnels can be compared: what is drawn as wide as there is room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// The most contacts of a step.
    pub contacts: f64,
    /// The most hours of a step.
    pub hours: f64,
}

/// A row of the drawing: a step of the funnel, and the hours it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FunnelRow {
    /// From the top.
    pub top: f64,
    /// Height of step and bar.
    pub height: f64,
    /// Width of the step at its top, centred on half the width of the funnel.
    pub upper: f64,
    /// Width at its bottom: that of the next step.
    pub lower: f64,
    /// Where the bar of hours begins.
    pub bar: f64,
    /// Width of the bar.
    pub hours: f64,
    /// Of that, from its end, hours that were wasted.
    pub wasted: f64,
}

/// A funnel as a drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FunnelShape {
    /// Leads, prospects, opportunities and customers.
    pub rows: [FunnelRow; 4],
}

impl Reach {
    /// That of both funnels of a comparison, on the same scale.
    #[must_use]
    pub fn of(both: &Comparison) -> Reach {
        let steps = both.all.funnel.iter().chain(&both.staged.funnel);
        steps.fold(
            Reach {
                contacts: 0.0,
                hours: 0.0,
            },
            |reach, step| Reach {
                contacts: reach.contacts.max(step.contacts),
                hours: reach.hours.max(step.hours),
            },
        )
    }
}

/// Draws the funnel of an outcome.
#[must_use]
pub fn funnel_shape(outcome: &Outcome, reach: Reach) -> FunnelShape {
    let long = |part: f64, whole: f64, width: f64| match part > 0.0 && whole > 0.0 {
        true => (part / whole * width).clamp(LEAST, width),
        false => 0.0,
    };
    let widths = outcome
        .funnel
        .map(|step| long(step.contacts, reach.contacts, FUNNEL_WIDTH));
    let bars = FUNNEL_SIZE.0 - BARS_FROM;
    let mut rows = [FunnelRow::default(); 4];
    let mut top = 0.0;
    for (at, row) in rows.iter_mut().enumerate() {
        let Some((step, upper)) = outcome.funnel.get(at).zip(widths.get(at)) else {
            continue;
        };
        let hours = long(step.hours, reach.hours, bars);
        // Only the first step of those who take all for opportunities holds waste.
        let waste = if step.stage == Stage::Lead && outcome.hours > 0.0 {
            outcome.wasted / outcome.hours
        } else {
            0.0
        };
        *row = FunnelRow {
            top,
            height: ROW - GAP,
            upper: *upper,
            lower: widths.get(at + 1).copied().unwrap_or(*upper),
            bar: BARS_FROM,
            hours,
            wasted: hours * waste,
        };
        top += ROW;
    }
    FunnelShape { rows }
}

impl FunnelRow {
    /// The four corners of the step, as the points of a polygon: "0.0,0.0 196.0,0.0 …".
    #[must_use]
    pub fn points(&self) -> String {
        let middle = FUNNEL_WIDTH / 2.0;
        let bottom = self.top + self.height;
        let corners = [
            (middle - self.upper / 2.0, self.top),
            (middle + self.upper / 2.0, self.top),
            (middle + self.lower / 2.0, bottom),
            (middle - self.lower / 2.0, bottom),
        ];
        let corners = corners.map(|(x, y)| format!("{x:.1},{y:.1}"));
        corners.join(" ")
    }
}

impl FunnelShape {
    /// The drawing on the way to another one: `part` 0 is this one, 1 the other.
    #[must_use]
    pub fn towards(&self, other: &FunnelShape, part: f64) -> FunnelShape {
        let between = |from: f64, to: f64| from + (to - from) * part.clamp(0.0, 1.0);
        let mut rows = self.rows;
        for (row, to) in rows.iter_mut().zip(&other.rows) {
            *row = FunnelRow {
                top: between(row.top, to.top),
                height: between(row.height, to.height),
                upper: between(row.upper, to.upper),
                lower: between(row.lower, to.lower),
                bar: between(row.bar, to.bar),
                hours: between(row.hours, to.hours),
                wasted: between(row.wasted, to.wasted),
            };
        }
        FunnelShape { rows }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Simulation, simulate};
    use super::{Reach, funnel_shape};

    fn input() -> Simulation {
        Simulation {
            spend: 0.0,
            leads: 100.0,
            conversion: [0.5, 0.1, 0.4],
            hours: [0.25, 1.5, 6.0],
            hour_cost: 50.0,
            hours_available: None,
        }
    }

    #[test]
    fn lengths_stand_for_numbers() {
        let both = simulate(&input()).unwrap();
        let reach = Reach::of(&both);
        assert_eq!((reach.contacts, reach.hours), (100.0, 600.0));
        let all = funnel_shape(&both.all, reach);
        let staged = funnel_shape(&both.staged, reach);
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} is not {b}");
        for (row, (upper, lower)) in
            all.rows
                .iter()
                .zip([(196.0, 98.0), (98.0, 9.8), (9.8, 3.92), (3.92, 3.92)])
        {
            near(row.upper, upper);
            near(row.lower, lower);
        }
        // 600 hours are all the room there is; 570 of them are wasted.
        near(all.rows[0].hours, 144.0);
        near(all.rows[0].wasted, 144.0 * 0.95);
        assert_eq!(all.rows[1].hours, 0.0);
        near(staged.rows[1].hours, 18.0);
        assert!(staged.rows.iter().all(|row| row.wasted == 0.0));
        assert_eq!(
            all.rows[0].points(),
            "0.0,0.0 196.0,0.0 147.0,53.0 49.0,53.0"
        );
    }

    #[test]
    fn little_is_seen_and_nothing_is_not() {
        let both = simulate(&Simulation {
            leads: 1e9,
            conversion: [1e-6, 0.5, 0.0],
            ..input()
        })
        .unwrap();
        let drawn = funnel_shape(&both.staged, Reach::of(&both));
        assert_eq!(drawn.rows[1].upper, 1.5);
        assert_eq!(drawn.rows[3].upper, 0.0);
        let none = simulate(&Simulation {
            leads: 0.0,
            ..input()
        })
        .unwrap();
        let drawn = funnel_shape(&none.all, Reach::of(&none));
        assert!(
            drawn
                .rows
                .iter()
                .all(|row| row.upper == 0.0 && row.hours == 0.0 && row.wasted == 0.0)
        );
    }

    #[test]
    fn a_drawing_moves_to_another() {
        let both = simulate(&input()).unwrap();
        let reach = Reach::of(&both);
        let (a, b) = (
            funnel_shape(&both.all, reach),
            funnel_shape(&both.staged, reach),
        );
        assert_eq!(a.towards(&b, 0.0), a);
        let middle = a.towards(&b, 0.5).rows[0].hours;
        assert!((middle - (a.rows[0].hours + b.rows[0].hours) / 2.0).abs() < 1e-9);
        let end = a.towards(&b, 7.0).rows[1].hours;
        assert!((end - b.rows[1].hours).abs() < 1e-9);
    }
}
