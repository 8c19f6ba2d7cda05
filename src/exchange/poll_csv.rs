//! What a room said to each case of a presentation, as a file for spreadsheets.

use crate::CsvWriter;
use model::learn::Poll;

/// A case that was put to a room.
#[derive(Clone, Debug, PartialEq)]
pub struct PolledCase {
    /// Its id in the deck.
    pub id: String,
    /// The story.
    pub text: String,
    /// What there was to choose from, as it was shown.
    pub options: Vec<String>,
    /// The hands, and which option is right.
    pub poll: Poll,
}

/// A line per case: what was right, how many had it, how far the room disagreed (0 to 1), and a column of hands for each option that
/// occurs. Empty cells where nobody voted or where the case had no such option.
#[must_use]
pub fn poll_csv(cases: &[PolledCase]) -> String {
    let mut options: Vec<&str> = Vec::new();
    for option in cases.iter().flat_map(|case| &case.options) {
        if !options.contains(&option.as_str()) {
            options.push(option);
        }
    }
    let mut headers: Vec<String> = [
        "Case",
        "Id",
        "Story",
        "Right answer",
        "Hands",
        "Hands right",
        "Share right",
        "Disagreement",
    ]
    .map(str::to_owned)
    .to_vec();
    headers.extend(options.iter().map(|option| format!("Said: {option}")));
    let mut csv = CsvWriter::plain(&headers);
    for (at, case) in cases.iter().enumerate() {
        let poll = &case.poll;
        let hands = |place: usize| poll.hands.get(place).copied().unwrap_or(0).to_string();
        let share = |share: Option<f64>| share.map_or_else(String::new, |s| format!("{s:.2}"));
        let voted = poll.total() > 0;
        let mut row = vec![
            (at + 1).to_string(),
            case.id.clone(),
            case.text.clone(),
            case.options.get(poll.right).cloned().unwrap_or_default(),
            poll.total().to_string(),
            if voted {
                hands(poll.right)
            } else {
                String::new()
            },
            share(poll.share_right()),
            share(poll.disagreement()),
        ];
        row.extend(options.iter().map(|option| {
            let place = case.options.iter().position(|each| each == option);
            match place {
                Some(place) if voted => hands(place),
                _ => String::new(),
            }
        }));
        csv.row(row);
    }
    csv.finish()
}

#[cfg(test)]
mod tests {
    use super::{PolledCase, poll_csv};
    use model::learn::Poll;

    #[test]
    fn a_line_per_case() {
        let case =
            |id: &str, text: &str, options: &[&str], hands: &[u32], right: usize| PolledCase {
                id: id.into(),
                text: text.into(),
                options: options.iter().map(|&option| option.to_owned()).collect(),
                poll: Poll {
                    hands: hands.to_vec(),
                    right,
                },
            };
        let csv = poll_csv(&[
            case("a", "=1+1, she said", &["Lead", "Prospect"], &[3, 1], 0),
            case("b", "Nobody voted", &["Lead", "Prospect"], &[0, 0], 1),
            case("c", "Other options", &["Yes", "Lead"], &[5, 0], 1),
        ]);
        assert_eq!(
            csv,
            "Case,Id,Story,Right answer,Hands,Hands right,Share right,Disagreement,Said: Lead,Said: Prospect,Said: Yes\r\n\
             1,a,\"'=1+1, she said\",Lead,4,3,0.75,0.81,3,1,\r\n\
             2,b,Nobody voted,Prospect,0,,,,,,\r\n\
             3,c,Other options,Lead,5,0,0.00,0.00,0,,5\r\n"
        );
    }
}
