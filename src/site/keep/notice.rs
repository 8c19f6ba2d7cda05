//! What there is to say about keeping, and what can be done about it.

/// Something that keeps data from being kept as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// The browser keeps nothing for this page.
    ThisTabOnly,
    /// What is kept cannot be written by this version.
    OtherVersion,
    /// Something kept could not be read.
    Damaged,
    /// The last changes could not be saved.
    NotSaved,
    /// Another tab, or someone, changed what is kept behind this tab's back.
    Overtaken,
    /// What was kept is gone.
    Emptied,
    /// Another tab does the editing.
    OtherTab,
}

/// A line across the top of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is about.
    pub trouble: Trouble,
    /// The sentence.
    pub text: String,
}

/// Whether what is on the screen is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Not known yet: what is kept is being read.
    #[default]
    Opening,
    /// Everything is kept.
    Saved,
    /// Something changed and will be saved in a moment.
    Unsaved,
    /// Something changed and could not be saved.
    NotSaved,
    /// Nothing is kept.
    ThisTabOnly,
    /// Another tab saves.
    OtherTab,
    /// This version may not write what is kept.
    ReadOnly,
}

impl State {
    /// Whether nothing is lost when the page goes.
    pub fn may_go(&self) -> bool {
        match self {
            State::Unsaved | State::NotSaved | State::ThisTabOnly => false,
            // Nothing was changed here, or nothing can be.
            State::Opening | State::Saved | State::OtherTab | State::ReadOnly => true,
        }
    }

    /// In words, with the room taken.
    pub fn words(&self, size: &str) -> String {
        match self {
            State::Opening => "Opening…".to_owned(),
            State::Saved if size.is_empty() => "Kept in this browser".to_owned(),
            State::Saved => format!("Saved in this browser · {size}"),
            State::Unsaved => "Saving…".to_owned(),
            State::NotSaved => "Not saved".to_owned(),
            State::ThisTabOnly => "In this tab only".to_owned(),
            State::OtherTab => "Another tab is editing".to_owned(),
            State::ReadOnly => "Read only".to_owned(),
        }
    }
}

/// Puts a notice in place of the one about the same trouble, the gravest first.
pub fn put(notices: &mut Vec<Notice>, trouble: Trouble, text: String) {
    notices.retain(|notice| notice.trouble != trouble);
    let place = notices.partition_point(|notice| notice.trouble < trouble);
    notices.insert(place, Notice { trouble, text });
}

#[cfg(test)]
mod tests {
    use super::{State, Trouble, put};

    #[test]
    fn one_notice_for_each_trouble() {
        let mut notices = Vec::new();
        put(&mut notices, Trouble::OtherTab, "a".into());
        put(&mut notices, Trouble::Damaged, "b".into());
        put(&mut notices, Trouble::OtherTab, "c".into());
        let texts: Vec<&str> = notices.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(texts, ["b", "c"]);
    }

    #[test]
    fn what_is_kept_in_words() {
        let check = |state: State, size: &str, words: &str| assert_eq!(state.words(size), words);
        check(State::Saved, "1.2 MB", "Saved in this browser · 1.2 MB");
        check(State::Saved, "", "Kept in this browser");
        check(State::NotSaved, "1.2 MB", "Not saved");
    }

    #[test]
    fn a_page_goes_only_when_nothing_is_lost() {
        for (state, expected) in [
            (State::Opening, true),
            (State::Saved, true),
            (State::OtherTab, true),
            (State::ReadOnly, true),
            (State::Unsaved, false),
            (State::NotSaved, false),
            (State::ThisTabOnly, false),
        ] {
            assert_eq!(state.may_go(), expected, "{state:?}");
        }
    }
}
