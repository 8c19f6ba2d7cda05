//! What a column of a list can be taken for, and what one of its values can be read as.

use model::facts;

/// What a column is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A standard attribute, by its id; its values are read as that attribute wants them.
    Attribute(String),
    /// The first part of a name, joined with the last into `name`.
    FirstName,
    /// The last part of a name.
    LastName,
    /// A signal, by its kind: a number is how often, a day is when, a yes is once.
    Signal(String),
    /// What was done last, in words: each text is read as a signal, see [`Reading`].
    Activity,
    /// The day on which that was done.
    ActivityDate,
    /// A status or stage in words: each text is read as a fact, see [`Reading`].
    Status,
    /// A custom attribute under its own header, as it stands.
    Keep,
    /// Left out.
    Ignore,
}

/// What one text of a status or activity column is read as. The text itself is kept beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing follows from it.
    Nothing,
    /// A signal of this kind.
    Signal(String),
    /// A value of an attribute.
    Fact {
        /// The attribute's id.
        attribute: String,
        /// Its value.
        value: String,
    },
    /// A person set the contact aside; the text is the reason.
    Disqualified,
}

impl Reading {
    pub(crate) fn fact(attribute: &str, value: &str) -> Reading {
        Reading::Fact {
            attribute: attribute.to_owned(),
            value: value.to_owned(),
        }
    }

    pub(crate) fn signal(kind: &str) -> Reading {
        Reading::Signal(kind.to_owned())
    }

    /// The words on the screen.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Reading::Nothing => "Nothing".into(),
            Reading::Signal(kind) => facts::signal_label(kind).to_owned(),
            Reading::Fact { attribute, value } => {
                format!("{}: {value}", facts::attribute_label(attribute))
            }
            Reading::Disqualified => "Disqualified by hand".into(),
        }
    }
}

impl Meaning {
    pub(crate) fn attribute(id: &str) -> Meaning {
        Meaning::Attribute(id.to_owned())
    }

    pub(crate) fn signal(kind: &str) -> Meaning {
        Meaning::Signal(kind.to_owned())
    }

    /// The words on the screen.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Meaning::Attribute(id) => facts::attribute_label(id).to_owned(),
            Meaning::FirstName => "First name".into(),
            Meaning::LastName => "Last name".into(),
            Meaning::Signal(kind) => facts::signal_label(kind).to_owned(),
            Meaning::Activity => "What they did last".into(),
            Meaning::ActivityDate => "Day they did it".into(),
            Meaning::Status => "Status".into(),
            Meaning::Keep => "Kept as it is".into(),
            Meaning::Ignore => "Left out".into(),
        }
    }

    /// A short text that tells this meaning from all others, for the value of an `<option>`.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Meaning::Attribute(id) => format!("attribute:{id}"),
            Meaning::Signal(kind) => format!("signal:{kind}"),
            Meaning::FirstName => "first-name".into(),
            Meaning::LastName => "last-name".into(),
            Meaning::Activity => "activity".into(),
            Meaning::ActivityDate => "activity-date".into(),
            Meaning::Status => "status".into(),
            Meaning::Keep => "keep".into(),
            Meaning::Ignore => "ignore".into(),
        }
    }
}

/// A meaning to pick from a list, under the heading of its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Heading: "Column", "Who they are", "What they did".
    pub group: &'static str,
    /// The meaning.
    pub meaning: Meaning,
}

/// Every meaning a column can be given, in the order to show them.
#[must_use]
pub fn meanings_offered() -> Vec<Offer> {
    let offer = |group| move |meaning| Offer { group, meaning };
    let whole = [
        Meaning::Keep,
        Meaning::Ignore,
        Meaning::Status,
        Meaning::Activity,
        Meaning::ActivityDate,
        Meaning::FirstName,
        Meaning::LastName,
    ];
    let attributes = facts::ATTRIBUTES
        .iter()
        .map(|(id, _)| Meaning::attribute(id));
    let signals = facts::SIGNALS
        .iter()
        .map(|(kind, _, _)| Meaning::signal(kind));
    whole
        .into_iter()
        .map(offer("Column"))
        .chain(attributes.map(offer("Who they are")))
        .chain(signals.map(offer("What they did")))
        .collect()
}

/// Every reading a text can be given, in the order to show them.
#[must_use]
pub fn readings_offered() -> Vec<Reading> {
    let facts_offered = [
        ("outcome", "won"),
        ("outcome", "lost"),
        ("qualified_by_marketing", "yes"),
        ("qualified_by_sales", "yes"),
        ("in_target_market", "yes"),
        ("in_target_market", "no"),
        ("explicit_intent", "yes"),
        ("actively_considering", "yes"),
        ("need", "yes"),
        ("budget", "yes"),
        ("budget", "no"),
    ];
    let signals = facts::SIGNALS.iter();
    [Reading::Nothing, Reading::Disqualified]
        .into_iter()
        .chain(
            facts_offered
                .iter()
                .map(|(id, value)| Reading::fact(id, value)),
        )
        .chain(signals.map(|(kind, _, _)| Reading::signal(kind)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{meanings_offered, readings_offered};
    use std::collections::BTreeSet;

    #[test]
    fn everything_offered_can_be_told_apart() {
        let offers = meanings_offered();
        let ids: BTreeSet<String> = offers.iter().map(|o| o.meaning.id()).collect();
        assert_eq!(ids.len(), offers.len());
        let readings = readings_offered();
        let labels: BTreeSet<String> = readings.iter().map(|r| r.label()).collect();
        assert_eq!(labels.len(), readings.len());
    }
}
