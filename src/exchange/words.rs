//! Yes and no, outcomes and say in buying, in the words of several languages.

/// Reads yes or no.
#[must_use]
pub fn yes_no(value: &str) -> Option<bool> {
    let word = value.trim().to_lowercase();
    match word.as_str() {
        "yes" | "y" | "true" | "1" | "1.0" | "x" | "✓" | "✔" | "ja" | "j" | "wahr" | "oui"
        | "o" | "vrai" | "si" | "sí" | "s" | "verdadero" | "sim" => Some(true),
        "no" | "n" | "false" | "0" | "0.0" | "nein" | "falsch" | "non" | "faux" | "falso"
        | "não" => Some(false),
        _ => None,
    }
}

/// Reads an outcome: `won` or `lost`.
#[must_use]
pub fn outcome(value: &str) -> Option<&'static str> {
    match value.trim().to_lowercase().as_str() {
        "won" | "closed won" | "closed-won" | "closedwon" | "gewonnen" | "gagné" | "ganado"
        | "ganada" => Some("won"),
        "lost" | "closed lost" | "closed-lost" | "closedlost" | "verloren" | "perdu"
        | "perdido" | "perdida" => Some("lost"),
        _ => None,
    }
}

/// Reads what say a person has in buying: `decision_maker`, `influencer` or `none`.
#[must_use]
pub fn authority(value: &str) -> Option<&'static str> {
    let word: String = value
        .trim()
        .to_lowercase()
        .chars()
        .map(|c| if c == '-' || c == '_' { ' ' } else { c })
        .collect();
    match word.as_str() {
        "decision maker" | "decisionmaker" | "economic buyer" | "budget holder"
        | "executive sponsor" | "entscheider" | "décideur" | "decisor" => Some("decision_maker"),
        "influencer" | "champion" | "recommender" | "evaluator" | "beeinflusser"
        | "prescripteur" => Some("influencer"),
        "none" | "no" | "nein" | "end user" | "user" | "blocker" => Some("none"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{authority, outcome, yes_no};

    #[test]
    fn words_of_several_languages_are_read() {
        for yes in ["Yes", "TRUE", "1", "ja", "Oui", "sí", "x"] {
            assert_eq!(yes_no(yes), Some(true), "{yes}");
        }
        for no in ["No", "false", "0", "Nein", "non"] {
            assert_eq!(yes_no(no), Some(false), "{no}");
        }
        for neither in ["", "2", "maybe", "yes!"] {
            assert_eq!(yes_no(neither), None, "{neither}");
        }
        assert_eq!(outcome("Closed Won"), Some("won"));
        assert_eq!(outcome("open"), None);
        assert_eq!(authority("Decision-Maker"), Some("decision_maker"));
        assert_eq!(authority("BUYING_ROLE"), None);
    }
}
