//! The simulator's counts from a list that was staged.

/// How many leads a list holds, and what shares of them came further.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListCounts {
    /// Contacts that are leads or were: all but mere contacts and those who are out.
    pub leads: u32,
    /// As [`super::Simulation::conversion`]; 0 where nobody came so far.
    pub conversion: [f64; 3],
}

/// What a list says, from how many stand at each stage in the order of [`crate::Stage::ALL`]. Who is further on was at the stages before,
/// and whose deal was lost was an opportunity. `None` for a list without leads.
#[must_use]
pub fn from_counts(counts: [u32; 7]) -> Option<ListCounts> {
    let [_, leads, prospects, opportunities, customers, _, lost] = counts;
    let opportunities = opportunities.saturating_add(customers).saturating_add(lost);
    let prospects = prospects.saturating_add(opportunities);
    let leads = leads.saturating_add(prospects);
    let share = |part: u32, whole: u32| match whole {
        0 => 0.0,
        whole => f64::from(part) / f64::from(whole),
    };
    (leads > 0).then(|| ListCounts {
        leads,
        conversion: [
            share(prospects, leads),
            share(opportunities, prospects),
            share(customers, opportunities),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::from_counts;

    #[test]
    fn who_is_further_on_was_a_lead() {
        let check = |counts: [u32; 7], expected: Option<(u32, [f64; 3])>| {
            let found = from_counts(counts).map(|found| (found.leads, found.conversion));
            assert_eq!(found, expected, "{counts:?}");
        };
        check([0; 7], None);
        check([90, 0, 0, 0, 0, 5, 0], None);
        check([90, 10, 0, 0, 0, 5, 0], Some((10, [0.0, 0.0, 0.0])));
        check([50, 50, 25, 15, 5, 9, 5], Some((100, [0.5, 0.5, 0.2])));
        check([0, 0, 0, 0, 3, 0, 0], Some((3, [1.0, 1.0, 1.0])));
        check([0, 0, 0, 0, 0, 0, 4], Some((4, [1.0, 1.0, 0.0])));
    }
}
