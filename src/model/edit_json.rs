//! Edits as JSON: for the journal and for other tabs.

use crate::day::Day;
use crate::dictionary::Kind;
use crate::edit::{Edit, Fact, FactRun};
use crate::list_json::{list_from_json, list_to_json};
use crate::override_json::{override_from_json, override_to_json};
use crate::profile_json::{profile_from_json, profile_to_json};
use crate::refusal::{MemberPath, Refusal};
use crate::rows_json::{read_rows, write_rows};
use crate::shelf::Shelf;
use serde_json::{Map, Value, json};

/// Writes an edit. The contacts of an import are one compact text, see [`crate::write_rows`].
#[must_use]
pub fn edit_to_json(edit: &Edit) -> Value {
    let day = |day: &Option<Day>| day.map(|d| d.to_string());
    match edit {
        Edit::Import { list, part } => json!({ "edit": "import", "list": list_to_json(list),
            "contacts": write_rows(part, 0..part.rows()) }),
        Edit::RemoveImport => json!({ "edit": "remove_import" }),
        Edit::SetFact {
            row,
            attribute,
            value,
        } => json!({ "edit": "set_fact", "row": row, "attribute": attribute,
            "value": value.as_ref().map(fact_json) }),
        Edit::SetFacts { attribute, runs } => json!({ "edit": "set_facts", "attribute": attribute,
            "runs": runs_json(runs) }),
        Edit::SetSignals { row, kind, entries } => {
            let entries = entries.iter().map(|(d, count)| json!([day(d), count]));
            json!({ "edit": "set_signals", "row": row, "kind": kind,
                "entries": entries.collect::<Value>() })
        }
        Edit::SetOverride { row, value } => json!({ "edit": "set_override", "row": row,
            "value": value.as_ref().map(override_to_json) }),
        Edit::AnswerTargetMarket { list, answer } => {
            json!({ "edit": "answer_target_market", "list": list, "answer": answer })
        }
        Edit::RestoreTargetMarket { list, answer, runs } => {
            json!({ "edit": "restore_target_market", "list": list, "answer": answer,
                "runs": runs_json(runs) })
        }
        Edit::SetExportDay { list, day: d } => {
            json!({ "edit": "set_export_day", "list": list, "day": day(d) })
        }
        Edit::SetProfile(profile) => json!({ "edit": "set_profile",
            "profile": profile.as_ref().map(profile_to_json) }),
        Edit::SetRulebook { id, json } => {
            json!({ "edit": "set_rulebook", "id": id, "rulebook": json })
        }
        Edit::Keep { shelf, key, json } => {
            json!({ "edit": "keep", "shelf": shelf.id(), "key": key, "json": json })
        }
        Edit::ChooseDefinition(id) => json!({ "edit": "choose_definition", "id": id }),
        Edit::SetAsOf(d) => json!({ "edit": "set_as_of", "day": d.to_string() }),
        Edit::Rename(name) => json!({ "edit": "rename", "name": name }),
        Edit::Several(edits) => json!({ "edit": "several",
            "edits": edits.iter().map(edit_to_json).collect::<Value>() }),
    }
}

/// Reads an edit.
///
/// # Errors
/// When a member is not as expected; the refusal names it.
pub fn edit_from_json(json: &Value) -> Result<Edit, Refusal> {
    At {
        json,
        path: &MemberPath::root(),
    }
    .edit()
}

fn fact_json(fact: &Fact) -> Value {
    let mut json = Map::new();
    json.insert("text".to_owned(), fact.text.clone().into());
    if fact.kind == Kind::Number {
        json.insert("number".to_owned(), true.into());
    }
    if fact.inferred {
        json.insert("inferred".to_owned(), true.into());
    }
    Value::Object(json)
}

fn runs_json(runs: &[FactRun]) -> Value {
    let run = |run: &FactRun| {
        json!([
            run.rows.start,
            run.rows.end,
            run.fact.as_ref().map(fact_json)
        ])
    };
    runs.iter().map(run).collect()
}

/// A value and where it stands.
#[derive(Clone, Copy)]
struct At<'a> {
    json: &'a Value,
    path: &'a MemberPath,
}

impl At<'_> {
    fn edit(self) -> Result<Edit, Refusal> {
        match self.text("edit")?.as_str() {
            "import" => {
                let list = list_from_json(self.get("list"), &self.path.key("list"))?;
                let text = self.text("contacts")?;
                let part = read_rows(&text)
                    .map_err(|_| self.refuse("contacts", "contacts, column by column"))?;
                let part = Box::new(part);
                Ok(Edit::Import { list, part })
            }
            "remove_import" => Ok(Edit::RemoveImport),
            "set_fact" => Ok(Edit::SetFact {
                row: self.row("row")?,
                attribute: self.text("attribute")?,
                value: self.take("value", "a fact or null", fact)?,
            }),
            "set_facts" => Ok(Edit::SetFacts {
                attribute: self.text("attribute")?,
                runs: self.runs()?,
            }),
            "set_signals" => Ok(Edit::SetSignals {
                row: self.row("row")?,
                kind: self.text("kind")?,
                entries: self.take("entries", "a list of days and counts", |list| {
                    list.as_array()?.iter().map(entry).collect()
                })?,
            }),
            "set_override" => Ok(Edit::SetOverride {
                row: self.row("row")?,
                value: self.take("value", "an override or null", |value| match value {
                    Value::Null => Some(None),
                    value => override_from_json(value.as_object()?.clone()).map(Some),
                })?,
            }),
            "answer_target_market" => Ok(Edit::AnswerTargetMarket {
                list: self.list()?,
                answer: self.answer()?,
            }),
            "restore_target_market" => Ok(Edit::RestoreTargetMarket {
                list: self.list()?,
                answer: self.answer()?,
                runs: self.runs()?,
            }),
            "set_export_day" => Ok(Edit::SetExportDay {
                list: self.list()?,
                day: self.take("day", "a date or null", maybe_day)?,
            }),
            "set_profile" => Ok(Edit::SetProfile(match self.get("profile") {
                Value::Null => None,
                profile => Some(profile_from_json(profile, &self.path.key("profile"))?),
            })),
            "set_rulebook" => Ok(Edit::SetRulebook {
                id: self.text("id")?,
                json: Some(self.get("rulebook").clone()).filter(|json| !json.is_null()),
            }),
            "keep" => Ok(Edit::Keep {
                shelf: self.take("shelf", "a shelf", |id| {
                    let shelf = Shelf::ALL.into_iter();
                    shelf.clone().find(|shelf| Some(shelf.id()) == id.as_str())
                })?,
                key: self.text("key")?,
                json: Some(self.get("json").clone()).filter(|json| !json.is_null()),
            }),
            "choose_definition" => Ok(Edit::ChooseDefinition(self.text("id")?)),
            "set_as_of" => Ok(Edit::SetAsOf(
                self.take("day", "a date", |day| Day::parse(day.as_str()?))?,
            )),
            "rename" => Ok(Edit::Rename(self.text("name")?)),
            "several" => {
                let edits =
                    self.take("edits", "a list of edits", |list| list.as_array().cloned())?;
                let path = self.path.key("edits");
                let edits = edits.iter().enumerate().map(|(at, json)| {
                    let path = &path.index(at);
                    At { json, path }.edit()
                });
                Ok(Edit::Several(edits.collect::<Result<_, _>>()?))
            }
            _ => Err(self.refuse("edit", "a kind of edit that this version knows")),
        }
    }

    fn get(&self, member: &str) -> &Value {
        self.json.get(member).unwrap_or(&Value::Null)
    }

    fn refuse(&self, member: &str, expected: &'static str) -> Refusal {
        Refusal::new(&self.path.key(member), expected, self.json.get(member))
    }

    fn take<T>(
        &self,
        member: &str,
        expected: &'static str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<T, Refusal> {
        read(self.get(member)).ok_or_else(|| self.refuse(member, expected))
    }

    fn text(&self, member: &str) -> Result<String, Refusal> {
        self.take(member, "a text", |v| v.as_str().map(str::to_owned))
    }

    fn row(&self, member: &str) -> Result<u32, Refusal> {
        self.take(member, "a whole number from 0", whole)
    }

    fn list(&self) -> Result<usize, Refusal> {
        Ok(self.row("list")? as usize)
    }

    fn answer(&self) -> Result<Option<bool>, Refusal> {
        self.take("answer", "true, false or null", |value| match value {
            Value::Null => Some(None),
            value => value.as_bool().map(Some),
        })
    }

    fn runs(&self) -> Result<Vec<FactRun>, Refusal> {
        self.take("runs", "a list of runs of rows", |list| {
            list.as_array()?.iter().map(run).collect()
        })
    }
}

fn whole(json: &Value) -> Option<u32> {
    json.as_u64().and_then(|n| u32::try_from(n).ok())
}

fn maybe_day(json: &Value) -> Option<Option<Day>> {
    match json {
        Value::Null => Some(None),
        day => Day::parse(day.as_str()?).map(Some),
    }
}

fn entry(json: &Value) -> Option<(Option<Day>, u32)> {
    match json.as_array()?.as_slice() {
        [day, count] => Some((maybe_day(day)?, whole(count)?)),
        _ => None,
    }
}

fn run(json: &Value) -> Option<FactRun> {
    match json.as_array()?.as_slice() {
        [start, end, value] => Some(FactRun {
            rows: whole(start)?..whole(end)?,
            fact: fact(value)?,
        }),
        _ => None,
    }
}

fn fact(json: &Value) -> Option<Option<Fact>> {
    if json.is_null() {
        return Some(None);
    }
    let flag = |member: &str| json.get(member) == Some(&Value::Bool(true));
    Some(Some(Fact {
        text: json.get("text")?.as_str()?.to_owned(),
        kind: if flag("number") {
            Kind::Number
        } else {
            Kind::Text
        },
        inferred: flag("inferred"),
    }))
}

#[cfg(test)]
mod tests {
    use super::edit_from_json;
    use serde_json::json;

    #[test]
    fn what_is_no_edit_is_refused_by_name() {
        let check = |json: serde_json::Value, expected: &str| {
            assert_eq!(edit_from_json(&json).unwrap_err().to_string(), expected);
        };
        check(json!(1), "edit: expected a text, found nothing");
        check(
            json!({ "edit": "explode" }),
            "edit: expected a kind of edit that this version knows, found \"explode\"",
        );
        check(
            json!({ "edit": "several", "edits": [{ "edit": "set_fact", "row": -1 }] }),
            "edits[0].row: expected a whole number from 0, found -1",
        );
        check(
            json!({ "edit": "set_as_of", "day": "2026-02-30" }),
            "day: expected a date, found \"2026-02-30\"",
        );
        check(
            json!({ "edit": "set_facts", "attribute": "a", "runs": [[1, 2]] }),
            "runs: expected a list of runs of rows, found a list",
        );
    }
}
