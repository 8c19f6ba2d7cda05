//! The results of a class as CSV for a spreadsheet: a learner to a row.

use crate::csv_write::CsvWriter;
use model::learn::{CourseResults, Form, Share};

/// A row for each learner: of each test how many were right of how many, and each answer as 1 or 0. What was
/// not taken is empty. Names stay text whatever they begin with.
#[must_use]
pub fn class_csv(course: &CourseResults) -> String {
    let mut headers = vec!["Learner".to_owned()];
    for (form, _) in &course.tests {
        let ending = ending(*form);
        for what in ["Right", "Cases", "Percent"] {
            headers.push(format!("{what}{ending}"));
        }
    }
    for (form, test) in &course.tests {
        let ending = ending(*form);
        headers.extend((1..=test.questions.len()).map(|n| format!("Case {n}{ending}")));
    }
    let mut csv = CsvWriter::plain(&headers);
    for learner in &course.learners {
        let mut row = vec![learner.name.clone()];
        for share in &learner.shares {
            row.extend(cells(*share));
        }
        for (at, (_, test)) in course.tests.iter().enumerate() {
            let taken = matches!(learner.shares.get(at), Some(Some(_)));
            let name = learner.name.to_lowercase();
            let same = |name: &str, other: &str| name == other.trim().to_lowercase();
            let result = test
                .results
                .iter()
                .find(|r| taken && same(&name, &r.learner));
            for question in 0..test.questions.len() {
                let right = result.and_then(|result| result.right.get(question));
                row.push(right.map_or_else(String::new, |right| u8::from(*right).to_string()));
            }
        }
        csv.row(&row);
    }
    csv.finish()
}

fn cells(share: Option<Share>) -> [String; 3] {
    share.map_or_else(Default::default, |share| {
        [share.right, share.of, share.percent()].map(|n| n.to_string())
    })
}

fn ending(form: Form) -> &'static str {
    match form {
        Form::Before => " before",
        Form::After => " after",
        Form::Alone => "",
    }
}

#[cfg(test)]
mod tests {
    use super::class_csv;
    use model::Stage::{Lead, Prospect};
    use model::learn::{Confusion, TestResult, read_class, write_code};

    fn code(learner: &str, deck: &str, right: &[bool]) -> String {
        let mut confusion = Confusion::default();
        for right in right {
            confusion.add(Lead, if *right { Lead } else { Prospect }, 1);
        }
        let result = TestResult {
            learner: learner.to_owned(),
            deck: deck.to_owned(),
            right: right.to_vec(),
            confusion,
            ..TestResult::default()
        };
        write_code(&result).unwrap()
    }

    #[test]
    fn a_learner_is_a_row() {
        let check = |codes: &[String], expected: &str| {
            let courses = read_class(&codes.join("\n")).courses();
            assert_eq!(class_csv(&courses[0]), expected);
        };
        check(
            &[
                code("Ann", "k7q2-before", &[true, false]),
                code("Bo, Jr.", "k7q2-before", &[false, false]),
                code("ANN", "k7q2-after", &[true, true]),
                code("=HYPERLINK(1)", "k7q2-after", &[false, true]),
            ],
            "Learner,Right before,Cases before,Percent before,Right after,Cases after,Percent after,Case 1 before,Case 2 before,Case 1 after,Case 2 after\r\n\
             Ann,1,2,50,2,2,100,1,0,1,1\r\n\
             \"Bo, Jr.\",0,2,0,,,,0,0,,\r\n\
             \"'=HYPERLINK(1)\",,,,1,2,50,,,0,1\r\n",
        );
        check(
            &[code("Ann", "house", &[true])],
            "Learner,Right,Cases,Percent,Case 1\r\nAnn,1,1,100,1\r\n",
        );
    }
}
