//! Where the sources contradict one another, and where they agree, each with the case that shows it.

use super::super::stage_name::StageName;
use super::address;
use leptos::prelude::*;
use model::learn::lesson::{Claim, small_rulebooks};
use model::{Stage, published_rulebook};

/// Claims as cards.
#[component]
pub fn Claims(claims: &'static [Claim]) -> impl IntoView {
    let cards = claims.iter().map(|claim| {
        view! {
            <li class="claim">
                <h4>{claim.question}</h4>
                <p>{claim.text}</p>
                <ul class="claim-sides">{sides(claim).into_iter().map(side).collect_view()}</ul>
                <a href=address("cases", claim.case) aria-label=format!("See the case: {}", claim.question)>
                    "See the case"
                </a>
            </li>
        }
    });
    view! { <ul class="claims">{cards.collect_view()}</ul> }
}

/// The stages that are claimed, in the order of the claim, each with the names of those who say so.
fn sides(claim: &'static Claim) -> Vec<(Stage, Vec<&'static str>)> {
    let mut sides: Vec<(Stage, Vec<&'static str>)> = Vec::new();
    for said in claim.says {
        match sides.iter_mut().find(|(stage, _)| *stage == said.stage) {
            Some((_, names)) => names.push(name(said.rulebook)),
            None => sides.push((said.stage, vec![name(said.rulebook)])),
        }
    }
    sides
}

fn side((stage, names): (Stage, Vec<&'static str>)) -> impl IntoView {
    let names = if names.len() == 7 {
        "all seven".to_owned()
    } else {
        names.join(", ")
    };
    view! {
        <li>
            <StageName stage />
            <span>{names}</span>
        </li>
    }
}

/// The name of one of our definitions; its id, should there be none.
fn name(id: &'static str) -> &'static str {
    let small = small_rulebooks().iter().find(|rulebook| rulebook.id == id);
    small
        .or_else(|| published_rulebook(id))
        .map_or(id, |rulebook| rulebook.name.as_str())
}
