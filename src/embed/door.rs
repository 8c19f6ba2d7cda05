//! What goes between JavaScript and the engine: characters, one at a call, and counts. No memory is shared and no address is handed over,
//! so neither side can spoil the other's data; for the few kilobytes of a contact that is quick enough.

#![expect(
    unsafe_code,
    reason = "what is exported keeps its name, and what is imported is declared: each says why that is sound"
)]

use model::{Host, set_host};
use std::cell::RefCell;

thread_local! {
    /// The text that was put.
    static IN: RefCell<String> = const { RefCell::new(String::new()) };
    /// The text that is to be taken.
    static OUT: RefCell<Vec<char>> = const { RefCell::new(Vec::new()) };
}

/// Adds a character, by its number in Unicode, behind those that were put before.
// SAFETY of the name: no other item of this program or of the standard library is called so.
#[unsafe(no_mangle)]
pub extern "C" fn put(character: u32) {
    let character = char::from_u32(character).unwrap_or(char::REPLACEMENT_CHARACTER);
    IN.with_borrow_mut(|text| text.push(character));
}

/// The character at a place; 0 behind the end.
// SAFETY of the name: no other item of this program or of the standard library is called so.
#[unsafe(no_mangle)]
pub extern "C" fn take(place: u32) -> u32 {
    OUT.with_borrow(|text| {
        text.get(place as usize)
            .map_or(0, |character| *character as u32)
    })
}

/// Assesses one contact. The request that was put is `{ "rulebook": object, "contact": object, "as_of":
/// "YYYY-MM-DD" }` in words (see [`model::Node`]). Returns the number of characters to be taken: the assessment object of the stage model,
/// section 9, in words; or, negative, a sentence that names the member that is wrong and says what was expected there.
// SAFETY of the name: no other item of this program or of the standard library is called so.
#[unsafe(no_mangle)]
pub extern "C" fn assess() -> i32 {
    answer(crate::assess::assess)
}

/// Takes one step of a quiz. The request that was put is what [`model::quiz::step`] takes, in words. Returns the number of characters
/// to be taken: where the visitor stands (see [`model::quiz::write_standing`]), in words; or, negative, a sentence that names the
/// member that is wrong and says what was expected there.
// SAFETY of the name: no other item of this program or of the standard library is called so.
#[unsafe(no_mangle)]
pub extern "C" fn quiz() -> i32 {
    answer(crate::quiz::quiz)
}

/// Answers the request that was put.
fn answer(by: fn(&str) -> Result<String, String>) -> i32 {
    set_host(Host {
        lower: |text| {
            host_lower(give(text));
            IN.take()
        },
        parse: |text| host_parse(give(text)),
        text: |number| {
            host_text(number);
            IN.take()
        },
    });
    match by(&IN.take()) {
        Ok(answer) => give(&answer),
        Err(sentence) => -give(&sentence),
    }
}

// SAFETY: `leadlens.js` defines all three with these signatures. They take counts and numbers, touch no memory of this program but
// through `put` and `take`, and so cannot break anything here, whatever they return.
#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Takes this many characters of text and puts the text in lower case.
    #[link_name = "lower"]
    safe fn host_lower(characters: i32);
    /// Takes this many characters of a decimal number and returns the float nearest to it.
    #[link_name = "parse"]
    safe fn host_parse(characters: i32) -> f64;
    /// Puts a number in digits.
    #[link_name = "text"]
    safe fn host_text(number: f64);
}

/// Lays a text out to be taken, and says how many characters it has.
fn give(text: &str) -> i32 {
    OUT.with_borrow_mut(|all| {
        all.clear();
        all.extend(text.chars());
        i32::try_from(all.len()).unwrap_or(i32::MAX)
    })
}
