//! Fields for members of a deck.

use super::draft::Draft;
use exchange::set_member_of;
use leptos::prelude::*;

/// A labelled line for a text of the deck.
#[component]
pub fn TextField(
    draft: Draft,
    member: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] id: &'static str,
) -> impl IntoView {
    let value = Memo::new(move |_| draft.text(member));
    view! {
        <label class="desk-field">
            <span>{label}</span>
            <input
                class="field"
                type="text"
                id=(!id.is_empty()).then_some(id)
                autocomplete="off"
                prop:value=value
                on:input=move |event| {
                    let text = event_target_value(&event);
                    draft.type_in(member, label, |deck| set_member_of(deck, member, Some(text.into())));
                }
                on:blur=move |_| draft.session.end_typing()
            />
            {(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}
        </label>
    }
}
