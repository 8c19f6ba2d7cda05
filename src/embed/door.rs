//! What goes between JavaScript and the engine: bytes, sixteen in and four out at a call, and counts. No memory is shared and no address
//! is handed over, so neither side can spoil the other's data; for the few kilobytes of a contact that is quick enough.

#![expect(
    unsafe_code,
    reason = "what is exported keeps its name, and what is imported is declared: each says why that is sound"
)]

use model::{Host, set_host};
use std::cell::RefCell;

thread_local! {
    /// The bytes that were put.
    static IN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// The bytes that are to be taken.
    static OUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Adds sixteen bytes behind those that were put before, the lowest first.
// SAFETY of the name: no other item of this program or of the standard library is called so.
#[unsafe(no_mangle)]
pub extern "C" fn put(a: u32, b: u32, c: u32, d: u32) {
    IN.with_borrow_mut(|bytes| {
        for four in [a, b, c, d] {
            bytes.extend_from_slice(&four.to_le_bytes());
        }
    });
}

/// The four bytes at a place counted in fours, the lowest first; zeros behind the end.
// SAFETY of the name: no other item of this program or of the standard library is called so.
#[unsafe(no_mangle)]
pub extern "C" fn take(place: u32) -> u32 {
    OUT.with_borrow(|bytes| {
        let mut four = [0; 4];
        let rest = bytes.get(place as usize * 4..).unwrap_or(&[]);
        for (to, from) in four.iter_mut().zip(rest) {
            *to = *from;
        }
        u32::from_le_bytes(four)
    })
}

/// Assesses one contact. The request that was put, of this many bytes, is `{ "rulebook": object, "contact": object, "as_of":
/// "YYYY-MM-DD" }` in words (see [`model::Node`]). Returns the number of bytes to be taken: the assessment object of the stage model,
/// section 9, in words; or, negative, a sentence that names the member that is wrong and says what was expected there.
// SAFETY of the name: no other item of this program or of the standard library is called so.
#[unsafe(no_mangle)]
pub extern "C" fn assess(bytes: u32) -> i32 {
    answer(bytes, crate::assess::assess)
}

/// Takes one step of a quiz. The request that was put, of this many bytes, is `{ "quiz": object, "rulebook": object, "answers": object,
/// "as_of": "YYYY-MM-DD" }` in words. Returns the number of bytes to be taken: where the visitor stands (see
/// [`model::quiz::write_standing`]), in words; or, negative, a sentence that names the member that is wrong and says what was expected
/// there.
// SAFETY of the name: no other item of this program or of the standard library is called so.
#[cfg(feature = "quiz")]
#[unsafe(no_mangle)]
pub extern "C" fn quiz(bytes: u32) -> i32 {
    answer(bytes, crate::quiz::quiz)
}

/// Answers the request of so many bytes that was put.
fn answer(bytes: u32, by: fn(&str) -> Result<String, String>) -> i32 {
    set_host(Host {
        lower: |text| {
            let text = give(text);
            received(host_lower(text))
        },
        parse: |text| host_parse(give(text)),
        text: |number| received(host_text(number)),
    });
    match by(&received(bytes)) {
        Ok(answer) => count(give(&answer)),
        Err(sentence) => -count(give(&sentence)),
    }
}

// SAFETY: `leadlens.js` defines all three with these signatures. They take counts and numbers, touch no memory of this program but
// through `put` and `take`, and so cannot break anything here, whatever they return.
#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Takes this many bytes of text and puts the text in lower case; returns its number of bytes.
    #[link_name = "lower"]
    safe fn host_lower(bytes: u32) -> u32;
    /// Takes this many bytes of a decimal number and returns the float nearest to it.
    #[link_name = "parse"]
    safe fn host_parse(bytes: u32) -> f64;
    /// Puts a number in digits; returns the number of bytes.
    #[link_name = "text"]
    safe fn host_text(number: f64) -> u32;
}

/// Lays a text out to be taken, and says how many bytes it has.
fn give(text: &str) -> u32 {
    OUT.with_borrow_mut(|bytes| {
        bytes.clear();
        bytes.extend_from_slice(text.as_bytes());
    });
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// The text of so many bytes that was put. What is put next begins anew.
fn received(bytes: u32) -> String {
    let mut all = IN.take();
    all.truncate(bytes as usize);
    String::from_utf8(all).unwrap_or_default()
}

fn count(bytes: u32) -> i32 {
    i32::try_from(bytes).unwrap_or(i32::MAX)
}
