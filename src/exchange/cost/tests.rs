//! What is typed into the cost simulator.

use super::{CostField, CostProblem, cost_simulation, read_cost, written};
use model::learn::presets;

/// All fields filled with what can be read, but for some.
fn texts(changed: &[(CostField, &str)]) -> [String; 10] {
    CostField::ALL.map(|field| {
        let change = changed.iter().find(|change| change.0 == field);
        change.map_or("1", |change| change.1).to_owned()
    })
}

fn read(field: CostField, text: &str) -> Result<(Option<f64>, Option<String>), CostProblem> {
    let all = read_cost(&texts(&[(field, text)]));
    all[field as usize]
        .clone()
        .map(|number| (number.value, number.read_as))
}

#[test]
fn numbers_are_read_as_people_type_them() {
    let check = |field: CostField, text: &str, value: f64, read_as: Option<&str>| {
        let found = read(field, text);
        assert_eq!(
            found,
            Ok((Some(value), read_as.map(str::to_owned))),
            "{text}"
        );
    };
    check(CostField::Spend, "50,000", 50_000.0, None);
    check(CostField::Spend, "50000", 50_000.0, None);
    check(CostField::Spend, " 50000 ", 50_000.0, None);
    check(CostField::Spend, "50.000,5", 50_000.5, Some("50,000.5"));
    check(CostField::Spend, "50 000", 50_000.0, Some("50,000"));
    check(CostField::Spend, "$50k", 50_000.0, Some("50,000"));
    check(CostField::Spend, "0", 0.0, None);
    check(CostField::HoursLead, "0.25", 0.25, None);
    check(CostField::HoursLead, "0,25", 0.25, Some("0.25"));
    check(CostField::HoursProspect, "1.500", 1_500.0, Some("1,500"));
    check(CostField::ToProspect, "12,5 %", 0.125, Some("12.5"));
    check(CostField::ToProspect, "100", 1.0, None);
    check(CostField::ToProspect, "0", 0.0, None);
    check(CostField::HoursAvailable, "1,900", 1_900.0, None);
    assert_eq!(read(CostField::HoursAvailable, " "), Ok((None, None)));
}

#[test]
fn fields_tell_together_what_a_comma_means() {
    let all = read_cost(&texts(&[
        (CostField::HoursLead, "0,25"),
        (CostField::HoursProspect, "1,125"),
    ]));
    assert_eq!(
        all[CostField::HoursProspect as usize]
            .as_ref()
            .unwrap()
            .value,
        Some(1.125)
    );
}

#[test]
fn what_is_no_number_is_said() {
    for (field, text, problem) in [
        (CostField::Spend, "", CostProblem::Blank),
        (CostField::Spend, "a lot", CostProblem::NotANumber),
        (CostField::Spend, "10-20", CostProblem::NotANumber),
        (CostField::Spend, "-5", CostProblem::Negative),
        (CostField::Spend, "2000000000000", CostProblem::TooLarge),
        (CostField::ToCustomer, "101", CostProblem::NotAShare),
        (CostField::HoursAvailable, "lots", CostProblem::NotANumber),
    ] {
        assert_eq!(read(field, text), Err(problem), "{text}");
        assert_eq!(cost_simulation(&read_cost(&texts(&[(field, text)]))), None);
    }
}

/// What presets put into the fields comes out as the numbers that they are.
#[test]
fn presets_go_through_the_fields() {
    for preset in presets() {
        let texts = CostField::ALL.map(|field| field.text_of(&preset.input));
        let found = cost_simulation(&read_cost(&texts));
        assert_eq!(found, Some(preset.input), "{texts:?}");
        let read = read_cost(&texts);
        assert!(read.iter().flatten().all(|number| number.read_as.is_none()));
    }
}

#[test]
fn numbers_are_written() {
    for (number, text) in [
        (0.0, "0"),
        (0.25, "0.25"),
        (1_234_567.5, "1,234,567.5"),
        (33.333_333, "33.3333"),
        (1_000.0, "1,000"),
    ] {
        assert_eq!(written(number), text);
    }
}
