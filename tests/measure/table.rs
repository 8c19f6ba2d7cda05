//! The table of measurements.

use serde_json::Value;

/// Prints the facts, then a line per measure with the medians and the ratio peer / ours.
pub fn print(report: &Value) {
    for (name, value) in report
        .get("facts")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        println!("{name}: {text}");
    }
    println!(
        "\n{:<44} {:<24} {:>10} {:>10} {:>8} {:>8}",
        "median of 7, ms", "peer", "peer", "ours", "ratio", "wanted"
    );
    for measure in report
        .get("measures")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let name = text(measure, "name");
        let ours = measure.get("ours").and_then(median_of);
        let wanted = measure.get("wanted").and_then(Value::as_f64);
        for peer in measure
            .get("peers")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let theirs = median_of(peer);
            let ratio = theirs.zip(ours).map(|(theirs, ours)| theirs / ours);
            println!(
                "{name:<44} {:<24} {:>10} {:>10} {:>8} {:>8}",
                text(peer, "label"),
                number(theirs, 1),
                number(ours, 1),
                number(ratio, 2),
                number(wanted, 2)
            );
        }
    }
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
}

fn median_of(runs: &Value) -> Option<f64> {
    let times: Vec<f64> = runs
        .get("times")?
        .as_array()?
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    quantile(times, 0.5)
}

/// The value below which this part of the values lies, by the nearest rank; `None` of nothing.
pub fn quantile(mut values: Vec<f64>, part: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    // A rank is small and never negative.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank between 0 and the length"
    )]
    let rank = (last as f64 * part).round() as usize;
    values.get(rank).copied()
}
