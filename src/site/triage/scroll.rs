//! Where rows stand while the table scrolls. Pure geometry.
//!
//! Browsers cap the height of an element near 17 million pixels, which is less than a million rows need. So a long list
//! scrolls a shorter bar: small moves are followed pixel by pixel, jumps are stretched over the list, and when it comes to
//! rest the bar goes where it belongs.

/// The tallest space that is scrolled as it is, in pixels.
const TALLEST: f64 = 8_000_000.0;

/// A list being scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scroll {
    rows: usize,
    row: f64,
    view: f64,
    /// Pixels of the list above the view.
    top: f64,
    /// Pixels of the bar's space above the view.
    bar: f64,
}

impl Scroll {
    /// Takes new measures: the number of rows, the height of a row and of the view in pixels. Stays at the row it was at.
    pub fn measure(&mut self, rows: usize, row: f64, view: f64) {
        let first = if self.row > 0.0 {
            self.top / self.row
        } else {
            0.0
        };
        self.rows = rows;
        self.row = row.max(1.0);
        self.view = view.max(0.0);
        self.top = (first * self.row).clamp(0.0, self.furthest());
        self.bar = self.bar_for(self.top);
    }

    /// The height of the space to scroll, in pixels.
    pub fn height(&self) -> f64 {
        self.full().min(TALLEST)
    }

    /// Where the bar stands, in pixels.
    pub fn bar(&self) -> f64 {
        self.bar
    }

    /// The bar was moved to here.
    pub fn moved(&mut self, bar: f64) {
        let end = (self.height() - self.view).max(0.0);
        let by = bar - self.bar;
        self.bar = bar;
        self.top = if self.full() <= TALLEST {
            bar.clamp(0.0, self.furthest())
        } else if bar <= 0.0 {
            0.0
        } else if bar >= end - 1.0 {
            self.furthest()
        } else if by.abs() <= self.view * 2.0 {
            (self.top + by).clamp(0.0, self.furthest())
        } else {
            bar / end * self.furthest()
        };
    }

    /// Puts the bar where it belongs for the row it has come to rest at. Says whether it has to move.
    pub fn settle(&mut self) -> bool {
        let bar = self.bar_for(self.top);
        let off = (bar - self.bar).abs() > 1.0;
        if off {
            self.bar = bar;
        }
        off
    }

    /// Brings a row into view. Says whether the bar has to move.
    pub fn reveal(&mut self, index: usize) -> bool {
        let start = index as f64 * self.row;
        let top = if start < self.top {
            start
        } else if start + self.row > self.top + self.view {
            start + self.row - self.view
        } else {
            return false;
        };
        self.top = top.clamp(0.0, self.furthest());
        self.bar = self.bar_for(self.top);
        true
    }

    /// Back to the first row.
    pub fn rewind(&mut self) {
        self.top = 0.0;
        self.bar = 0.0;
    }

    /// The first row in view, and one after the last.
    pub fn window(&self) -> std::ops::Range<usize> {
        let first = (self.top / self.row.max(1.0)) as usize;
        let shown = (self.view / self.row.max(1.0)).ceil() as usize + 1;
        first.min(self.rows)..(first + shown).min(self.rows)
    }

    /// How many whole rows are in view: a page.
    pub fn page(&self) -> usize {
        (self.view / self.row.max(1.0)) as usize
    }

    /// Pixels between the layer that carries the rows and the start of the space, when the layer begins at a row.
    pub fn layer(&self, first: usize) -> f64 {
        self.bar + (first as f64 * self.row - self.top)
    }

    /// The height of a row, in pixels.
    pub fn row_height(&self) -> f64 {
        self.row
    }

    fn full(&self) -> f64 {
        self.rows as f64 * self.row
    }

    fn furthest(&self) -> f64 {
        (self.full() - self.view).max(0.0)
    }

    fn bar_for(&self, top: f64) -> f64 {
        if self.full() <= TALLEST {
            top
        } else {
            top / self.furthest().max(1.0) * (self.height() - self.view)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scroll;

    fn list(rows: usize) -> Scroll {
        let mut scroll = Scroll::default();
        scroll.measure(rows, 38.0, 380.0);
        scroll
    }

    #[test]
    fn a_short_list_scrolls_as_it_is() {
        let mut s = list(1000);
        assert_eq!(s.height(), 38_000.0);
        assert_eq!(s.window(), 0..11);
        s.moved(3800.0);
        assert_eq!(s.window(), 100..111);
        assert_eq!(s.layer(100), 3800.0);
        s.moved(1e9);
        assert_eq!(s.window(), 990..1000);
        assert!(!list(5).reveal(4));
    }

    #[test]
    fn a_million_rows_are_all_reached() {
        let mut s = list(1_000_000);
        assert_eq!(s.height(), 8_000_000.0);
        s.moved(8_000_000.0 - 380.0);
        assert_eq!(s.window().end, 1_000_000);
        s.moved(4_000_000.0 - 190.0);
        assert_eq!(s.window().start, 499_995);
        // A turn of the wheel moves by what it says.
        let before = s.top;
        s.moved(s.bar + 114.0);
        assert!((s.top - before - 114.0).abs() < 0.001);
        assert!(s.settle());
        assert!((s.top - before - 114.0).abs() < 0.001);
        assert!(!s.settle());
        s.moved(0.0);
        assert_eq!(s.window().start, 0);
    }

    #[test]
    fn a_row_is_brought_into_view_by_the_least_move() {
        let mut s = list(1_000_000);
        assert!(!s.reveal(9));
        assert!(s.reveal(10));
        assert_eq!(s.window().start, 1);
        assert!(s.reveal(999_999));
        assert_eq!(s.window().end, 1_000_000);
        assert!(s.reveal(500_000));
        assert_eq!(s.window().start, 500_000);
        // The row stands where the view begins, whatever the bar says.
        assert_eq!(s.layer(500_000), s.bar());
    }
}
