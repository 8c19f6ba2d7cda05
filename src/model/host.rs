//! What the browser can do for a page that embeds the engine, so that it need not load it a second time: lower case, and numbers as
//! text and back. The app brings its own and needs no host.

use std::cell::Cell;

/// Functions of the browser.
#[derive(Clone, Copy, Debug)]
pub struct Host {
    /// A text in lower case as the standard library would have it: by Unicode's full mapping, without regard to a language.
    pub lower: fn(&str) -> String,
    /// The float nearest to a decimal number, which may have a sign, a point and an exponent.
    pub parse: fn(&str) -> f64,
    /// A finite float with all its places and no exponent, in as few digits as tell it from every other.
    pub text: fn(f64) -> String,
}

thread_local! {
    static HOST: Cell<Option<Host>> = const { Cell::new(None) };
}

/// Lets these functions do the work from now on, where the feature `workspace` is left out.
pub fn set_host(host: Host) {
    HOST.set(Some(host));
}

/// A text in lower case.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    #[cfg(feature = "workspace")]
    return text.to_lowercase();
    #[cfg(not(feature = "workspace"))]
    match HOST.get() {
        Some(host) => (host.lower)(text),
        None => text.to_ascii_lowercase(),
    }
}

/// Reads digits, perhaps with a sign, a point and an exponent, as the float nearest to them. `None` for anything else.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    #[cfg(feature = "workspace")]
    return crate::decimal::parse(text);
    #[cfg(not(feature = "workspace"))]
    {
        let number = HOST.get().map(|host| (host.parse)(text))?;
        (!number.is_nan()).then_some(number)
    }
}

/// A float as text with all its places and no exponent, in as few digits as tell it from every other: `0.1`, `120`.
pub(crate) fn number_text(number: f64) -> String {
    #[cfg(feature = "workspace")]
    return crate::decimal::text(number);
    #[cfg(not(feature = "workspace"))]
    HOST.get()
        .map(|host| (host.text)(number))
        .unwrap_or_default()
}
