//! Everything a team keeps: contacts, the lists they came in, rulebooks of their own, their ideal customer and the day they look at.

use crate::day::Day;
use crate::profile::Profile;
use crate::published::{DEFAULT_RULEBOOK, published_rulebook};
use crate::rulebook::Rulebook;
use crate::shelf::{Kept, Shelf};
use crate::table::Table;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::ops::Range;

/// The member of a rulebook's JSON that, when true, keeps its own fit items although there is a profile: someone changed them by hand.
pub const OWN_FIT: &str = "own_fit";

/// A workspace. Nothing changes it but [`Workspace::apply`].
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(crate) table: Table,
    pub(crate) lists: Vec<List>,
    /// Ordered by id.
    pub(crate) rulebooks: Vec<Rulebook>,
    /// By [`Shelf`]; each ordered by key.
    pub(crate) shelves: [Vec<Kept>; Shelf::ALL.len()],
    pub(crate) definition: String,
    pub(crate) profile: Option<Profile>,
    pub(crate) as_of: Day,
    pub(crate) name: String,
    pub(crate) extra: Map<String, Value>,
}

/// A list that was imported: a run of rows and what was asked about all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// Its name: the file's, mostly.
    pub name: String,
    /// Its first row. Set when it is imported.
    pub first_row: u32,
    /// How many contacts it has. Set when it is imported.
    pub rows: u32,
    /// The day on which it was exported, which undated signals carry; `None` when nobody said.
    pub exported_on: Option<Day>,
    /// The answer to "are these all in your target market?"; `None` when nobody answered.
    pub in_target_market: Option<bool>,
    /// The headers of its columns in their order, each with the attribute it was taken for (empty when it was read as something else).
    pub headers: Vec<(String, String)>,
    /// Members this version does not know, written back as they came.
    pub extra: Map<String, Value>,
}

/// What a workspace is put together from when it is loaded.
#[derive(Clone, Debug)]
pub struct WorkspaceParts {
    /// See [`Workspace::name`].
    pub name: String,
    /// See [`Workspace::as_of`].
    pub as_of: Day,
    /// See [`Workspace::definition`].
    pub definition: String,
    /// See [`Workspace::profile`].
    pub profile: Option<Profile>,
    /// See [`Workspace::rulebooks`].
    pub rulebooks: Vec<Rulebook>,
    /// See [`Workspace::shelf`], by [`Shelf`]. Of two with the same key the later counts.
    pub shelves: [Vec<Kept>; Shelf::ALL.len()],
    /// See [`Workspace::lists`].
    pub lists: Vec<List>,
    /// See [`Workspace::table`].
    pub table: Table,
    /// See [`Workspace::extra`].
    pub extra: Map<String, Value>,
}

impl List {
    /// A list to import, with nothing answered yet.
    #[must_use]
    pub fn new(name: &str) -> List {
        List {
            name: name.to_owned(),
            ..List::default()
        }
    }

    /// Its rows in the table.
    #[must_use]
    pub fn range(&self) -> Range<u32> {
        self.first_row..self.first_row.saturating_add(self.rows)
    }
}

impl Workspace {
    /// An empty workspace with this name, looked at on this day.
    #[must_use]
    pub fn new(name: &str, as_of: Day) -> Workspace {
        Workspace {
            table: Table::new(),
            lists: Vec::new(),
            rulebooks: Vec::new(),
            shelves: Default::default(),
            definition: DEFAULT_RULEBOOK.to_owned(),
            profile: None,
            as_of,
            name: name.to_owned(),
            extra: Map::new(),
        }
    }

    /// Puts a workspace together. What does not fit together is made to fit, keeping every contact: lists are laid one behind the
    /// other, rows that no list claims become a list, rows that are claimed but not there are blank, a definition that is not
    /// there becomes the default one.
    #[must_use]
    pub fn from_parts(parts: WorkspaceParts) -> Workspace {
        let mut workspace = Workspace {
            table: parts.table,
            lists: parts.lists,
            rulebooks: Vec::new(),
            shelves: Default::default(),
            definition: parts.definition,
            profile: parts.profile,
            as_of: parts.as_of,
            name: parts.name,
            extra: parts.extra,
        };
        let mut first_row = 0_u32;
        for list in &mut workspace.lists {
            list.first_row = first_row;
            list.rows = list.rows.min(u32::MAX - first_row);
            first_row += list.rows;
        }
        let rows = workspace.table.rows();
        if first_row < rows {
            let mut rest = List::new("Contacts");
            (rest.first_row, rest.rows) = (first_row, rows - first_row);
            workspace.lists.push(rest);
        } else if first_row > rows {
            workspace.table.add_rows(first_row - rows, None);
        }
        for list in &workspace.lists {
            if list.rows > 0 {
                workspace
                    .table
                    .set_exported_on(list.range(), list.exported_on);
            }
        }
        for rulebook in parts.rulebooks {
            workspace.put_rulebook(rulebook);
        }
        for (shelf, kept) in Shelf::ALL.into_iter().zip(parts.shelves) {
            for Kept { key, json } in kept {
                // What is no object was refused by who read it.
                let _ = workspace.keep(shelf, key, Some(json));
            }
        }
        if !workspace.has_rulebook(&workspace.definition) {
            DEFAULT_RULEBOOK.clone_into(&mut workspace.definition);
        }
        workspace
    }

    /// The contacts.
    #[must_use]
    #[inline]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The lists the contacts came in, in the order of their rows; each row is in one.
    #[must_use]
    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// The place in [`Workspace::lists`] of the list a row came in.
    #[must_use]
    pub fn list_of(&self, row: u32) -> Option<usize> {
        self.lists.iter().position(|l| l.range().contains(&row))
    }

    /// The team's own rulebooks, ordered by id, as written; see [`Workspace::rulebook`]. One with a published id replaces that.
    #[must_use]
    pub fn rulebooks(&self) -> &[Rulebook] {
        &self.rulebooks
    }

    /// What lies on a shelf, ordered by key.
    #[must_use]
    pub fn shelf(&self, shelf: Shelf) -> &[Kept] {
        self.shelves.get(shelf as usize).map_or(&[], Vec::as_slice)
    }

    /// The JSON with this key on a shelf.
    #[must_use]
    pub fn kept(&self, shelf: Shelf, key: &str) -> Option<&Value> {
        let kept = self.shelf(shelf).iter().find(|kept| kept.key == key)?;
        Some(&kept.json)
    }

    /// The team's quizzes, ordered by key.
    #[must_use]
    pub fn quizzes(&self) -> &[Kept] {
        self.shelf(Shelf::Quizzes)
    }

    /// The JSON of the quiz with this key.
    #[must_use]
    pub fn quiz(&self, key: &str) -> Option<&Value> {
        self.kept(Shelf::Quizzes, key)
    }

    /// The id of the rulebook in use.
    #[must_use]
    pub fn definition(&self) -> &str {
        &self.definition
    }

    /// The ideal customer, if the team said who that is.
    #[must_use]
    pub fn profile(&self) -> Option<&Profile> {
        self.profile.as_ref()
    }

    /// The day the workspace is looked at.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Members of its file that this version does not know, written back as they came.
    #[must_use]
    pub fn extra(&self) -> &Map<String, Value> {
        &self.extra
    }

    /// Whether there is a rulebook with this id, the team's own or a published one.
    #[must_use]
    pub fn has_rulebook(&self, id: &str) -> bool {
        self.own_rulebook(id).is_some() || published_rulebook(id).is_some()
    }

    /// The rulebook with this id, the team's own before a published one. If the team said who their ideal customer is, the
    /// profile's items stand in place of its fit items, unless its JSON says `"own_fit": true`. `None` when there is none.
    #[must_use]
    pub fn rulebook(&self, id: &str) -> Option<Cow<'_, Rulebook>> {
        let written = match self.own_rulebook(id) {
            Some(own) => own,
            None => published_rulebook(id)?,
        };
        let keeps_fit = written.json.get(OWN_FIT) == Some(&Value::Bool(true));
        match &self.profile {
            Some(profile) if !profile.is_empty() && !keeps_fit => {
                Some(with_fit(written, profile.fit_items_json()))
            }
            _ => Some(Cow::Borrowed(written)),
        }
    }

    /// The rulebook in use, see [`Workspace::rulebook`]. `None` never happens while the default one is published.
    #[must_use]
    pub fn current_rulebook(&self) -> Option<Cow<'_, Rulebook>> {
        self.rulebook(&self.definition)
            .or_else(|| self.rulebook(DEFAULT_RULEBOOK))
    }

    pub(crate) fn own_rulebook(&self, id: &str) -> Option<&Rulebook> {
        self.rulebooks.iter().find(|r| r.id == id)
    }

    /// Puts a rulebook in its place by id and returns the one that stood there.
    pub(crate) fn put_rulebook(&mut self, rulebook: Rulebook) -> Option<Rulebook> {
        match self.rulebooks.binary_search_by(|r| r.id.cmp(&rulebook.id)) {
            Ok(at) => self
                .rulebooks
                .get_mut(at)
                .map(|old| std::mem::replace(old, rulebook)),
            Err(at) => {
                self.rulebooks.insert(at, rulebook);
                None
            }
        }
    }
}

/// The rulebook with other fit items, which are its own from then on: given to somebody else, no other profile takes their place. As it
/// is when they cannot be read.
fn with_fit(rulebook: &Rulebook, fit: Value) -> Cow<'_, Rulebook> {
    let mut json = rulebook.json.clone();
    if let Some(members) = json.as_object_mut() {
        members.insert("fit".to_owned(), fit);
        members.insert(OWN_FIT.to_owned(), Value::Bool(true));
    }
    match crate::parse_rulebook(&json) {
        Ok(changed) => Cow::Owned(changed),
        Err(_) => Cow::Borrowed(rulebook),
    }
}
