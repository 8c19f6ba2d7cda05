//! The simulator's numbers as they are kept: the texts that were typed.

use crate::learn::records;
use crate::session::Session;
use exchange::CostField;
use model::learn::{ListCounts, Simulation, presets};
use serde_json::{Map, Value};

const KEY: &str = "cost";
const FORMAT: &str = "leadlens.cost/1";
/// The sign of the articles' money.
const CURRENCY: &str = "$";

/// What is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The texts, in the order of [`CostField::ALL`].
    pub texts: [String; 10],
    /// The sign of the reader's money.
    pub currency: String,
    /// Members that this version does not know.
    extra: Map<String, Value>,
}

impl Sheet {
    /// What is kept; the first preset to begin with. Listens to what is kept.
    pub fn kept(session: Session) -> Sheet {
        Sheet::of(records::record(session, KEY).as_ref())
    }

    fn of(json: Option<&Value>) -> Sheet {
        let [first, ..] = presets();
        let mut extra = json.and_then(Value::as_object).cloned().unwrap_or_default();
        let mut text = |member: &str| match extra.shift_remove(member) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let texts = CostField::ALL.map(|field| {
            text(field.id()).unwrap_or_else(|| match json {
                // A member that is gone was never asked for; the rest is the reader's.
                Some(_) => String::new(),
                None => field.text_of(&first.input),
            })
        });
        let currency = text("currency").unwrap_or_else(|| CURRENCY.to_owned());
        extra.shift_remove("format");
        Sheet {
            texts,
            currency,
            extra,
        }
    }

    fn to_json(&self) -> Value {
        let mut members = Map::new();
        members.insert("format".into(), FORMAT.into());
        for (field, text) in CostField::ALL.into_iter().zip(&self.texts) {
            members.insert(field.id().into(), text.as_str().into());
        }
        members.insert("currency".into(), self.currency.as_str().into());
        members.extend(self.extra.clone());
        Value::Object(members)
    }

    /// The texts for a simulation's numbers.
    pub fn texts_of(input: &Simulation) -> [String; 10] {
        CostField::ALL.map(|field| field.text_of(input))
    }

    /// Puts a list's counts in; shares are rounded to hundredths of a per cent.
    pub fn take(&mut self, found: &ListCounts) {
        let [first, ..] = presets();
        let input = Simulation {
            leads: f64::from(found.leads),
            conversion: found
                .conversion
                .map(|share| (share * 10_000.0).round() / 10_000.0),
            ..first.input
        };
        for (field, text) in CostField::ALL.into_iter().zip(&mut self.texts) {
            if field == CostField::Leads || field.is_share() {
                *text = field.text_of(&input);
            }
        }
    }

    /// Keeps it; undo takes it back. Whether it is kept now.
    pub fn keep(&self, session: Session, label: &str) -> bool {
        records::change(session, KEY, self.to_json(), label)
    }

    /// Keeps it while one of its members is typed into.
    pub fn type_in(&self, session: Session, member: &str, label: &str) {
        records::type_in(session, KEY, member, self.to_json(), label);
    }
}

#[cfg(test)]
mod tests {
    use super::Sheet;
    use model::learn::ListCounts;
    use serde_json::json;

    #[test]
    fn what_is_kept_comes_back() {
        let first = Sheet::of(None);
        assert_eq!(first.texts[0], "50,000");
        assert_eq!(Sheet::of(Some(&first.to_json())), first);
        let json =
            json!({ "format": "leadlens.cost/1", "spend": "a lot", "currency": "CHF", "later": 7 });
        let sheet = Sheet::of(Some(&json));
        assert_eq!(
            (sheet.texts[0].as_str(), sheet.texts[1].as_str()),
            ("a lot", "")
        );
        assert_eq!(sheet.to_json()["later"], 7);
        assert_eq!(sheet.to_json()["currency"], "CHF");
    }

    #[test]
    fn a_list_fills_its_own_fields() {
        let mut sheet = Sheet::of(None);
        let before = sheet.texts.clone();
        sheet.take(&ListCounts {
            leads: 1_234,
            conversion: [1.0 / 3.0, 0.5, 0.0],
        });
        assert_eq!(sheet.texts[1..5], ["1,234", "33.33", "50", "0"]);
        assert_eq!(
            (&sheet.texts[0], &sheet.texts[5..]),
            (&before[0], &before[5..])
        );
    }
}
