//! What of the list is on the screen: filter, search, order, selection.

use crate::import::Brought;
use leptos::prelude::*;
use model::Stage;
use std::sync::Arc;

/// A segment of the funnel: a stage, or both ways out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// One stage of the funnel.
    At(Stage),
    /// Disqualified and lost.
    Out,
}

impl Segment {
    /// The segments in the order of the funnel.
    pub const ALL: [Segment; 6] = [
        Segment::At(Stage::Contact),
        Segment::At(Stage::Lead),
        Segment::At(Stage::Prospect),
        Segment::At(Stage::Opportunity),
        Segment::At(Stage::Customer),
        Segment::Out,
    ];

    /// Whether contacts of a stage are in it.
    pub fn holds(self, stage: Stage) -> bool {
        match self {
            Segment::At(own) => own == stage,
            Segment::Out => matches!(stage, Stage::Disqualified | Stage::Lost),
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Segment::At(stage) => stage.label(),
            Segment::Out => "Out",
        }
    }

    /// How many of the counts by stage are in it.
    pub fn of(self, counts: &[u32; 7]) -> u32 {
        Stage::ALL
            .iter()
            .zip(counts)
            .filter(|(stage, _)| self.holds(**stage))
            .map(|(_, count)| count)
            .sum()
    }

    /// The stage whose colour and shape it has.
    pub fn stage(self) -> Stage {
        match self {
            Segment::At(stage) => stage,
            Segment::Out => Stage::Disqualified,
        }
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Name, or else e-mail.
    Name,
    /// Company.
    Company,
    /// Stage.
    Stage,
    /// Grade.
    Grade,
    /// Fit, by its low end.
    Fit,
    /// Engagement.
    Engagement,
    /// Why the contact stands where it stands.
    Why,
    /// What to do next.
    Next,
}

impl Column {
    /// The columns from left to right.
    pub const ALL: [Column; 8] = [
        Column::Name,
        Column::Company,
        Column::Stage,
        Column::Grade,
        Column::Fit,
        Column::Engagement,
        Column::Why,
        Column::Next,
    ];

    /// Its head.
    pub fn label(self) -> &'static str {
        match self {
            Column::Name => "Name",
            Column::Company => "Company",
            Column::Stage => "Stage",
            Column::Grade => "Grade",
            Column::Fit => "Fit",
            Column::Engagement => "Eng.",
            Column::Why => "Why",
            Column::Next => "Next step",
        }
    }

    /// The class of its cells.
    pub fn class(self) -> &'static str {
        match self {
            Column::Name => "cell-name",
            Column::Company => "cell-company",
            Column::Stage => "cell-stage",
            Column::Grade => "cell-grade",
            Column::Fit => "cell-fit",
            Column::Engagement => "cell-engagement",
            Column::Why => "cell-why",
            Column::Next => "cell-next",
        }
    }

    /// Whether its first order is from high to low.
    fn high_first(self) -> bool {
        matches!(self, Column::Stage | Column::Fit | Column::Engagement)
    }
}

/// An order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// By which column.
    pub column: Column,
    /// From high to low.
    pub descending: bool,
}

impl Order {
    /// The order the list opens with: who is closest to buying first.
    pub const FIRST: Order = Order {
        column: Column::Stage,
        descending: true,
    };

    /// The order after a press on a column's head.
    pub fn pressed(self, column: Column) -> Order {
        Order {
            column,
            descending: if self.column == column {
                !self.descending
            } else {
                column.high_first()
            },
        }
    }

    /// What `aria-sort` says of a column.
    pub fn aria(self, column: Column) -> &'static str {
        match (self.column == column, self.descending) {
            (false, _) => "none",
            (true, true) => "descending",
            (true, false) => "ascending",
        }
    }
}

/// What is on the screen. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct View {
    /// Only this segment; `None` shows all.
    pub segment: RwSignal<Option<Segment>>,
    /// Only contacts with this text.
    pub search: RwSignal<String>,
    /// The order.
    pub order: RwSignal<Order>,
    /// The contacts in the table, by row of the workspace, in order.
    pub rows: RwSignal<Arc<Vec<u32>>>,
    /// Whether they are being arranged.
    pub arranging: RwSignal<bool>,
    /// The place of the cursor in [`View::rows`].
    pub cursor: RwSignal<Option<usize>>,
    /// The contact in the panel, by row of the workspace.
    pub open: RwSignal<Option<u32>>,
    /// Whether the import dialog is asked for.
    pub import: RwSignal<bool>,
    /// Whether an import is past the choice of a list.
    pub importing: RwSignal<bool>,
    /// What somebody brought, until the import takes it.
    pub brought: RwSignal<Option<Brought>, LocalStorage>,
    /// The list whose questions are asked for, by place in the workspace.
    pub list: RwSignal<Option<usize>>,
}

impl View {
    /// Everything, in the first order.
    pub fn new() -> View {
        View {
            segment: RwSignal::new(None),
            search: RwSignal::new(String::new()),
            order: RwSignal::new(Order::FIRST),
            rows: RwSignal::new(Arc::default()),
            arranging: RwSignal::new(false),
            cursor: RwSignal::new(None),
            open: RwSignal::new(None),
            import: RwSignal::new(false),
            importing: RwSignal::new(false),
            brought: RwSignal::new_local(None),
            list: RwSignal::new(None),
        }
    }

    /// Shows all contacts again.
    pub fn clear(self) {
        self.segment.set(None);
        self.search.set(String::new());
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Order, Segment};

    #[test]
    fn the_segments_hold_every_stage_once() {
        let counts = [1, 2, 4, 8, 16, 32, 64];
        let all: Vec<u32> = Segment::ALL.iter().map(|s| s.of(&counts)).collect();
        assert_eq!(all, [1, 2, 4, 8, 16, 96]);
    }

    #[test]
    fn a_second_press_turns_the_order_round() {
        let by_name = Order::FIRST.pressed(Column::Name);
        assert_eq!(by_name.aria(Column::Name), "ascending");
        assert_eq!(by_name.aria(Column::Stage), "none");
        assert_eq!(
            by_name.pressed(Column::Name).aria(Column::Name),
            "descending"
        );
        assert_eq!(by_name.pressed(Column::Fit).aria(Column::Fit), "descending");
    }
}
