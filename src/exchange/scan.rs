//! QR codes in pictures.

use rqrr::PreparedImage;

/// A picture smaller than this holds no QR code: the smallest has 21 cells to a side.
const LEAST: usize = 21;
/// The most grids that are tried: a photo of a class's screens has some dozens, a picture of nothing but noise has thousands.
const MOST: usize = 400;

/// The texts of the QR codes in a grey picture, each once, in the order in which they are found. `grey` has a byte for each dot, 0 black to
/// 255 white, row by row; a picture that is not `width` times `height` dots has none.
#[must_use]
pub fn qr_texts(width: usize, height: usize, grey: &[u8]) -> Vec<String> {
    let dots = width.checked_mul(height);
    if width < LEAST || height < LEAST || dots != Some(grey.len()) {
        return Vec::new();
    }
    let dot = |x: usize, y: usize| grey.get(y * width + x).copied().unwrap_or(255);
    let mut image = PreparedImage::prepare_from_greyscale(width, height, dot);
    let mut texts: Vec<String> = Vec::new();
    for grid in image.detect_grids().iter().take(MOST) {
        if let Ok((_, text)) = grid.decode()
            && !texts.contains(&text)
        {
            texts.push(text);
        }
    }
    texts
}

/// The grey picture of one in colour: four bytes to a dot, red, green, blue and how opaque it is, as a canvas gives them. What is
/// transparent is white.
#[must_use]
pub fn grey(rgba: &[u8]) -> Vec<u8> {
    let dot = |dot: &[u8]| {
        let &[red, green, blue, alpha] = dot else {
            return 255;
        };
        // The weights of ITU-R BT.601, of 256.
        let sum = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
        let alpha = u32::from(alpha);
        u8::try_from(((sum >> 8) * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
    };
    rgba.chunks_exact(4).map(dot).collect()
}

#[cfg(test)]
mod tests {
    use super::{grey, qr_texts};
    use qrcodegen::{QrCode, QrCodeEcc};

    /// A white picture with codes in it, each at a place, with so many dots to a cell.
    fn picture(width: usize, height: usize, codes: &[(&str, usize, usize, usize)]) -> Vec<u8> {
        let mut grey = vec![255; width * height];
        for (text, left, top, cell) in codes {
            let qr = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
            let side = qr.size() as usize * cell;
            for y in 0..side {
                for x in 0..side {
                    if qr.get_module((x / cell) as i32, (y / cell) as i32) {
                        grey[(top + y) * width + left + x] = 0;
                    }
                }
            }
        }
        grey
    }

    #[test]
    fn codes_in_pictures_are_read() {
        let (ada, bo) = ("1709W-ZWBF7-HW6HE-P7QZB-56XZ6-324S4-A4H7M-7", "BO-12345");
        let codes = [(ada, 20, 20, 3), (bo, 200, 30, 4), (ada, 20, 200, 4)];
        let mut found = qr_texts(420, 420, &picture(420, 420, &codes));
        found.sort();
        assert_eq!(found, [ada, bo]);
        // As a camera sees it: darker, with some noise, and its lines on a slope.
        let plain = picture(300, 300, &[(ada, 60, 60, 5)]);
        let seen: Vec<u8> = (0..300 * 300)
            .map(|at: usize| {
                let (x, y) = (at % 300, at / 300);
                let from = (y + x / 12).min(299) * 300 + x;
                let noise = (at * 7919 % 31) as u8;
                plain[from] / 2 + 40 + noise
            })
            .collect();
        assert_eq!(qr_texts(300, 300, &seen), [ada]);
    }

    #[test]
    fn pictures_without_codes_have_none() {
        assert_eq!(qr_texts(0, 0, &[]), [""; 0]);
        assert_eq!(qr_texts(usize::MAX, 2, &[1]), [""; 0]);
        assert_eq!(qr_texts(100, 100, &[0; 7]), [""; 0]);
        for (width, height) in [(21, 21), (640, 21), (21, 640), (200, 150)] {
            for shade in [0, 128, 255] {
                assert_eq!(
                    qr_texts(width, height, &vec![shade; width * height]),
                    [""; 0]
                );
            }
        }
    }

    /// Whatever a camera sees, the program goes on: noise of all grains, stripes, and codes with parts painted over.
    #[test]
    fn no_picture_ends_the_program() {
        let mut state = 1_u64;
        let mut next = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        for round in 0..300 {
            let (width, height) = (21 + next() % 300, 21 + next() % 300);
            let grain = 1 + next() % 9;
            let cells: Vec<u8> = (0..10_000).map(|_| (next() % 256) as u8).collect();
            let stripes = round % 3 == 0;
            let mut grey: Vec<u8> = (0..width * height)
                .map(|at| {
                    let (x, y) = (at % width / grain, at / width / grain);
                    match stripes {
                        true => cells[x % 7] / 128 * 255,
                        false => cells[(y * 97 + x) % 10_000] / 128 * 255,
                    }
                })
                .collect();
            if width > 160 && height > 160 {
                let code = picture(width, height, &[("1709W-ZWBF7-HW6HE", 8, 8, 4)]);
                let spared = 5 + next() % 140;
                for (at, dot) in grey.iter_mut().enumerate() {
                    if at % width < 150 && at / width < spared {
                        *dot = code[at];
                    }
                }
            }
            let _ = qr_texts(width, height, &grey);
        }
    }

    #[test]
    fn colours_become_grey() {
        let dots = [
            0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 255, 0, 0, 0, 0, 9,
        ];
        assert_eq!(grey(&dots), [0, 255, 76, 255]);
    }
}
