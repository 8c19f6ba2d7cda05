//! What to do at this stage, from the playbook.

use super::Explained;
use leptos::prelude::*;

/// Actions, content and owner.
#[component]
pub fn PlayList(said: Explained) -> impl IntoView {
    move || {
        let play = said.get().play.clone()?;
        let content = play.content.join(", ");
        Some(view! {
            <details>
                <summary>
                    "What to do"
                    {(!play.owner.is_empty())
                        .then(|| view! { <span class="tag">{play.owner.clone()}</span> })}
                </summary>
                <div class="play">
                    {(!play.aim.is_empty()).then(|| view! { <p>{play.aim.clone()}</p> })}
                    <ul>
                        {play
                            .actions
                            .iter()
                            .map(|action| view! { <li>{action.clone()}</li> })
                            .collect_view()}
                    </ul>
                    {(!content.is_empty()).then(|| view! { <p>{format!("Helps: {content}")}</p> })}
                </div>
            </details>
        })
    }
}
