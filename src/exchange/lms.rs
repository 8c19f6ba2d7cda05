//! A deck as packages for learning platforms: SCORM 1.2, SCORM 2004, cmi5, and QTI for question banks.
//!
//! The same deck gives the same bytes. The scripts of the player lie in `lms/` as the packages hold them; what they play is
//! [`played::Played`], the deck without facts and rules.

mod cmi5;
mod played;
mod qti;
mod scorm;
mod xml;
mod zip;

#[cfg(test)]
mod tests;

use crate::deck::Deck;
use crate::problem::{Problem, Problems};
use played::Played;
use thiserror::Error;
use xml::Xml;

/// What a deck is packed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageKind {
    /// SCORM 1.2, which nearly all platforms take.
    Scorm12,
    /// SCORM 2004, 4th edition.
    Scorm2004,
    /// cmi5, the successor on xAPI.
    Cmi5,
    /// QTI 2.1: questions for a question bank, without a player.
    Qti,
}

impl PackageKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [PackageKind; 4] = [
        PackageKind::Scorm12,
        PackageKind::Scorm2004,
        PackageKind::Cmi5,
        PackageKind::Qti,
    ];

    /// Its name as platforms have it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            PackageKind::Scorm12 => "SCORM 1.2",
            PackageKind::Scorm2004 => "SCORM 2004 4th Edition",
            PackageKind::Cmi5 => "cmi5",
            PackageKind::Qti => "QTI 2.1",
        }
    }

    /// What the file's name ends with.
    fn ending(self) -> &'static str {
        match self {
            PackageKind::Scorm12 => "-scorm-1.2.zip",
            PackageKind::Scorm2004 => "-scorm-2004.zip",
            PackageKind::Cmi5 => "-cmi5.zip",
            PackageKind::Qti => "-qti-2.1.zip",
        }
    }
}

/// A packed deck.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// A name for the file: letters, digits, `-`, `.` and `_`.
    pub name: String,
    /// The ZIP archive.
    pub bytes: Vec<u8>,
    /// What did not come along.
    pub problems: Problems,
}

/// Why a deck is not packed. The sentence is meant for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PackRefusal {
    /// There is nothing in it to be played.
    #[error("This deck has no cases, so there is nothing to pack. Add a case first.")]
    Empty,
}

/// Packs a deck. Answers are packed as they stand; [`Deck::check`] says which are not the engine's.
///
/// # Errors
/// When the deck has no cases.
pub fn pack_deck(deck: &Deck, kind: PackageKind) -> Result<Package, PackRefusal> {
    if deck.cases.is_empty() {
        return Err(PackRefusal::Empty);
    }
    let played = Played::new(deck);
    let (files, dropped) = files(&played, kind);
    Ok(Package {
        name: [&played.name.replace('_', "-"), kind.ending()].concat(),
        bytes: zip::pack(&files),
        problems: told(dropped),
    })
}

/// What would not come along, without the packing, which takes long.
#[must_use]
pub fn pack_problems(deck: &Deck, kind: PackageKind) -> Problems {
    // Most decks have no such character, and are not laid out to find that.
    let text = |text: &String| text.chars().any(xml::is_left_out);
    let of_case = |case: &crate::DeckCase| {
        let own = [&case.id, &case.text, &case.answer, &case.explanation];
        own.into_iter().chain(&case.options).any(text)
    };
    let of_deck = [&deck.id, &deck.title, &deck.lang];
    match of_deck.into_iter().any(text) || deck.cases.iter().any(of_case) {
        true => told(files(&Played::new(deck), kind).1),
        false => Problems::default(),
    }
}

fn files(played: &Played, kind: PackageKind) -> Files {
    match kind {
        PackageKind::Scorm12 => scorm::edition_1_2(played),
        PackageKind::Scorm2004 => scorm::edition_2004(played),
        PackageKind::Cmi5 => cmi5::files(played),
        PackageKind::Qti => qti::files(played),
    }
}

/// What is said of so many characters that cannot come along.
fn told(dropped: u64) -> Problems {
    let mut problems = Problems::default();
    if dropped > 0 {
        problems.add(|| Problem {
            line: 0,
            column: 0,
            header: String::new(),
            value: String::new(),
            what: format!(
                "{dropped} control characters in the deck's texts were left out: files of this kind cannot hold them."
            ),
        });
    }
    problems
}

/// A file of a package: its path and what it holds.
type File = (String, Vec<u8>);

/// The files of a package, and how many characters could not come along.
type Files = (Vec<File>, u64);

/// The player's files that are the same in all packages that have one.
const PLAYER: [(&str, &str); 3] = [
    ("memory.js", include_str!("lms/memory.js")),
    ("player.css", include_str!("lms/player.css")),
    ("player.js", include_str!("lms/player.js")),
];

/// The page; `CONNECT` stands for where it may send to.
const PAGE: &str = include_str!("lms/player.html");

/// A package with a player: the manifest, the page, its scripts (`record` speaks to the platform) and the cases.
fn with_player(played: &Played, manifest: (&str, &str), record: &str, connect: &str) -> Vec<File> {
    let mut files = vec![file(manifest.0, manifest.1)];
    files.push(file("player.html", &PAGE.replace("CONNECT", connect)));
    files.push(file("deck.js", &played.script()));
    files.push(file("record.js", record));
    files.extend(PLAYER.iter().map(|(name, text)| file(name, text)));
    files
}

/// The names of the files that [`with_player`] gives beside the manifest.
const PLAYED: [&str; 6] = [
    "player.html",
    "deck.js",
    "record.js",
    "memory.js",
    "player.css",
    "player.js",
];

fn file(path: &str, text: &str) -> File {
    (path.to_owned(), text.as_bytes().to_vec())
}

/// A number with at most four digits behind the point, as the player counts shares.
fn number(number: f64) -> String {
    let rounded = (number * 10_000.0).round() / 10_000.0;
    rounded.to_string()
}
