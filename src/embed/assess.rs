//! A request in, an assessment out, without the browser.

use crate::wire;
use model::{Day, assessment_to_json, contact_table, describe, parse_rulebook, published_texts};
use serde_json::Value;

/// See [`crate::assess`].
pub(crate) fn assess(request: &str) -> Result<String, String> {
    let request =
        wire::read(request).ok_or("leadlens.js and engine_bg.wasm are of two versions")?;
    let rulebook = request.get("rulebook").unwrap_or(&Value::Null);
    let rulebook = parse_rulebook(rulebook).map_err(|e| format!("rulebook: {e}"))?;
    let contact = request
        .get("contact")
        .ok_or("contact: expected an object, found nothing")?;
    let table = contact_table(contact).map_err(|e| format!("contact: {e}"))?;
    let as_of = request.get("as_of");
    let day = as_of
        .and_then(Value::as_str)
        .and_then(Day::parse)
        .ok_or_else(|| {
            let found = as_of.map_or_else(|| "nothing".to_owned(), describe);
            format!("as_of: expected a date such as \"2026-11-21\", found {found}")
        })?;
    let assessment = assessment_to_json(&model::assess(&rulebook, &table, 0, day));
    let mut answer = String::new();
    wire::write(&assessment, &mut answer);
    Ok(answer)
}

/// See [`crate::rulebooks`].
pub(crate) fn rulebooks() -> String {
    format!("[{}]", published_texts().join(","))
}

#[cfg(test)]
mod tests {
    use super::{assess, rulebooks};
    use crate::wire;
    use serde_json::{Value, json};

    fn published() -> Vec<Value> {
        serde_json::from_str(&rulebooks()).unwrap()
    }

    fn house() -> Value {
        let all = published();
        all.into_iter().find(|r| r["id"] == "house").unwrap()
    }

    fn ask(request: &Value) -> Result<Value, String> {
        let mut words = String::new();
        wire::write(request, &mut words);
        assess(&words).map(|answer| wire::read(&answer).unwrap())
    }

    fn refuses(request: &Value, expected: &str) {
        assert_eq!(ask(request).unwrap_err(), expected);
    }

    #[test]
    fn bad_input_names_the_member() {
        let (house, nobody) = (house(), json!({ "attributes": {} }));
        refuses(
            &json!({ "rulebook": house, "contact": nobody }),
            "as_of: expected a date such as \"2026-11-21\", found nothing",
        );
        refuses(
            &json!({ "rulebook": house, "contact": nobody, "as_of": "2026-02-30" }),
            "as_of: expected a date such as \"2026-11-21\", found \"2026-02-30\"",
        );
        refuses(
            &json!({ "rulebook": house, "contact": { "signals": [{ "kind": "replied", "date": "soon" }] }, "as_of": "2026-11-21" }),
            "contact: signals[0].date: expected a date such as \"2026-01-31\", or null, found \"soon\"",
        );
        refuses(
            &json!({ "rulebook": house, "as_of": "2026-11-21" }),
            "contact: expected an object, found nothing",
        );
        let mut mine = house;
        mine["fit"][0]["tiers"][0]["points"] = json!(0.5);
        refuses(
            &json!({ "rulebook": mine, "contact": nobody, "as_of": "2026-11-21" }),
            "rulebook: fit[0].tiers[0].points: expected a whole number of points, from 0, found 0.5",
        );
    }

    #[test]
    fn a_contact_is_assessed() {
        let request = json!({ "rulebook": house(), "contact": { "attributes": { "in_target_market": "yes" } }, "as_of": "2026-11-21" });
        let assessment = ask(&request).unwrap();
        assert_eq!(assessment["stage"], "lead");
        assert_eq!(assessment["stopped_at"], "prospect");
    }

    #[test]
    fn the_answer_is_the_assessment_that_the_app_exports() {
        let contact = json!({ "attributes": { "employees": 120.5, "in_target_market": true, "annual_revenue": "2000000" } });
        let day = model::Day::parse("2026-11-21").unwrap();
        let table = model::contact_table(&contact).unwrap();
        for json in published() {
            let rulebook = model::parse_rulebook(&json).unwrap();
            let expected = model::assessment_to_json(&model::explain(&rulebook, &table, 0, day));
            let request = json!({ "rulebook": json, "contact": contact, "as_of": "2026-11-21" });
            assert_eq!(ask(&request).unwrap(), expected);
        }
    }

    #[test]
    fn seven_rulebooks_are_handed_out() {
        assert_eq!(published().len(), 7);
    }

    #[test]
    fn a_page_is_told_the_version_of_this_crate() {
        let line = format!("export const version = \"{}\";", env!("CARGO_PKG_VERSION"));
        assert!(include_str!("leadlens.js").lines().any(|l| l == line));
    }
}
