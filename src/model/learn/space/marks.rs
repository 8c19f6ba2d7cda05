//! The criteria that gates and disqualifiers are made of, taken apart down to what has a name or stands on facts.

use crate::condition::Condition;
use crate::program::{Node, Program};
use crate::rulebook::Rulebook;
use crate::stage::Gate;

/// A criterion that gates or disqualifiers are made of, taken apart down to what has a name or stands on facts.
#[derive(Clone, Debug)]
pub(in crate::learn) struct Mark<'a> {
    pub condition: &'a Condition,
    pub(in crate::learn::space) register: usize,
    /// The gates in which it stands.
    pub gates: [bool; 3],
}

/// What gates and disqualifiers are made of, each condition once.
pub(super) fn marks<'a>(rulebook: &'a Rulebook, program: &Program) -> Vec<Mark<'a>> {
    let mut found = Vec::new();
    for (at, (condition, node)) in rulebook.gates.iter().zip(&program.gates).enumerate() {
        collect(condition, node, Gate::ALL.get(at).copied(), &mut found);
    }
    for (disqualifier, node) in rulebook.disqualify.iter().zip(&program.disqualify) {
        collect(&disqualifier.when, node, None, &mut found);
    }
    found
}

fn collect<'a>(
    condition: &'a Condition,
    node: &Node,
    gate: Option<Gate>,
    found: &mut Vec<Mark<'a>>,
) {
    match condition {
        Condition::All(parts)
        | Condition::Any(parts)
        | Condition::None(parts)
        | Condition::AtLeast(_, parts) => {
            for (part, node) in parts.iter().zip(&node.parts) {
                collect(part, node, gate, found);
            }
        }
        _ => {
            let place = found.iter().position(|mark| mark.register == node.register);
            let place = place.unwrap_or_else(|| {
                found.push(Mark {
                    condition,
                    register: node.register,
                    gates: [false; 3],
                });
                found.len() - 1
            });
            if let (Some(gate), Some(mark)) = (gate, found.get_mut(place))
                && let Some(stands) = mark.gates.get_mut(gate as usize)
            {
                *stands = true;
            }
        }
    }
}
