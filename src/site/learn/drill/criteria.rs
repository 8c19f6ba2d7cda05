//! Criteria with their verdicts and the facts they stand on.

use crate::panel::criteria::told;
use leptos::prelude::*;
use model::Part;

/// Levels of parts within parts that are shown.
const DEEP: usize = 3;

/// A list of criteria. The one that decides is marked.
#[component]
pub fn Criteria(
    /// The criteria.
    parts: Vec<Part>,
    /// What the deciding one says; empty where none is to be marked.
    #[prop(into)]
    deciding: String,
) -> impl IntoView {
    list(parts, &deciding, DEEP)
}

fn list(parts: Vec<Part>, deciding: &str, deep: usize) -> AnyView {
    let items = parts.into_iter().map(|part| {
        let decides = !deciding.is_empty() && part.label == deciding;
        let (sign, words) = told(part.verdict);
        let inner = (deep > 0 && !part.parts.is_empty())
            .then(|| list(part.parts, deciding, deep.saturating_sub(1)));
        view! {
            <li class:drill-decides=decides>
                <span class=format!("drill-verdict {}", part.verdict.id()) aria-hidden="true">
                    {sign}
                </span>
                <span class="unseen">{words}": "</span>
                <span class="drill-criterion">
                    {part.label} {decides.then(|| view! { <em>"decides"</em> })}
                    {(!part.fact.is_empty()).then(|| view! { <small>{part.fact.clone()}</small> })}
                </span>
                {inner}
            </li>
        }
    });
    view! { <ul class="drill-criteria">{items.collect_view()}</ul> }.into_any()
}
