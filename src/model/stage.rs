//! Stages, gates and verdicts: the words an assessment is made of.

/// Where a contact stands. The order is the order of the funnel, the two ways out last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Stage {
    /// On the list, lead gate not met.
    Contact,
    /// Lead gate met.
    Lead,
    /// Lead and prospect gates met.
    Prospect,
    /// Lead, prospect and opportunity gates met.
    Opportunity,
    /// Outcome is `won`.
    Customer,
    /// A disqualifier is met.
    Disqualified,
    /// Outcome is `lost`.
    Lost,
}

impl Stage {
    /// All stages in the order of the funnel.
    pub const ALL: [Stage; 7] = [
        Stage::Contact,
        Stage::Lead,
        Stage::Prospect,
        Stage::Opportunity,
        Stage::Customer,
        Stage::Disqualified,
        Stage::Lost,
    ];

    /// The id in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Stage::Contact => "contact",
            Stage::Lead => "lead",
            Stage::Prospect => "prospect",
            Stage::Opportunity => "opportunity",
            Stage::Customer => "customer",
            Stage::Disqualified => "disqualified",
            Stage::Lost => "lost",
        }
    }

    /// The word on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Stage::Contact => "Contact",
            Stage::Lead => "Lead",
            Stage::Prospect => "Prospect",
            Stage::Opportunity => "Opportunity",
            Stage::Customer => "Customer",
            Stage::Disqualified => "Disqualified",
            Stage::Lost => "Lost",
        }
    }

    /// The stage with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.id() == id)
    }

    /// The stage with this number, in the order of [`Stage::ALL`]; the first for a number that is none.
    #[must_use]
    pub fn from_index(index: u8) -> Stage {
        Stage::ALL
            .get(usize::from(index))
            .copied()
            .unwrap_or(Stage::Contact)
    }
}

/// A gate between two stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Gate {
    /// From contact to lead.
    Lead,
    /// From lead to prospect.
    Prospect,
    /// From prospect to opportunity.
    Opportunity,
}

impl Gate {
    /// The gates in the order they are walked.
    pub const ALL: [Gate; 3] = [Gate::Lead, Gate::Prospect, Gate::Opportunity];

    /// The stage behind the gate.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Gate::Lead => Stage::Lead,
            Gate::Prospect => Stage::Prospect,
            Gate::Opportunity => Stage::Opportunity,
        }
    }

    /// The id in JSON, that of the stage behind it.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.stage().id()
    }

    /// The gate in front of a contact of this stage; `None` for the top and the ways out.
    #[must_use]
    pub fn after(stage: Stage) -> Option<Gate> {
        match stage {
            Stage::Contact => Some(Gate::Lead),
            Stage::Lead => Some(Gate::Prospect),
            Stage::Prospect => Some(Gate::Opportunity),
            _ => None,
        }
    }
}

/// What is known of a criterion: Kleene's strong three-valued logic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It holds.
    Met,
    /// It does not hold.
    NotMet,
    /// What would decide it is not recorded, or cannot be read.
    Unknown,
}

impl Verdict {
    /// The id in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::NotMet => "not_met",
            Verdict::Unknown => "unknown",
        }
    }

    /// From a bit of the met words and one of the unknown words.
    #[must_use]
    pub fn from_bits(met: bool, unknown: bool) -> Verdict {
        match (met, unknown) {
            (true, _) => Verdict::Met,
            (false, true) => Verdict::Unknown,
            (false, false) => Verdict::NotMet,
        }
    }
}
