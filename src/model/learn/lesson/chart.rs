//! Where the nodes and arrows of a flow are drawn: across on a wide screen, downwards on a narrow one. Lengths are in CSS pixels.

use super::flow::{Flow, NodeKind, Way};

/// From this width on a flow is drawn across.
const WIDE: f64 = 980.0;
/// The narrowest chart; what is asked for less is drawn so, and scrolls.
const NARROWEST: f64 = 300.0;
/// Drawn downwards, nodes along the way and beside it are no wider.
const WIDEST: (f64, f64) = (320.0, 240.0);
/// How much of a corner is cut off what asks something.
const CUT: f64 = 10.0;
/// Half the width of an arrow's head, and its length.
const HEAD: (f64, f64) = (4.0, 7.0);

/// A flow as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The nodes, in their order.
    pub tiles: Vec<Tile>,
    /// The arrows, in their order.
    pub arrows: Vec<ArrowPath>,
}

/// A node as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its outline as path data.
    pub outline: String,
}

/// An arrow as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrowPath {
    /// Its line as path data.
    pub line: String,
    /// Its head as path data, to be filled.
    pub head: String,
    /// The middle of its label.
    pub label: (f64, f64),
    /// Whether it goes straight across, so that what stands on it has to part above and below the line.
    pub across: bool,
}

/// A place on the chart.
type Point = (f64, f64);

/// Draws a flow into a width.
#[must_use]
pub fn chart(flow: &Flow, width: f64) -> Chart {
    let width = if width.is_finite() {
        width.max(NARROWEST)
    } else {
        NARROWEST
    };
    let across = width >= WIDE;
    let places = places(flow);
    let spine = places.iter().map(|(step, _)| step + 1).max().unwrap_or(1) as f64;
    let aside = places.iter().any(|(_, aside)| *aside);
    // Of what is drawn along the way and beside it: how large, and how far apart.
    let (tile, gap, beside) = if across {
        let gap = 44.0;
        let along = (width - gap * (spine - 1.0) - 2.0) / spine;
        ((along, 68.0), gap, (along, 68.0, 56.0))
    } else {
        let across = (width * 0.52).round().min(WIDEST.0);
        (
            (across, 60.0),
            34.0,
            ((width - across - 46.0 - 2.0).min(WIDEST.1), 60.0, 46.0),
        )
    };
    let tiles: Vec<Tile> = places
        .iter()
        .zip(&flow.nodes)
        .map(|((step, is_aside), node)| {
            let at = *step as f64;
            let (x, y, width, height) = match (across, *is_aside) {
                (true, false) => (1.0 + at * (tile.0 + gap), 1.0, tile.0, tile.1),
                (true, true) => {
                    let x = 1.0 + at * (tile.0 + gap);
                    (x, 1.0 + tile.1 + beside.2, beside.0, beside.1)
                }
                (false, false) => (1.0, 1.0 + at * (tile.1 + gap), tile.0, tile.1),
                (false, true) => {
                    let y = 1.0 + at * (tile.1 + gap);
                    (1.0 + tile.0 + beside.2, y, beside.0, beside.1)
                }
            };
            let outline = outline(node.kind, (x, y), (width, height));
            Tile {
                x,
                y,
                width,
                height,
                outline,
            }
        })
        .collect();
    let height = match (across, aside) {
        (true, true) => tile.1 * 2.0 + beside.2 + 2.0,
        (true, false) => tile.1 + 34.0,
        (false, _) => spine * tile.1 + (spine - 1.0) * gap + 2.0,
    };
    let arrows = flow
        .arrows
        .iter()
        .map(|arrow| {
            let (Some(from), Some(to)) = (tiles.get(arrow.from), tiles.get(arrow.to)) else {
                return ArrowPath {
                    line: String::new(),
                    head: String::new(),
                    label: (0.0, 0.0),
                    across: false,
                };
            };
            let aside = places.get(arrow.to).is_some_and(|(_, aside)| *aside);
            let back = arrow.way == Way::No && arrow.to < arrow.from;
            match (across, back, aside) {
                (true, true, _) => loop_below(from, to),
                (false, true, _) => loop_beside(from, to),
                (true, false, true) => {
                    straight((middle(from).0, from.y + from.height), (middle(to).0, to.y))
                }
                (true, false, false) => {
                    straight((from.x + from.width, middle(from).1), (to.x, middle(to).1))
                }
                (false, false, true) => {
                    straight((from.x + from.width, middle(from).1), (to.x, middle(to).1))
                }
                (false, false, false) => {
                    straight((middle(from).0, from.y + from.height), (middle(to).0, to.y))
                }
            }
        })
        .collect();
    Chart {
        width,
        height,
        tiles,
        arrows,
    }
}

/// Of each node how many stand before it along the way, and whether it stands beside the way.
fn places(flow: &Flow) -> Vec<(usize, bool)> {
    let mut next = 0;
    let mut places = Vec::new();
    for (at, node) in flow.nodes.iter().enumerate() {
        let leads_on = flow.arrows.iter().any(|arrow| arrow.from == at);
        let top = at + 1 == flow.nodes.len();
        let aside = !leads_on && !top && node.kind != NodeKind::Start;
        if aside {
            // Beside the one that asks.
            places.push((usize::saturating_sub(next, 1), true));
        } else {
            places.push((next, false));
            next += 1;
        }
    }
    places
}

fn middle(tile: &Tile) -> Point {
    (tile.x + tile.width / 2.0, tile.y + tile.height / 2.0)
}

/// A number as path data has it: short, never in exponents.
fn n(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A straight arrow; its label stands on the line where that goes across, else beside it.
fn straight(from: Point, to: Point) -> ArrowPath {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let across = dx.abs() > dy.abs();
    let label = if across {
        ((from.0 + to.0) / 2.0 - 2.0, from.1)
    } else {
        (from.0 + 32.0, (from.1 + to.1) / 2.0)
    };
    ArrowPath {
        line: format!("M{} {}L{} {}", n(from.0), n(from.1), n(to.0), n(to.1)),
        head: head(to, (dx, dy)),
        label,
        across,
    }
}

/// Back along the way, in a bow below it.
fn loop_below(from: &Tile, to: &Tile) -> ArrowPath {
    let start = (middle(from).0, from.y + from.height);
    let end = (middle(to).0 + to.width * 0.2, to.y + to.height);
    let low = start.1 + 32.0;
    ArrowPath {
        line: format!(
            "M{} {}C{} {} {} {} {} {}",
            n(start.0),
            n(start.1),
            n(start.0),
            n(low),
            n(end.0),
            n(low),
            n(end.0),
            n(end.1)
        ),
        head: head(end, (0.0, -1.0)),
        label: ((start.0 + end.0) / 2.0, low + 2.0),
        across: false,
    }
}

/// Back up the way, in a bow beside it.
fn loop_beside(from: &Tile, to: &Tile) -> ArrowPath {
    let start = (from.x + from.width, middle(from).1);
    let end = (to.x + to.width, middle(to).1 + to.height * 0.2);
    let far = start.0 + 40.0;
    ArrowPath {
        line: format!(
            "M{} {}C{} {} {} {} {} {}",
            n(start.0),
            n(start.1),
            n(far),
            n(start.1),
            n(far),
            n(end.1),
            n(end.0),
            n(end.1)
        ),
        head: head(end, (-1.0, 0.0)),
        label: (far + 16.0, (start.1 + end.1) / 2.0),
        across: false,
    }
}

/// The head of an arrow that comes to a point in a direction along one of the axes.
fn head(at: Point, direction: Point) -> String {
    let (half, long) = HEAD;
    let (x, y) = at;
    let corners = if direction.0.abs() > direction.1.abs() {
        let back = x - long * direction.0.signum();
        [(x, y), (back, y - half), (back, y + half)]
    } else {
        let back = y - long * direction.1.signum();
        [(x, y), (x - half, back), (x + half, back)]
    };
    let words: Vec<String> = corners
        .iter()
        .map(|(x, y)| format!("{} {}", n(*x), n(*y)))
        .collect();
    format!("M{}Z", words.join("L"))
}

/// What asks has its sides cut to points, the start and what waits are round, a stage has small corners.
fn outline(kind: NodeKind, (x, y): Point, (width, height): Point) -> String {
    let (right, low) = (x + width, y + height);
    match kind {
        NodeKind::Asks(_) => format!(
            "M{} {}H{}L{} {}L{} {}H{}L{} {}Z",
            n(x + CUT),
            n(y),
            n(right - CUT),
            n(right),
            n(y + height / 2.0),
            n(right - CUT),
            n(low),
            n(x + CUT),
            n(x),
            n(y + height / 2.0)
        ),
        kind => {
            let r = match kind {
                NodeKind::Reached(_) => 8.0,
                _ => (height / 2.0).min(width / 2.0),
            };
            format!(
                "M{} {}H{}A{r} {r} 0 0 1 {} {}V{}A{r} {r} 0 0 1 {} {}H{}A{r} {r} 0 0 1 {} {}V{}A{r} {r} 0 0 1 {} {}Z",
                n(x + r),
                n(y),
                n(right - r),
                n(right),
                n(y + r),
                n(low - r),
                n(right - r),
                n(low),
                n(x + r),
                n(x),
                n(low - r),
                n(y + r),
                n(x + r),
                n(y),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Chart, Tile, chart};
    use crate::learn::lesson::{Flow, Way, flow_of, published_flows, small_rulebooks};
    use crate::published;

    fn flows() -> Vec<Flow> {
        published()
            .iter()
            .chain(small_rulebooks())
            .map(flow_of)
            .collect()
    }

    fn apart(one: &Tile, other: &Tile) -> bool {
        one.x + one.width + 8.0 <= other.x
            || other.x + other.width + 8.0 <= one.x
            || one.y + one.height + 8.0 <= other.y
            || other.y + other.height + 8.0 <= one.y
    }

    /// The numbers of path data.
    fn numbers(path: &str) -> Vec<f64> {
        path.split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
            .filter(|word| !word.is_empty())
            .map(|word| word.parse().unwrap())
            .collect()
    }

    fn within(drawn: &Chart, (x, y): (f64, f64)) -> bool {
        (0.0..=drawn.width).contains(&x) && (0.0..=drawn.height + 0.1).contains(&y)
    }

    #[test]
    fn nothing_overlaps_and_all_is_within_the_chart() {
        for flow in flows() {
            for width in [300.0, 342.0, 420.0, 700.0, 979.0, 980.0, 1040.0, 1600.0] {
                let drawn = chart(&flow, width);
                assert_eq!(drawn.width, width);
                let at = format!("{} at {width}", flow.name);
                for (i, tile) in drawn.tiles.iter().enumerate() {
                    assert!(tile.width >= 70.0 && tile.height >= 24.0, "{at}: {tile:?}");
                    assert!(within(&drawn, (tile.x, tile.y)), "{at}");
                    let far = (tile.x + tile.width, tile.y + tile.height);
                    assert!(within(&drawn, far), "{at}: {tile:?} in {}", drawn.height);
                    assert!(
                        drawn.tiles[..i].iter().all(|other| apart(tile, other)),
                        "{at}"
                    );
                }
                for (path, arrow) in drawn.arrows.iter().zip(&flow.arrows) {
                    let line = numbers(&path.line);
                    for point in line.chunks(2).chain(numbers(&path.head).chunks(2)) {
                        assert!(within(&drawn, (point[0], point[1])), "{at}: {}", path.line);
                    }
                    if !arrow.label.is_empty() {
                        assert!(within(&drawn, path.label), "{at}: {}", arrow.label);
                    }
                }
            }
        }
    }

    #[test]
    fn arrows_start_and_end_at_the_edges_of_their_nodes() {
        for flow in flows() {
            for width in [360.0, 1040.0] {
                let drawn = chart(&flow, width);
                for (path, arrow) in drawn.arrows.iter().zip(&flow.arrows) {
                    let line = numbers(&path.line);
                    let on_edge = |tile: &Tile, x: f64, y: f64| {
                        let near = |a: f64, b: f64| (a - b).abs() < 0.2;
                        let beside = near(x, tile.x) || near(x, tile.x + tile.width);
                        let above = near(y, tile.y) || near(y, tile.y + tile.height);
                        let in_x = (tile.x - 0.2..=tile.x + tile.width + 0.2).contains(&x);
                        let in_y = (tile.y - 0.2..=tile.y + tile.height + 0.2).contains(&y);
                        (beside && in_y) || (above && in_x)
                    };
                    assert!(on_edge(&drawn.tiles[arrow.from], line[0], line[1]));
                    let end = line.len() - 2;
                    assert!(on_edge(&drawn.tiles[arrow.to], line[end], line[end + 1]));
                    // The head's first corner is the end of the line.
                    assert_eq!(numbers(&path.head)[..2], line[end..]);
                }
            }
        }
    }

    #[test]
    fn across_it_goes_right_and_downwards_it_goes_down() {
        let flow = &published_flows()[0];
        for (width, across) in [(1040.0, true), (360.0, false)] {
            let drawn = chart(flow, width);
            for arrow in flow.arrows.iter().filter(|a| a.way != Way::No) {
                let (from, to) = (&drawn.tiles[arrow.from], &drawn.tiles[arrow.to]);
                let on = to.x >= from.x && to.y >= from.y;
                assert!(on, "{width}: {}", flow.nodes[arrow.to].label);
            }
            let spread = drawn.width > drawn.height;
            assert_eq!(spread, across, "{width}");
        }
    }

    #[test]
    fn a_width_that_is_none_is_drawn_narrow() {
        let flow = &published_flows()[1];
        for width in [0.0, -5.0, f64::NAN, f64::INFINITY, 12.0] {
            assert_eq!(chart(flow, width).width, 300.0, "{width}");
        }
    }
}
