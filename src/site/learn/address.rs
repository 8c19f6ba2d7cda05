//! The pages of the learn room and their addresses, such as `#/learn/drill/lead-prospect`.

use model::Stage;

/// What is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// What the stages are; one of the lesson's parts, by its name in the address; empty for the first.
    Lesson(String),
    /// Practice; at one boundary, if one was asked for.
    Drill(Option<(Stage, Stage)>),
    /// What practice and tests have shown.
    Progress,
    /// A deck taken as a test, by its key; the list of tests without one.
    Test(Option<String>),
    /// A deck that somebody gave as a link: what stands behind `#/learn/deck/`.
    Link(String),
    /// A course: its key, or what stands behind `#/learn/course/` in a link that somebody gave.
    Course(String),
    /// The trainer's desk; what stands behind `#/learn/desk/`, such as the key of a deck, or `class`; empty for the overview.
    Desk(String),
    /// One case at a time, large: the deck of this key.
    Present(Option<String>),
    /// What it costs to get it wrong.
    Cost,
}

/// A part of the room that one can go to at any time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The lesson.
    Lesson,
    /// Practice.
    Drill,
    /// Tests: taking them.
    Test,
    /// What was learnt.
    Progress,
    /// What it costs to get it wrong.
    Cost,
    /// The trainer's desk, and presenting.
    Desk,
}

impl Section {
    /// In the order in which they are offered.
    pub const ALL: [Section; 6] = [
        Section::Lesson,
        Section::Drill,
        Section::Test,
        Section::Progress,
        Section::Cost,
        Section::Desk,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Section::Lesson => "Lesson",
            Section::Drill => "Drill",
            Section::Test => "Test",
            Section::Progress => "Progress",
            Section::Cost => "Cost of mix-ups",
            Section::Desk => "Trainer’s desk",
        }
    }

    /// Its address.
    pub fn hash(self) -> &'static str {
        match self {
            Section::Lesson => "#/learn/lesson",
            Section::Drill => "#/learn/drill",
            Section::Test => "#/learn/test",
            Section::Progress => "#/learn/progress",
            Section::Cost => "#/learn/cost",
            Section::Desk => "#/learn/desk",
        }
    }
}

impl Page {
    /// The page at an address; the lesson for one that is none.
    pub fn at(address: &str) -> Page {
        let path = address.strip_prefix("#/learn").unwrap_or_default();
        let path = path.trim_start_matches('/');
        let (page, rest) = path.split_once('/').unwrap_or((path, ""));
        let key = || (!rest.is_empty()).then(|| rest.to_owned());
        match page {
            "drill" => Page::Drill(boundary(rest)),
            "progress" => Page::Progress,
            "test" => Page::Test(key()),
            "deck" => Page::Link(rest.to_owned()),
            "course" if !rest.is_empty() => Page::Course(rest.to_owned()),
            "desk" => Page::Desk(rest.to_owned()),
            "present" => Page::Present(key()),
            "cost" => Page::Cost,
            _ => Page::Lesson(rest.to_owned()),
        }
    }

    /// Its address.
    pub fn hash(&self) -> String {
        let under = |page: &str, rest: &str| {
            if rest.is_empty() {
                format!("#/learn/{page}")
            } else {
                format!("#/learn/{page}/{rest}")
            }
        };
        match self {
            Page::Lesson(part) => under("lesson", part),
            Page::Drill(None) => under("drill", ""),
            Page::Drill(Some((lower, upper))) => {
                under("drill", &format!("{}-{}", lower.id(), upper.id()))
            }
            Page::Progress => under("progress", ""),
            Page::Test(key) => under("test", key.as_deref().unwrap_or_default()),
            Page::Link(link) => under("deck", link),
            Page::Course(course) => under("course", course),
            Page::Desk(part) => under("desk", part),
            Page::Present(key) => under("present", key.as_deref().unwrap_or_default()),
            Page::Cost => under("cost", ""),
        }
    }

    /// The part of the room it belongs to; `None` for a deck that was just given, and for a course, which leads through several.
    pub fn section(&self) -> Option<Section> {
        match self {
            Page::Lesson(_) => Some(Section::Lesson),
            Page::Drill(_) => Some(Section::Drill),
            Page::Progress => Some(Section::Progress),
            Page::Test(_) => Some(Section::Test),
            Page::Link(_) | Page::Course(_) => None,
            Page::Desk(_) | Page::Present(_) => Some(Section::Desk),
            Page::Cost => Some(Section::Cost),
        }
    }
}

/// Goes to a page.
pub fn go(page: &Page) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(&page.hash());
    }
}

/// `lead-prospect` as two stages.
fn boundary(text: &str) -> Option<(Stage, Stage)> {
    let (lower, upper) = text.split_once('-')?;
    Some((Stage::from_id(lower)?, Stage::from_id(upper)?))
}

#[cfg(test)]
mod tests {
    use super::Page;
    use model::Stage;

    #[test]
    fn addresses_are_pages() {
        for (address, page) in [
            ("#/learn/lesson", Page::Lesson(String::new())),
            ("#/learn/lesson/sources", Page::Lesson("sources".into())),
            ("#/learn/drill", Page::Drill(None)),
            (
                "#/learn/drill/lead-prospect",
                Page::Drill(Some((Stage::Lead, Stage::Prospect))),
            ),
            ("#/learn/progress", Page::Progress),
            ("#/learn/test", Page::Test(None)),
            ("#/learn/test/deck-1", Page::Test(Some("deck-1".into()))),
            ("#/learn/deck/1.abc", Page::Link("1.abc".into())),
            ("#/learn/course/k7q2mx", Page::Course("k7q2mx".into())),
            ("#/learn/course/1.abc", Page::Course("1.abc".into())),
            ("#/learn/desk", Page::Desk(String::new())),
            ("#/learn/desk/class", Page::Desk("class".into())),
            ("#/learn/present", Page::Present(None)),
            ("#/learn/cost", Page::Cost),
        ] {
            assert_eq!(Page::at(address), page, "{address}");
            assert_eq!(page.hash(), address);
        }
        for elsewhere in ["#/learn", "#/learn/", "#/learn/nowhere", ""] {
            assert_eq!(Page::at(elsewhere), Page::Lesson(String::new()));
        }
        assert_eq!(Page::at("#/learn/drill/lead-nothing"), Page::Drill(None));
    }
}
