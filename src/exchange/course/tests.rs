//! Courses, out and back in, and what is refused.

use super::{Course, CourseError, read_course};
use model::learn::{curriculum, separations, test_forms};
use model::{Day, published_rulebook};
use serde_json::{Value, json};

const DAY: Day = Day(20_783);

fn course(title: &str) -> Course {
    let house = published_rulebook("house").unwrap();
    let aims = curriculum(&separations(house, DAY));
    let forms = test_forms(house, DAY, &aims, 7, 1);
    Course::of_forms(&forms, house, DAY, title)
}

#[test]
fn a_course_goes_out_and_comes_back() {
    let ours = course("Monday’s course");
    assert_eq!(ours.stem.len(), 6);
    assert_eq!(ours.before.id, format!("{}-before", ours.stem));
    assert_eq!(Course::from_link(&ours.to_link()).as_ref(), Ok(&ours));
    let file = format!("\u{feff}{}", ours.to_json());
    assert_eq!(Course::from_text(&file).as_ref(), Ok(&ours));
    assert_eq!(Course::in_file(&file), Some(Ok(ours.clone())));
    assert_eq!(Course::in_file(&ours.before.to_json().to_string()), None);
    assert_eq!(Course::in_file("leadlens.course/1"), None);
    let newer = file.replace("leadlens.course/1", "leadlens.course/2");
    assert_eq!(Course::in_file(&newer), Some(Err(CourseError::Newer)));
    // The same is the same, another is another.
    assert_eq!(course("Monday’s course"), ours);
    assert_ne!(course("Tuesday’s course").stem, ours.stem);
    // Members of others come back.
    let mut json = ours.to_json();
    json["room"] = "B12".into();
    assert_eq!(read_course(&json).unwrap().to_json(), json);
}

#[test]
fn what_is_no_course_is_refused_with_a_sentence() {
    let ours = course("Ours").to_json();
    let check = |change: &dyn Fn(&mut Value), expected: &str| {
        let mut json = ours.clone();
        change(&mut json);
        let said = read_course(&json).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}");
    };
    check(&|json| *json = json!([]), "expected a course, an object");
    check(
        &|json| json["format"] = json!("leadlens.course/2"),
        "newer version of Leadlens",
    );
    check(&|json| json["format"] = json!("leadlens.deck/1"), "format");
    check(
        &|json| json["title"] = json!(" "),
        "title: expected a text that is not empty",
    );
    check(
        &|json| json["after"] = Value::Null,
        "after: expected a deck",
    );
    check(
        &|json| json["after"]["cases"][0]["answer"] = json!("nobody"),
        "after",
    );
    let pair = "do not belong together";
    check(&|json| json["after"]["id"] = json!("other1-after"), pair);
    check(
        &|json| json["before"]["id"] = json!("ab-before"),
        "4 to 8 small letters",
    );
    check(
        &|json| json["before"]["rulebook"] = json!("conversation"),
        "different definitions",
    );
    check(
        &|json| json["before"]["as_of"] = json!("2026-01-01"),
        "different days",
    );
    check(&|json| json["before"]["cases"] = json!([]), "no cases");
    check(
        &|json| {
            json["after"]["cases"].as_array_mut().unwrap().pop();
        },
        "cases and the second",
    );
}

#[test]
fn links_that_are_cut_or_newer_are_refused() {
    let link = course("Ours").to_link();
    let cut = link.get(..link.len() - 9).unwrap();
    for (link, expected) in [
        (cut, "This link is damaged"),
        ("", "This link is damaged"),
        ("9.abc", "made by a newer version"),
    ] {
        let said = Course::from_link(link).unwrap_err().to_string();
        assert!(said.contains(expected), "{link}: {said}");
    }
    assert!(matches!(Course::from_text("{"), Err(CourseError::Json(_))));
}
