//! A request in, an assessment out, without the browser.

use model::{Day, Node, WordsOut, assess_alone, read_contact, read_rulebook, write_assessment};

/// See [`crate::assess`].
pub(crate) fn assess(request: &str) -> Result<String, String> {
    let words = parted(request);
    let request = Node::Words(&words);
    let given = |member: &str| request.member(member).unwrap_or(Node::Words(&["z"]));
    let found = |member: &str| match request.member(member) {
        Some(node) => node.describe(),
        None => "nothing".to_owned(),
    };
    let rulebook =
        read_rulebook(given("rulebook")).map_err(|e| "rulebook: ".to_owned() + &e.sentence())?;
    if request.member("contact").is_none() {
        return Err("contact: expected an object, found nothing".to_owned());
    }
    let table =
        read_contact(given("contact")).map_err(|e| "contact: ".to_owned() + &e.sentence())?;
    let Some(day) = given("as_of").text().and_then(Day::parse) else {
        let expected = "as_of: expected a date such as \"2026-11-21\", found ";
        return Err(expected.to_owned() + &found("as_of"));
    };
    let mut answer = WordsOut::default();
    write_assessment(&assess_alone(&rulebook, &table, day), &mut answer);
    Ok(answer.finish())
}

/// The words of a request. The standard library's ways to split a text are ten times this long.
pub(crate) fn parted(request: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, byte) in request.bytes().enumerate() {
        if byte == 0 {
            words.push(request.get(start..at).unwrap_or(""));
            start = at + 1;
        }
    }
    words.push(request.get(start..).unwrap_or(""));
    words
}

#[cfg(test)]
pub(crate) mod tests {
    use super::assess;
    use serde_json::{Value, json};

    pub(crate) fn published() -> Vec<Value> {
        let texts = model::published_texts();
        texts
            .map(|text| serde_json::from_str(text).unwrap())
            .to_vec()
    }

    fn house() -> Value {
        let all = published();
        all.into_iter().find(|r| r["id"] == "house").unwrap()
    }

    fn ask(request: &Value) -> Result<Value, String> {
        ask_of(assess, request)
    }

    pub(crate) fn ask_of(
        by: fn(&str) -> Result<String, String>,
        request: &Value,
    ) -> Result<Value, String> {
        let answer = by(&words(request).join("\0"))?;
        let mut words = answer.split('\0');
        let value = value(&mut words);
        assert_eq!(words.next(), None, "the answer has more words than it says");
        Ok(value)
    }

    /// A value in words, as `leadlens.js` writes it.
    fn words(value: &Value) -> Vec<String> {
        match value {
            Value::Null => vec!["z".to_owned()],
            Value::Bool(value) => vec![if *value { "t" } else { "f" }.to_owned()],
            Value::String(text) => vec![format!("s{text}")],
            Value::Number(number) => vec![format!("n{number}")],
            Value::Array(list) => {
                let first = vec![format!("[{}", list.len())];
                first
                    .into_iter()
                    .chain(list.iter().flat_map(words))
                    .collect()
            }
            Value::Object(members) => {
                let mut all = vec![format!("{{{}", members.len())];
                for (name, value) in members {
                    all.push(name.clone());
                    all.append(&mut words(value));
                }
                all
            }
        }
    }

    /// A value from words, as `leadlens.js` reads it.
    fn value(words: &mut std::str::Split<'_, char>) -> Value {
        let word = words.next().unwrap();
        let (form, rest) = word.split_at(1);
        match form {
            "s" => rest.into(),
            "n" => serde_json::from_str(rest).unwrap(),
            "t" => true.into(),
            "f" => false.into(),
            "[" => (0..rest.parse().unwrap()).map(|_| value(words)).collect(),
            "{" => {
                let members = 0..rest.parse().unwrap();
                members
                    .map(|_| (words.next().unwrap().to_owned(), value(words)))
                    .collect()
            }
            _ => Value::Null,
        }
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
    fn a_page_is_told_the_version_of_this_crate() {
        let line = format!("export const version = \"{}\";", env!("CARGO_PKG_VERSION"));
        assert!(include_str!("leadlens.js").lines().any(|l| l == line));
    }
}
