//! What each definition says, grouped by stage so that disagreement is seen.

use super::presented::Presented;
use super::story::Again;
use crate::learn::stage_name::StageName;
use leptos::prelude::*;
use model::Stage;
use model::learn::{Says, together};

/// The definitions side by side.
#[component]
pub fn Verdicts(shown: Presented, at: usize) -> impl IntoView {
    let all = shown.verdicts(at);
    let own = all
        .iter()
        .find(|(_, own)| *own)
        .map(|(says, _)| says.clone());
    let count = all.len();
    let groups = together(all.into_iter().map(|(says, _)| says).collect());
    let headline = match groups.as_slice() {
        [(stage, _)] => format!("All {count} definitions say {}.", stage.label()),
        groups => format!("{count} definitions, {} different answers.", groups.len()),
    };
    let in_use = shown.session.look(|desk| desk.rulebook.name.clone());
    let columns = groups.into_iter().map(|(stage, group)| {
        let own = own.clone();
        let in_use = in_use.clone();
        view! { <Group stage group own in_use /> }
    });
    view! {
        <p class="present-headline">{headline}</p>
        <div class="present-groups">{columns.collect_view()}</div>
        <Again shown at />
    }
}

#[component]
fn Group(stage: Stage, group: Vec<Says>, own: Option<Says>, in_use: String) -> impl IntoView {
    let count = group.len();
    let lines = group.into_iter().map(|says| {
        let mark = if own.as_ref() == Some(&says) {
            "this deck’s"
        } else if says.name == in_use {
            "in use"
        } else {
            ""
        };
        view! {
            <li>
                <b>{says.name}</b>
                <span class="present-mark">{mark}</span>
                <small>{says.why}</small>
            </li>
        }
    });
    view! {
        <section class="present-group">
            <h3>
                <StageName stage />
                <span class="present-mark">{count}</span>
            </h3>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
}
