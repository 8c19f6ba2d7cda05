//! What keys and clickers mean while a case is presented. Pure, so that every key can be tested without a page.

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// One step on.
    Next,
    /// One step back.
    Back,
    /// To full screen, or back from it.
    FullScreen,
    /// A black screen, or back from it.
    Black,
    /// One hand more.
    More,
    /// One hand fewer.
    Fewer,
    /// To the fields for hands: a digit follows.
    Hands,
    /// Take the last change back.
    Undo,
    /// Do it again.
    Redo,
}

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// On nothing that takes keys.
    Page,
    /// On what Enter and Space press.
    Button,
    /// In a field for hands; whether the cursor is, or marks the text, to its beginning and to its end.
    Field {
        /// Nothing stands before it.
        begins: bool,
        /// Nothing stands behind it.
        ends: bool,
    },
}

/// What a key asks for. `held` is Control or Command.
pub fn act(key: &str, held: bool, alt: bool, shift: bool, focus: Focus) -> Option<Act> {
    let in_field = matches!(focus, Focus::Field { .. });
    if alt {
        return None;
    }
    if held {
        // In a field the browser's own undo belongs to the text.
        return match key {
            _ if in_field => None,
            "z" | "Z" if shift => Some(Act::Redo),
            "z" => Some(Act::Undo),
            "y" => Some(Act::Redo),
            _ => None,
        };
    }
    let (begins, ends) = match focus {
        Focus::Field { begins, ends } => (begins, ends),
        _ => (true, true),
    };
    match key {
        "PageDown" => Some(Act::Next),
        "PageUp" => Some(Act::Back),
        "ArrowRight" => ends.then_some(Act::Next),
        "ArrowLeft" => begins.then_some(Act::Back),
        "ArrowUp" => in_field.then_some(Act::More),
        "ArrowDown" => in_field.then_some(Act::Fewer),
        "Enter" | " " => (focus != Focus::Button).then_some(if shift && key == " " {
            Act::Back
        } else {
            Act::Next
        }),
        // Letters have no use in a count.
        "f" | "F" => Some(Act::FullScreen),
        "b" | "B" | "." => Some(Act::Black),
        _ if !in_field && matches!(key.as_bytes(), [b'0'..=b'9']) => Some(Act::Hands),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Focus, act};

    #[test]
    fn clickers_and_keys() {
        let page = Focus::Page;
        let field = |begins, ends| Focus::Field { begins, ends };
        let check = |keys: &str, focus: Focus, expected: Option<Act>| {
            let key = keys.rsplit('+').next().unwrap();
            let has = |other: &str| keys.contains(other);
            let found = act(key, has("ctrl+"), has("alt+"), has("shift+"), focus);
            assert_eq!(found, expected, "{keys} {focus:?}");
        };
        for key in ["PageDown", "ArrowRight", "Enter", " "] {
            check(key, page, Some(Act::Next));
            check(key, field(true, true), Some(Act::Next));
        }
        for key in ["PageUp", "ArrowLeft", "shift+ "] {
            check(key, page, Some(Act::Back));
        }
        check("PageDown", Focus::Button, Some(Act::Next));
        check("ArrowRight", Focus::Button, Some(Act::Next));
        check("Enter", Focus::Button, None);
        check(" ", Focus::Button, None);
        check("ArrowRight", field(true, false), None);
        check("ArrowLeft", field(false, true), None);
        check("ArrowUp", field(true, true), Some(Act::More));
        check("ArrowDown", field(true, true), Some(Act::Fewer));
        check("ArrowDown", page, None);
        check("f", page, Some(Act::FullScreen));
        check("b", field(true, true), Some(Act::Black));
        check(".", page, Some(Act::Black));
        check("7", page, Some(Act::Hands));
        check("7", Focus::Button, Some(Act::Hands));
        check("7", field(true, true), None);
        check("ctrl+z", page, Some(Act::Undo));
        check("ctrl+shift+z", page, Some(Act::Redo));
        check("ctrl+z", field(true, true), None);
        check("ctrl+b", page, None);
        check("alt+ArrowLeft", page, None);
        check("Tab", page, None);
        check("Escape", page, None);
    }
}
