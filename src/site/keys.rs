//! What keys mean. Pure, so that every key can be tested without a page.

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Go to the search box.
    Search,
    /// Take the last change back.
    Undo,
    /// Do it again.
    Redo,
    /// Show what the keys do.
    Shortcuts,
    /// Choose another definition.
    Definitions,
    /// Import a list.
    Import,
    /// Close what is open: the panel.
    Close,
    /// Give this answer, from 0, to the question in the panel.
    Answer(usize),
    /// Move in the table.
    Move(Move),
}

/// A move of the cursor in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One row up or down.
    Up,
    /// One row down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Open the row.
    Open,
}

/// A key as it was pressed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Press<'a> {
    /// The key's name.
    pub key: &'a str,
    /// Control or Command is held.
    pub control: bool,
    /// Alt is held.
    pub alt: bool,
    /// Shift is held.
    pub shift: bool,
    /// The cursor is in a field.
    pub typing: bool,
    /// Keys without Control are switched on.
    pub single: bool,
}

/// What a key asks for anywhere in the room.
pub fn command(press: Press<'_>) -> Option<Command> {
    if press.alt {
        return None;
    }
    let key = press.key;
    if press.control {
        // In a field the browser's own undo belongs to the text.
        return match key {
            _ if press.typing => None,
            "z" | "Z" if press.shift => Some(Command::Redo),
            "z" => Some(Command::Undo),
            "y" => Some(Command::Redo),
            _ => None,
        };
    }
    if press.typing {
        return None;
    }
    if key == "Escape" {
        return Some(Command::Close);
    }
    if !press.single {
        return None;
    }
    match key {
        "/" => Some(Command::Search),
        "u" => Some(Command::Undo),
        "U" => Some(Command::Redo),
        "?" => Some(Command::Shortcuts),
        "d" => Some(Command::Definitions),
        "i" => Some(Command::Import),
        "j" => Some(Command::Move(Move::Down)),
        "k" => Some(Command::Move(Move::Up)),
        _ => answer(key),
    }
}

/// What a key asks for while a row of the table has the focus.
pub fn in_table(key: &str) -> Option<Move> {
    Some(match key {
        "ArrowUp" => Move::Up,
        "ArrowDown" => Move::Down,
        "PageUp" => Move::PageUp,
        "PageDown" => Move::PageDown,
        "Home" => Move::First,
        "End" => Move::Last,
        "Enter" | " " => Move::Open,
        _ => return None,
    })
}

/// Where a move leads from a place in a list of so many rows with so many on a page. `None` when the list is empty.
pub fn target(from: Option<usize>, rows: usize, page: usize, to: Move) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    let Some(from) = from else {
        return Some(if to == Move::Last { last } else { 0 });
    };
    let page = page.max(1);
    Some(match to {
        Move::Up => from.saturating_sub(1),
        Move::Down => (from + 1).min(last),
        Move::PageUp => from.saturating_sub(page),
        Move::PageDown => (from + page).min(last),
        Move::First => 0,
        Move::Last => last,
        Move::Open => from.min(last),
    })
}

fn answer(key: &str) -> Option<Command> {
    let number: usize = key.parse().ok()?;
    (1..=9)
        .contains(&number)
        .then(|| Command::Answer(number - 1))
}

#[cfg(test)]
mod tests {
    use super::{Command, Move, Press, command, target};

    #[test]
    fn keys_in_the_room() {
        let check = |text: &str, typing: bool, single: bool, expected: Option<Command>| {
            let (control, rest) = match text.strip_prefix("ctrl+") {
                Some(rest) => (true, rest),
                None => (false, text),
            };
            let (shift, key) = match rest.strip_prefix("shift+") {
                Some(key) => (true, key),
                None => (false, rest),
            };
            let press = Press {
                key,
                control,
                shift,
                typing,
                single,
                alt: false,
            };
            assert_eq!(command(press), expected, "{text}");
        };
        check("/", false, true, Some(Command::Search));
        check("/", true, true, None);
        check("/", false, false, None);
        check("u", false, true, Some(Command::Undo));
        check("shift+U", false, true, Some(Command::Redo));
        check("ctrl+z", false, false, Some(Command::Undo));
        check("ctrl+z", true, true, None);
        check("ctrl+shift+Z", false, true, Some(Command::Redo));
        check("3", false, true, Some(Command::Answer(2)));
        check("0", false, true, None);
        check("Escape", false, false, Some(Command::Close));
        check("Escape", true, true, None);
        check("j", false, true, Some(Command::Move(Move::Down)));
        check("x", false, true, None);
    }

    #[test]
    fn moves_stay_in_the_list() {
        let check = |from: Option<usize>, to: Move, expected: Option<usize>| {
            assert_eq!(target(from, 100, 20, to), expected, "{from:?} {to:?}");
        };
        check(None, Move::Down, Some(0));
        check(None, Move::Last, Some(99));
        check(Some(0), Move::Up, Some(0));
        check(Some(5), Move::PageUp, Some(0));
        check(Some(5), Move::PageDown, Some(25));
        check(Some(95), Move::PageDown, Some(99));
        check(Some(99), Move::Down, Some(99));
        check(Some(7), Move::First, Some(0));
        check(Some(7), Move::Last, Some(99));
        assert_eq!(target(Some(3), 0, 20, Move::Down), None);
    }
}
