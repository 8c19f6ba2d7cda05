//! What opening a space tells: the workspace, how it may be used, and what was wrong, in sentences for people.

use crate::schema::Segments;
use crate::sealed::Unreadable;

/// A space, opened.
#[derive(Debug)]
pub struct Opened {
    /// The workspace: every segment that could be read.
    pub segments: Segments,
    /// Whether it may be written, and if not, why.
    pub condition: Condition,
    /// What was wrong, the most important first. Empty in the ordinary case.
    pub troubles: Vec<Trouble>,
    /// The texts that could not be read, or belong to a save that could not be; each can be downloaded with [`crate::Keeper::asides`].
    pub set_aside: Vec<SetAside>,
}

/// How an opened space may be used. The sentences are fit for a person to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Condition {
    /// Nothing was kept here before.
    #[error("Nothing is kept in this browser yet.")]
    Fresh,
    /// There is a workspace, and it can be saved.
    #[error("Your data is kept in this browser.")]
    Ready,
    /// The workspace was written by a later version. Nothing is written; the segments are there as far as they could be read.
    #[error(
        "This data was saved by a newer version of Leadlens. You can look at it and download it; changes are not saved. Reload the page to get the newer version."
    )]
    ReadOnlyNewer {
        /// The schema it was written with.
        schema: u32,
    },
    /// The workspace is of an older form that cannot be brought up to date. Nothing is written; the segments are as found.
    #[error(
        "This data was saved by an older version of Leadlens and cannot be brought up to date: {reason} You can download it; changes are not saved."
    )]
    ReadOnlyOlder {
        /// The schema it was written with.
        schema: u32,
        /// A sentence saying what is in the way.
        reason: String,
    },
    /// The browser does not let the page read what is kept.
    #[error(
        "{reason} You can work, but nothing will be here when you close this page. Download your data before you do."
    )]
    Blocked {
        /// A sentence from the space.
        reason: String,
    },
}

/// Something that was wrong with what is kept, in a sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// One part of the workspace cannot be read, and there is no older version of it.
    #[error(
        "The part “{name}” of your data cannot be read: {why}. Everything else is here; what is left of this part can be downloaded."
    )]
    Damaged {
        /// The segment's name.
        name: String,
        /// What is wrong with its text.
        why: Unreadable,
    },
    /// One part of the workspace is not there any more.
    #[error("The part “{name}” of your data is missing. Everything else is here.")]
    Missing {
        /// The segment's name.
        name: String,
    },
    /// One part cannot be read, and the version of the save before it was taken.
    #[error(
        "The part “{name}” of your data could not be read. Its version from the save before is used."
    )]
    Older {
        /// The segment's name.
        name: String,
    },
    /// The newest save cannot be read whole, and the one before it was taken.
    #[error(
        "The last save could not be read whole. Your data is as it was one save earlier; what the last save wrote can be downloaded."
    )]
    StateBefore,
    /// Neither copy of the table of contents can be read; the workspace was put together from the parts found.
    #[error(
        "The table of contents of your data could not be read. Your data was put together again from its parts; please check that nothing is missing."
    )]
    Rebuilt,
    /// One of the two copies of the table of contents cannot be read. Nothing of the workspace is lost.
    #[error(
        "A copy of the table of contents could not be read. Nothing is lost; it was written anew."
    )]
    CopyDamaged,
}

/// A text that was not taken into the workspace and is not thrown away either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The key it lies under now, for [`crate::Keeper::asides`] and [`crate::Keeper::forget_aside`].
    pub key: String,
    /// The segment it belonged to, or `None` if it was a table of contents.
    pub segment: Option<String>,
    /// Why it cannot be read, or `None` if it can, but belongs to a save that is not whole.
    pub why: Option<Unreadable>,
    /// Whether it still lies where it was found, because this tab only reads or there was no room for a copy.
    pub in_place: bool,
}
