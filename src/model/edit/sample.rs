//! Workspaces and edits made from numbers, for the laws that hold for all of them.

use crate::day::Day;
use crate::dictionary::Kind;
use crate::edit::{Edit, Fact, FactRun};
use crate::profile::{Profile, ProfileItem, Wanted};
use crate::shelf::Shelf;
use crate::stage::Stage;
use crate::table::{Override, Table};
use crate::workspace::{List, Workspace};
use crate::{list_to_json, profile_to_json, published_rulebook};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const ATTRIBUTES: [&str; 4] = ["industry", "in_target_market", "employees", "Größe \"x\""];
const VALUES: [&str; 6] = ["", "software", "yes", "no", "120", " "];
const KINDS: [&str; 3] = ["replied", "site_visit", "waved"];

/// All that is known, in an order of its own: two workspaces with the same facts give the same.
pub(crate) fn facts(workspace: &Workspace) -> Value {
    let table = workspace.table();
    let contact = |row: u32| {
        let attributes: BTreeMap<&str, Value> = table
            .columns()
            .iter()
            .filter(|c| !c.get(row).is_empty())
            .map(|c| {
                let kind = c.kind(row) == Kind::Number;
                (&*c.id, json!([c.get(row), kind, c.inferred.contains(&row)]))
            })
            .collect();
        let mut signals: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for (kind, e) in table.signals_of(row) {
            let signal = json!([e.day().map(|d| d.0), e.count]);
            signals.entry(kind).or_default().push(signal);
        }
        let day = table.exported_on(row).map(|d| d.0);
        let (set, extra) = (table.overrides.get(&row), table.extras.get(&row));
        json!([attributes, signals, day, format!("{set:?}"), extra])
    };
    json!({
        "name": workspace.name(), "as_of": workspace.as_of().0, "definition": workspace.definition(),
        "profile": workspace.profile().map(profile_to_json),
        "rulebooks": workspace.rulebooks().iter().map(|r| r.json.clone()).collect::<Value>(),
        "shelves": Shelf::ALL.map(|shelf| workspace.shelf(shelf).iter().map(|k| json!([k.key, k.json])).collect::<Value>()),
        "lists": workspace.lists().iter().map(|l| json!([l.first_row, list_to_json(l)])).collect::<Value>(),
        "contacts": (0..table.rows()).map(contact).collect::<Value>(),
    })
}

fn part(rows: u32, seed: u32) -> Table {
    let mut part = Table::new();
    part.add_rows(rows, None);
    for row in 0..rows {
        let n = (row + seed) as usize;
        for (at, id) in ATTRIBUTES.iter().enumerate() {
            let value = VALUES[(n * 7 + at) % VALUES.len()];
            let kind = if value == "120" && n.is_multiple_of(2) {
                Kind::Number
            } else {
                Kind::Text
            };
            part.column_mut(id).set(row, value, kind);
            if n % 3 == 1 {
                part.column_mut(id).inferred.insert(row);
            }
        }
        part.add_signal(
            row,
            KINDS[n % 3],
            n.is_multiple_of(2).then_some(Day(20_000)),
            2,
        );
        if n.is_multiple_of(4) {
            let mut extra = Map::new();
            extra.insert("mood".to_owned(), json!({ "n": n }));
            part.extras.insert(row, extra);
        }
    }
    part
}

fn fact(n: u32) -> Option<Fact> {
    let text = VALUES[n as usize % VALUES.len()];
    (!n.is_multiple_of(7)).then(|| Fact {
        text: text.to_owned(),
        kind: if text == "120" && n.is_multiple_of(2) {
            Kind::Number
        } else {
            Kind::Text
        },
        inferred: n.is_multiple_of(3) && !text.is_empty(),
    })
}

pub(crate) fn own_rulebook(n: u32) -> Value {
    let mut json = published_rulebook("house").unwrap().json.clone();
    let members = json.as_object_mut().unwrap();
    members.insert("id".to_owned(), ["house", "ours"][n as usize % 2].into());
    members.insert("note".to_owned(), n.into());
    if n % 5 == 4 {
        members.remove("stages");
    }
    json
}

/// An edit made from numbers, mostly one that fits the workspace.
pub(crate) fn edit(workspace: &Workspace, (kind, a, b, c): (u8, u32, u32, u32)) -> Edit {
    let rows = workspace.table().rows();
    // Now and then one past the end.
    let row = a % (rows + 1);
    let list = a as usize % (workspace.lists().len() + 1);
    let attribute = ATTRIBUTES[c as usize % 4].to_owned();
    let run = |start: u32, n: u32| {
        let start = start % (rows + 1);
        FactRun {
            rows: start..(start + n % 9).min(rows),
            fact: fact(n / 9),
        }
    };
    let answer = [None, Some(true), Some(false)][b as usize % 3];
    let day = (b % 4 > 0).then(|| Day(20_000 + b.cast_signed() % 100));
    match kind % 16 {
        0 => {
            let mut list = List::new("leads.csv");
            list.exported_on = day;
            Edit::Import {
                list,
                part: Box::new(part(a % 12, b)),
            }
        }
        1 => Edit::RemoveImport,
        2 => Edit::facts(
            &attribute,
            (0..a % (rows + 1)).map(|r| (r, fact(b / 3 + r / 4))),
        ),
        3 => Edit::SetFacts {
            attribute,
            runs: vec![run(a, b), run(b, c), run(a + 2, c)],
        },
        4 => Edit::SetSignals {
            row,
            kind: KINDS[c as usize % 3].to_owned(),
            entries: (0..b % 4)
                .map(|n| (day.filter(|_| n > 0), n + c % 2))
                .collect(),
        },
        5 => Edit::SetOverride {
            row,
            value: (b % 3 > 0).then(|| Override {
                stage: Stage::from_index((c % 7) as u8),
                reason: "because".to_owned(),
                author: String::new(),
                on: day,
                until: None,
                extra: Map::from_iter([("mood".to_owned(), json!(c))]),
            }),
        },
        6 | 7 => Edit::AnswerTargetMarket { list, answer },
        8 => Edit::SetExportDay { list, day },
        9 => Edit::SetProfile((b % 3 > 0).then(|| {
            let values = vec![VALUES[c as usize % 6].to_owned()];
            Profile::new(vec![ProfileItem::new(&attribute, Wanted::OneOf(values))])
        })),
        10 => Edit::SetRulebook {
            id: ["house", "ours"][b as usize % 2].to_owned(),
            json: (c % 3 > 0).then(|| own_rulebook(b)),
        },
        11 => Edit::ChooseDefinition(["house", "ours", "conversation"][b as usize % 3].to_owned()),
        12 => Edit::SetAsOf(Day(20_000 + b.cast_signed() % 100)),
        14 => Edit::Keep {
            shelf: Shelf::ALL[c as usize / 5 % 2],
            key: ["first", "second", ""][b as usize % 3].to_owned(),
            json: (c % 4 > 0).then(|| {
                [json!({ "id": a, "x": { "y": b } }), json!("no")][c as usize % 5 / 4].clone()
            }),
        },
        13 => Edit::Several(vec![
            Edit::Rename(format!("w{c}")),
            Edit::SetFact {
                row,
                attribute,
                value: fact(b),
            },
            edit(workspace, (6, a, b, c)),
            edit(workspace, (0, c, b, a)),
        ]),
        _ => Edit::SetFact {
            row,
            attribute,
            value: fact(b),
        },
    }
}

pub(crate) fn any_numbers() -> impl Strategy<Value = Vec<(u8, u32, u32, u32)>> {
    prop::collection::vec((any::<u8>(), 0..1000_u32, 0..1000_u32, 0..1000_u32), 1..30)
}

pub(crate) fn start() -> Workspace {
    let mut workspace = Workspace::new("ours", Day(20_000));
    let import = edit(&workspace, (0, 11, 3, 0));
    workspace.apply(import).unwrap();
    workspace
}

/// A workspace after the edits of these numbers, as far as they fit.
pub(crate) fn edited(numbers: &[(u8, u32, u32, u32)]) -> Workspace {
    let mut workspace = start();
    for numbers in numbers {
        let edit = edit(&workspace, *numbers);
        // One that does not fit changes nothing.
        let _ = workspace.apply(edit);
    }
    workspace
}
