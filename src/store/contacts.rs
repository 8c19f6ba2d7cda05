//! A workspace to the segments that are kept, and back: `meta`, `rulebooks`, a segment for each shelf (`quizzes`, `learning`), and
//! `contacts/000`, each of 500 contacts.

use model::{
    Change, DEFAULT_RULEBOOK, Day, List, MemberPath, Profile, Rulebook, Shelf, Table, Workspace,
    WorkspaceParts, json, list_from_json, list_to_json, parse_rulebook, profile_from_json,
    profile_to_json, read_rows, write_rows,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::ops::Range;

mod shelves;

/// Contacts in a segment. An edit writes as little as that anew.
pub const CONTACTS_A_SEGMENT: u32 = 500;

const META: &str = "meta";
const RULEBOOKS: &str = "rulebooks";
const CONTACTS: &str = "contacts/";
/// The member in which the workspace keeps what could not be read.
const UNREADABLE: &str = "unreadable";

/// The members of `meta` that this version knows.
const MEMBERS: [&str; 8] = [
    "name",
    "as_of",
    "definition",
    "profile",
    "lists",
    "contacts",
    "attributes",
    "signals",
];

/// Something kept that could not be read. The rest of the workspace is there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// What was kept about the workspace and its lists is gone; the contacts may be there.
    #[error(
        "The names and answers of this workspace could not be read ({0}). Its contacts are in one list now."
    )]
    Meta(String),
    /// The profile is gone.
    #[error("The ideal customer could not be read ({0}). Please answer that question again.")]
    Profile(String),
    /// A list's name and answers are gone; its contacts are there.
    #[error("What was asked about list number {number} could not be read ({problem}).")]
    List {
        /// Which, from 1.
        number: usize,
        /// What is wrong.
        problem: String,
    },
    /// Rulebooks of the team's own are gone.
    #[error("A definition of your own could not be read ({0}).")]
    Rulebook(String),
    /// Something on a shelf is gone.
    #[error("A {} of yours could not be read ({problem}).", shelf.thing())]
    Kept {
        /// Where it is kept.
        shelf: Shelf,
        /// What is wrong.
        problem: String,
    },
    /// Contacts are gone; their rows are blank, so that the others keep their places.
    #[error("{} contacts, from number {}, could not be read ({problem}).", rows.len(), rows.start.saturating_add(1))]
    Contacts {
        /// Their rows.
        rows: Range<u32>,
        /// What is wrong.
        problem: String,
    },
}

/// All segments of a workspace, made one at a time, so that the caller can pause between them.
pub fn segments(workspace: &Workspace) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
    segment_names(workspace).filter_map(|name| {
        let bytes = segment(workspace, &name)?;
        Some((name, bytes))
    })
}

/// The names of all segments of a workspace.
pub fn segment_names(workspace: &Workspace) -> impl Iterator<Item = String> + use<> {
    [META, RULEBOOKS]
        .into_iter()
        .chain(Shelf::ALL.map(Shelf::id))
        .map(str::to_owned)
        .chain(contact_segments(0..workspace.table().rows()))
}

/// The bytes of one segment; `None` when the workspace has none of this name (any more), so that it is to be removed.
#[must_use]
pub fn segment(workspace: &Workspace, name: &str) -> Option<Vec<u8>> {
    match name {
        META => Some(meta(workspace).to_string().into_bytes()),
        RULEBOOKS => {
            // Texts within a text: rulebooks may be nested deeply, and a list of them would be deeper still.
            let texts = workspace.rulebooks().iter();
            let texts: Value = texts.map(|r| Value::from(r.json.to_string())).collect();
            Some(texts.to_string().into_bytes())
        }
        name => {
            let shelves = Shelf::ALL.into_iter();
            if let Some(shelf) = shelves.clone().find(|shelf| shelf.id() == name) {
                return shelves::write(workspace, shelf);
            }
            let rows = rows_of(name.strip_prefix(CONTACTS)?)?;
            let end = rows.end.min(workspace.table().rows());
            (rows.start < end).then(|| write_rows(workspace.table(), rows.start..end).into_bytes())
        }
    }
}

/// The names of the segments that a change touches. After it, some of them may be gone: for those [`segment`] gives `None`.
#[must_use]
pub fn segments_touched(change: &Change) -> Vec<String> {
    let mut names = Vec::new();
    // A fact may have made a column or a kind of signal, whose order `meta` keeps.
    if change.settings || change.rows_came_or_went || !change.rows.is_empty() {
        names.push(META.to_owned());
    }
    if change.rulebooks {
        names.push(RULEBOOKS.to_owned());
    }
    for (shelf, touched) in [
        (Shelf::Quizzes, change.quizzes),
        (Shelf::Learning, change.learning),
    ] {
        if touched {
            names.push(shelf.id().to_owned());
        }
    }
    let mut last = None;
    for rows in &change.rows {
        for name in contact_segments(rows.clone()) {
            if last.as_ref() != Some(&name) {
                names.push(name.clone());
                last = Some(name);
            }
        }
    }
    names
}

/// Puts a workspace together from what is kept. What cannot be read is named, and the rest is there. `today` is the day looked at
/// where none is kept.
#[must_use]
pub fn workspace_from_segments(
    segments: &BTreeMap<String, Vec<u8>>,
    today: Day,
) -> (Workspace, Vec<Damage>) {
    let mut reading = Reading::new(segments, today);
    while reading.read_one(segments) {}
    reading.finish()
}

/// A workspace being read, one segment at a time, so that the caller can pause between them.
#[derive(Debug)]
pub struct Reading {
    parts: WorkspaceParts,
    damage: Vec<Damage>,
    next: u32,
    rows: u32,
}

impl Reading {
    /// Begins with what is kept beside contacts.
    #[must_use]
    pub fn new(segments: &BTreeMap<String, Vec<u8>>, today: Day) -> Reading {
        let mut damage = Vec::new();
        let meta = match segments.get(META) {
            // A save holds what was changed: rules or quizzes alone, where nothing was said about lists yet.
            None if !segments.keys().any(|name| name.starts_with(CONTACTS)) => Map::new(),
            None => {
                damage.push(Damage::Meta("it is missing".to_owned()));
                Map::new()
            }
            Some(bytes) => read_object(bytes).unwrap_or_else(|problem| {
                damage.push(Damage::Meta(problem));
                Map::new()
            }),
        };
        // Without a number the last segment that is there tells how far it goes.
        let rows = whole(meta.get("contacts")).unwrap_or_else(|| {
            let numbers = segments.keys().filter_map(|name| {
                let rows = rows_of(name.strip_prefix(CONTACTS)?)?;
                let last = read_segment(segments, name).ok()?;
                Some(rows.start.saturating_add(last.rows()))
            });
            numbers.max().unwrap_or(0)
        });
        let mut table = Table::new();
        for id in texts(meta.get("attributes")).filter(|id| !id.is_empty()) {
            table.column_mut(id);
        }
        for kind in texts(meta.get("signals")) {
            table.signal_index(kind);
        }
        let text = |member: &str| meta.get(member).and_then(Value::as_str);
        let mut extra: Map<String, Value> = meta
            .iter()
            .filter(|(key, _)| !MEMBERS.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let parts = WorkspaceParts {
            name: text("name").unwrap_or("").to_owned(),
            as_of: text("as_of").and_then(Day::parse).unwrap_or(today),
            definition: text("definition").unwrap_or(DEFAULT_RULEBOOK).to_owned(),
            profile: read_profile(&meta, &mut extra, &mut damage),
            rulebooks: read_rulebooks(segments, &mut extra, &mut damage),
            shelves: Shelf::ALL
                .map(|shelf| shelves::read(shelf, segments, &mut extra, &mut damage)),
            lists: read_lists(&meta, &mut damage),
            table,
            extra,
        };
        Reading {
            parts,
            damage,
            next: 0,
            rows,
        }
    }

    /// Contacts read so far, and all there are.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        (self.next, self.rows)
    }

    /// Reads the next segment of contacts, and says whether there are more.
    pub fn read_one(&mut self, segments: &BTreeMap<String, Vec<u8>>) -> bool {
        if self.next >= self.rows {
            return false;
        }
        let end = self.next.saturating_add(CONTACTS_A_SEGMENT).min(self.rows);
        let expected = end - self.next;
        let name = segment_name(self.next / CONTACTS_A_SEGMENT);
        let read = read_segment(segments, &name).and_then(|part| match part.rows() {
            rows if rows == expected => Ok(part),
            rows => Err(format!("it holds {rows} instead of {expected}")),
        });
        match read {
            Ok(mut part) => {
                if self.next == 0 {
                    // The first segment says what the others will be like: room made bit by bit is made in bursts.
                    let all = self.rows.div_ceil(CONTACTS_A_SEGMENT) as usize;
                    part.reserve_times(all.min(segments.len()));
                }
                self.parts.table.append(part);
            }
            Err(problem) => {
                self.parts.table.add_rows(expected, None);
                let rows = self.next..end;
                // Segments gone side by side are one loss.
                match self.damage.last_mut() {
                    Some(Damage::Contacts {
                        rows: before,
                        problem: same,
                    }) if before.end == rows.start && *same == problem => before.end = rows.end,
                    _ => self.damage.push(Damage::Contacts { rows, problem }),
                }
            }
        }
        self.next = end;
        self.next < self.rows
    }

    /// The workspace, and what of it could not be read.
    #[must_use]
    pub fn finish(self) -> (Workspace, Vec<Damage>) {
        (Workspace::from_parts(self.parts), self.damage)
    }
}

fn meta(workspace: &Workspace) -> Value {
    let mut meta = Map::new();
    let mut put = |key: &str, value: Value| meta.insert(key.to_owned(), value);
    put("name", workspace.name().into());
    put("as_of", workspace.as_of().to_string().into());
    put("definition", workspace.definition().into());
    put("profile", workspace.profile().map(profile_to_json).into());
    put(
        "lists",
        workspace.lists().iter().map(list_to_json).collect(),
    );
    let table = workspace.table();
    put("contacts", table.rows().into());
    put(
        "attributes",
        table
            .columns()
            .iter()
            .map(|c| Value::from(&*c.id))
            .collect(),
    );
    put(
        "signals",
        table
            .signals()
            .iter()
            .map(|s| Value::from(&*s.kind))
            .collect(),
    );
    for (key, value) in workspace.extra() {
        meta.entry(key.clone()).or_insert_with(|| value.clone());
    }
    Value::Object(meta)
}

fn segment_name(number: u32) -> String {
    format!("{CONTACTS}{number:03}")
}

fn contact_segments(rows: Range<u32>) -> impl Iterator<Item = String> {
    let numbers = if rows.is_empty() {
        0..0
    } else {
        rows.start / CONTACTS_A_SEGMENT..(rows.end - 1) / CONTACTS_A_SEGMENT + 1
    };
    numbers.map(segment_name)
}

/// The rows of the segment with this number.
fn rows_of(number: &str) -> Option<Range<u32>> {
    let number: u32 = number.parse().ok()?;
    let start = number.checked_mul(CONTACTS_A_SEGMENT)?;
    Some(start..start.saturating_add(CONTACTS_A_SEGMENT))
}

fn read_text(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| "it is not text".to_owned())
}

fn read_object(bytes: &[u8]) -> Result<Map<String, Value>, String> {
    match json::parse(read_text(bytes)?) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err("it is not an object".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn read_segment(segments: &BTreeMap<String, Vec<u8>>, name: &str) -> Result<Table, String> {
    let bytes = segments
        .get(name)
        .ok_or_else(|| "they are missing".to_owned())?;
    read_rows(read_text(bytes)?).map_err(|error| error.to_string())
}

fn read_profile(
    meta: &Map<String, Value>,
    extra: &mut Map<String, Value>,
    damage: &mut Vec<Damage>,
) -> Option<Profile> {
    let json = meta.get("profile").filter(|json| !json.is_null())?;
    match profile_from_json(json, &MemberPath::root().key("profile")) {
        Ok(profile) => Some(profile),
        Err(error) => {
            damage.push(Damage::Profile(error.to_string()));
            keep(extra, json.clone());
            None
        }
    }
}

/// Keeps what cannot be read with the workspace, so that the next save does not lose it.
fn keep(extra: &mut Map<String, Value>, unreadable: Value) {
    let kept = extra
        .entry(UNREADABLE)
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Some(kept) = kept.as_array_mut() {
        kept.push(unreadable);
    }
}

fn read_lists(meta: &Map<String, Value>, damage: &mut Vec<Damage>) -> Vec<List> {
    let lists = meta.get("lists").and_then(Value::as_array);
    let lists = lists.into_iter().flatten().enumerate();
    lists
        .map(|(at, json)| {
            let path = MemberPath::root().key("lists").index(at);
            list_from_json(json, &path).unwrap_or_else(|error| {
                let number = at + 1;
                damage.push(Damage::List {
                    number,
                    problem: error.to_string(),
                });
                // Its rows still hold the place of its contacts.
                let mut list = List::new(&format!("List {number}"));
                list.rows = whole(json.get("rows")).unwrap_or(0);
                list
            })
        })
        .collect()
}

fn read_rulebooks(
    segments: &BTreeMap<String, Vec<u8>>,
    extra: &mut Map<String, Value>,
    damage: &mut Vec<Damage>,
) -> Vec<Rulebook> {
    let Some(bytes) = segments.get(RULEBOOKS) else {
        return Vec::new();
    };
    let read = |text: &Value| -> Result<Rulebook, String> {
        let text = text.as_str().ok_or("it is not text")?;
        let json = json::parse(text).map_err(|error| error.to_string())?;
        parse_rulebook(&json).map_err(|error| error.to_string())
    };
    let texts = read_text(bytes).and_then(|text| match json::parse(text) {
        Ok(Value::Array(texts)) => Ok(texts),
        Ok(_) => Err("they are not a list".to_owned()),
        Err(error) => Err(error.to_string()),
    });
    let texts = texts.unwrap_or_else(|problem| {
        damage.push(Damage::Rulebook(problem));
        keep(extra, String::from_utf8_lossy(bytes).into());
        Vec::new()
    });
    let mut rulebooks = Vec::new();
    for text in texts {
        match read(&text) {
            Ok(rulebook) => rulebooks.push(rulebook),
            Err(problem) => {
                damage.push(Damage::Rulebook(problem));
                keep(extra, text);
            }
        }
    }
    rulebooks
}

fn whole(json: Option<&Value>) -> Option<u32> {
    json?.as_u64().and_then(|n| u32::try_from(n).ok())
}

fn texts(json: Option<&Value>) -> impl Iterator<Item = &str> {
    json.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

#[cfg(test)]
mod tests;
