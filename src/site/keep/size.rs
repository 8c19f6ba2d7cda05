//! Room taken, in words.

/// UTF-16 units of storage as people count bytes: "0 kB", "640 kB", "1.2 MB". Browsers count a unit of the quota as one byte of five million.
pub fn size(units: usize) -> String {
    // By whole numbers: the printing of fractions is a lot of program for one word.
    let kilobytes = (units + 500) / 1_000;
    if units < 1_000 {
        "under 1 kB".to_owned()
    } else if kilobytes < 1_000 {
        format!("{kilobytes} kB")
    } else {
        let tenths = (units + 50_000) / 100_000;
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

/// The room a browser gives a site, in the same unit: about five million; WebKit gives half of that for most text.
pub const ROOM: usize = 5_242_880;

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn room_in_words() {
        for (units, expected) in [
            (0, "under 1 kB"),
            (1_000, "1 kB"),
            (640_400, "640 kB"),
            (999_499, "999 kB"),
            (1_200_000, "1.2 MB"),
        ] {
            assert_eq!(size(units), expected);
        }
    }
}
