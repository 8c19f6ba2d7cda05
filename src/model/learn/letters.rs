//! Numbers as letters that people type: base 32 without letters that are taken for one another, with letters that check the others.
//!
//! The alphabet is Crockford's: no I, L, O and U; I and L are read as 1, O as 0, small letters as capitals. The check letters are those of
//! a Reed–Solomon code over the field of 32 elements: any one wrong letter and any two neighbours that changed places are found for
//! certain, other damage but once in a million.

/// The letters, by their numbers.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters at the end that check those before them.
pub(super) const CHECKS: usize = 4;
/// Letters that stand together.
pub(super) const GROUP: usize = 5;

/// Why letters cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BadLetters {
    /// Too few to be anything.
    Few,
    /// A letter that none of the alphabet is, and its place from 1, spaces and hyphens not counted.
    Unknown(char, usize),
    /// They do not fit together.
    Mixed,
}

/// A product in the field of 32 elements, made by x⁵ + x² + 1.
fn times(a: u8, b: u8) -> u8 {
    let mut product = 0;
    let mut a = a;
    for bit in 0..5 {
        if b >> bit & 1 == 1 {
            product ^= a;
        }
        a = if a & 16 == 0 {
            a << 1
        } else {
            a << 1 ^ 0b10_0101
        };
    }
    product
}

/// What is left of numbers, behind a one that makes their length count, when the polynomial with roots x, x², x³ and x⁴ has been
/// taken out as often as it goes.
fn rest(numbers: impl Iterator<Item = u8>) -> [u8; CHECKS] {
    // The polynomial, without its leading one, the highest power first.
    let mut generator = [0u8; CHECKS + 1];
    generator[0] = 1;
    let mut root = 1;
    for degree in 1..=CHECKS {
        root = times(root, 2);
        for place in (1..=degree).rev() {
            let before = generator.get(place - 1).copied().unwrap_or(0);
            if let Some(factor) = generator.get_mut(place) {
                *factor ^= times(before, root);
            }
        }
    }
    let mut rest = [0u8; CHECKS];
    for number in std::iter::once(1).chain(numbers) {
        let carry = rest[0] ^ number;
        rest.rotate_left(1);
        rest[CHECKS - 1] = 0;
        for (place, factor) in rest.iter_mut().zip(generator.iter().skip(1)) {
            *place ^= times(carry, *factor);
        }
    }
    rest
}

/// Numbers under 32 as letters in groups, with those that check them.
pub(super) fn write_letters(numbers: &[u8]) -> String {
    let checks = rest(numbers.iter().copied());
    let mut text = String::new();
    for (at, number) in numbers.iter().chain(&checks).enumerate() {
        if at > 0 && at.is_multiple_of(GROUP) {
            text.push('-');
        }
        let letter = LETTERS.get(usize::from(*number)).copied().unwrap_or(b'0');
        text.push(char::from(letter));
    }
    text
}

/// The number of a letter, however it was typed; `None` for one that is not of the alphabet.
pub(super) fn number_of(letter: char) -> Option<u8> {
    let capital = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = LETTERS
        .iter()
        .position(|known| char::from(*known) == capital);
    place.and_then(|place| u8::try_from(place).ok())
}

/// The numbers of letters; spaces and hyphens between them do not matter.
pub(super) fn read_letters(text: &str) -> Result<Vec<u8>, BadLetters> {
    let mut numbers = Vec::new();
    for letter in text.chars().filter(|c| !c.is_whitespace() && !is_dash(*c)) {
        match number_of(letter) {
            Some(number) => numbers.push(number),
            None => return Err(BadLetters::Unknown(letter, numbers.len() + 1)),
        }
    }
    let Some(length) = numbers.len().checked_sub(CHECKS).filter(|n| *n > 0) else {
        return Err(BadLetters::Few);
    };
    let checks = numbers.split_off(length);
    if rest(numbers.iter().copied()).as_slice() == checks.as_slice() {
        Ok(numbers)
    } else {
        Err(BadLetters::Mixed)
    }
}

/// A hyphen, or what a text program makes of one.
fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_')
}

#[cfg(test)]
mod tests {
    use super::{BadLetters, LETTERS, read_letters, times, write_letters};

    #[test]
    fn the_field_is_a_field() {
        for a in 1..32 {
            let mut products: Vec<u8> = (1..32).map(|b| times(a, b)).collect();
            products.sort_unstable();
            assert_eq!(products, (1..32).collect::<Vec<u8>>(), "{a}");
        }
        // 2 goes through all elements before it comes back to 1.
        let powers = std::iter::successors(Some(2), |p| Some(times(*p, 2)));
        assert_eq!(powers.take_while(|p| *p != 1).count(), 30);
    }

    #[test]
    fn letters_are_read_as_people_type_them() {
        let text = write_letters(&[0, 1, 31, 18, 5, 7]);
        assert_eq!(read_letters(&text), Ok(vec![0, 1, 31, 18, 5, 7]));
        let typed = text
            .to_lowercase()
            .replace('-', " – ")
            .replace('0', "o")
            .replace('1', "l");
        assert_eq!(read_letters(&typed), Ok(vec![0, 1, 31, 18, 5, 7]));
        assert_eq!(read_letters(" "), Err(BadLetters::Few));
        assert_eq!(read_letters("0000"), Err(BadLetters::Few));
        assert_eq!(read_letters("00U00"), Err(BadLetters::Unknown('U', 3)));
        assert_eq!(read_letters("0000é"), Err(BadLetters::Unknown('é', 5)));
    }

    /// Any one letter for another, any two neighbours that changed places, at any length; and letters too few, too many or doubled.
    #[test]
    fn damage_is_found() {
        for length in [1, 5, 26, 31, 60, 120] {
            let numbers: Vec<u8> = (0..length)
                .map(|i| (i * i * 7 + 3 * i) as u8 % 32)
                .collect();
            let letters: Vec<char> = write_letters(&numbers)
                .chars()
                .filter(|c| *c != '-')
                .collect();
            let read = |letters: &[char]| read_letters(&letters.iter().collect::<String>());
            assert_eq!(read(&letters), Ok(numbers));
            for at in 0..letters.len() {
                for other in LETTERS {
                    let mut wrong = letters.clone();
                    wrong[at] = char::from(*other);
                    assert_eq!(read(&wrong).is_ok(), wrong == letters);
                }
                let mut fewer = letters.clone();
                fewer.remove(at);
                assert!(read(&fewer).is_err());
                let mut doubled = letters.clone();
                doubled.insert(at, letters[at]);
                assert!(read(&doubled).is_err());
            }
            for at in 1..letters.len() {
                let mut swapped = letters.clone();
                swapped.swap(at - 1, at);
                assert_eq!(read(&swapped).is_ok(), swapped == letters);
            }
            let zero: Vec<char> = std::iter::once('0').chain(letters.clone()).collect();
            assert!(read(&zero).is_err());
        }
    }
}
