//! Where things lie in the charts, as numbers.

use model::learn::{DayOfPractice, Level};

/// Width of both charts.
pub const WIDTH: f64 = 320.0;
/// Height of both charts.
pub const HEIGHT: f64 = 170.0;
/// Room for what is written at the left and below.
pub const LEFT: f64 = 38.0;
/// Room below.
pub const BELOW: f64 = 34.0;
/// Room above.
pub const ABOVE: f64 = 10.0;
/// At most so many days are drawn; all are in the table.
pub const MOST_DAYS: usize = 14;

/// The height at which a share of 0 to 1 lies.
pub fn y(share: f64) -> f64 {
    let room = HEIGHT - ABOVE - BELOW;
    ABOVE + room * (1.0 - share.clamp(0.0, 1.0))
}

/// The middle of the place of one of so many.
pub fn x(place: usize, of: usize) -> f64 {
    let room = WIDTH - LEFT;
    LEFT + room * (place as f64 + 0.5) / (of.max(1) as f64)
}

/// What a level of sureness is in the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Its middle.
    pub x: f64,
    /// Where its words say that it lies.
    pub said: f64,
    /// Where it lies; `None` where nothing was asked.
    pub right: Option<f64>,
}

/// The points of all levels.
pub fn points(levels: &[Level]) -> Vec<Point> {
    let places = levels.iter().enumerate();
    places
        .map(|(place, level)| Point {
            x: x(place, levels.len()),
            said: y(level.sureness.chance()),
            right: level.share().map(y),
        })
        .collect()
}

/// What a day is in the chart: a bar of what was asked, and in it one of what was right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Its left end.
    pub x: f64,
    /// How wide.
    pub width: f64,
    /// Where what was asked ends.
    pub asked: f64,
    /// Where what was right ends.
    pub right: f64,
}

/// The last days, and the most that was asked on one of them.
pub fn bars(days: &[DayOfPractice]) -> (Vec<Bar>, u32) {
    let from = days.len().saturating_sub(MOST_DAYS);
    let last = days.get(from..).unwrap_or_default();
    let most = last.iter().map(|day| day.asked).max().unwrap_or(0).max(1);
    // Few days do not make broad bars.
    let places = last.len().max(7);
    let width = (WIDTH - LEFT) / (places as f64) * 0.62;
    let share = |n: u32| f64::from(n) / f64::from(most);
    let bars = last.iter().enumerate().map(|(place, day)| Bar {
        x: x(place, places) - width / 2.0,
        width,
        asked: y(share(day.asked)),
        right: y(share(day.right)),
    });
    (bars.collect(), most)
}

#[cfg(test)]
mod tests {
    use super::{ABOVE, BELOW, HEIGHT, LEFT, MOST_DAYS, WIDTH, bars, points, y};
    use model::Day;
    use model::learn::{DayOfPractice, Level, Sureness};

    #[test]
    fn shares_go_upwards() {
        assert_eq!(y(0.0), HEIGHT - BELOW);
        assert_eq!(y(1.0), ABOVE);
        assert_eq!(y(7.0), ABOVE);
        assert!(y(0.7) < y(0.4));
    }

    #[test]
    fn levels_lie_side_by_side() {
        let level = |sureness, asked, right| Level {
            sureness,
            asked,
            right,
        };
        let all = points(&[
            level(Sureness::Guess, 0, 0),
            level(Sureness::Fairly, 4, 2),
            level(Sureness::Very, 2, 2),
        ]);
        assert_eq!(all[0].right, None);
        assert_eq!(all[1].right, Some(y(0.5)));
        assert_eq!(all[2].right, Some(ABOVE));
        assert!(all[2].said < all[1].said && all[1].said < all[0].said);
        assert!(all[0].x > LEFT && all[2].x < WIDTH);
        assert!((all[1].x - all[0].x - (all[2].x - all[1].x)).abs() < 1e-9);
    }

    #[test]
    fn the_last_days_are_bars() {
        let day = |n: i32, asked, right| DayOfPractice {
            on: Day(n),
            asked,
            right,
        };
        assert_eq!(bars(&[]), (Vec::new(), 1));
        let (two, most) = bars(&[day(1, 10, 5), day(2, 20, 20)]);
        assert_eq!(most, 20);
        assert_eq!((two[0].asked, two[0].right), (y(0.5), y(0.25)));
        assert_eq!((two[1].asked, two[1].right), (ABOVE, ABOVE));
        assert!(two[0].x >= LEFT && two[0].x + two[0].width < two[1].x);
        let many: Vec<_> = (0..40).map(|n| day(n, 2, 1)).collect();
        let (bars, _) = bars(&many);
        assert_eq!(bars.len(), MOST_DAYS);
        assert!(bars.iter().all(|bar| bar.x + bar.width <= WIDTH));
    }
}
