//! A text as a QR code: which squares are dark, and the outline that draws them.

use qrcodegen::{QrCode as Encoded, QrCodeEcc};
use std::fmt::Write;

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    side: usize,
    dark: Vec<bool>,
}

/// Empty squares around a code, which readers need. Source: ISO/IEC 18004, 6.3.8.
const MARGIN: usize = 4;

impl QrCode {
    /// The code of a text, of the smallest size that still reads with some dirt on it (level M); `None` where the text is too long for any.
    /// Capitals, digits and hyphens make small ones.
    #[must_use]
    pub fn of(text: &str) -> Option<QrCode> {
        let encoded = Encoded::encode_text(text, QrCodeEcc::Medium).ok()?;
        let size = encoded.size();
        let dark = (0..size)
            .flat_map(|y| (0..size).map(move |x| (x, y)))
            .map(|(x, y)| encoded.get_module(x, y))
            .collect();
        let side = usize::try_from(size).ok()?;
        Some(QrCode { side, dark })
    }

    /// How many squares it is wide and high, its margin included.
    #[must_use]
    pub fn side(&self) -> usize {
        self.side + 2 * MARGIN
    }

    /// Whether a square is dark, counted from the left and from the top, its margin included.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let inside = |at: usize| at.checked_sub(MARGIN).filter(|at| *at < self.side);
        let place = inside(x).zip(inside(y)).map(|(x, y)| y * self.side + x);
        place
            .and_then(|place| self.dark.get(place).copied())
            .unwrap_or(false)
    }

    /// The dark squares as the path of an SVG whose view box is [`QrCode::side`] wide and high.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.side() {
            let mut x = 0;
            while x < self.side() {
                let mut end = x;
                while self.is_dark(end, y) {
                    end += 1;
                }
                if end > x {
                    // Writing into a text does not fail.
                    let _ = write!(path, "M{x} {y}h{}v1H{x}z", end - x);
                }
                x = end + 1;
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::QrCode;

    /// The squares that a path of ours fills.
    fn filled(path: &str) -> Vec<(usize, usize)> {
        let mut squares = Vec::new();
        for run in path.split('M').skip(1) {
            let (at, rest) = run.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let (width, back) = rest.split_once("v1").unwrap();
            assert_eq!(back, format!("H{x}z"));
            let width: usize = width.parse().unwrap();
            squares.extend((x..x + width).map(|x| (x, y)));
        }
        squares
    }

    /// A reader made by others reads what the path draws, eight dots to a square.
    #[test]
    fn an_independent_reader_reads_what_is_drawn() {
        const DOTS: usize = 8;
        let long = "7ZK3P-".repeat(60);
        for text in [
            "1709W-ZWBF7-HW6HE-P7QZB-56XZ6-324S4-A4H7M-7",
            "A",
            "Zoë <b>& 名前",
            &long,
        ] {
            let code = QrCode::of(text).unwrap();
            let squares = filled(&code.path());
            let dots = code.side() * DOTS;
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(dots, dots, |x, y| {
                let dark = squares.contains(&(x / DOTS, y / DOTS));
                if dark { 0 } else { 255 }
            });
            let grids = image.detect_grids();
            assert_eq!(grids.len(), 1, "{text}");
            assert_eq!(grids[0].decode().unwrap().1, text);
        }
    }

    #[test]
    fn it_has_a_margin_and_codes_stay_small() {
        let code = QrCode::of("1709W-ZWBF7-HW6HE-P7QZB-56XZ6-324S4-A4H7M-7").unwrap();
        assert_eq!(code.side(), 29 + 8);
        assert!((0..4).all(|y| (0..code.side()).all(|x| !code.is_dark(x, y))));
        assert!(code.is_dark(4, 4));
        assert!(!code.is_dark(code.side() - 4, 4));
        assert_eq!(QrCode::of(&"é".repeat(3_000)), None);
    }
}
