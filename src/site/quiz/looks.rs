//! How the quiz looks, what it asks consent for, and its language.

use super::controls::{Choice, Field, Holds, Tick};
use super::draft::Draft;
use leptos::prelude::*;
use serde_json::json;

/// The languages of the widget's own words.
const LANGUAGES: [(&str, &str); 7] = [
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("nl", "Dutch"),
    ("pt", "Portuguese"),
    ("ar", "Arabic"),
];

/// The accent that the colour field shows where the quiz has none: the widget's own.
const ACCENT: &str = "#2449c9";

/// The section.
#[component]
pub fn Looks(draft: Draft) -> impl IntoView {
    let languages = Signal::derive(|| {
        LANGUAGES
            .map(|(id, name)| (id.to_owned(), name.to_owned()))
            .to_vec()
    });
    view! {
        <section class="quiz-section">
            <h2>"Looks and language"</h2>
            <div class="quiz-pair">
                <Accent draft />
                <Choice
                    draft
                    place="/lang".to_owned()
                    label="Language"
                    choices=languages
                    hint="Of the buttons and messages. Your own texts stay as you write them."
                />
            </div>
            <Has draft place="/branding/logo" label="A logo above it" value=json!({ "src": "", "alt": "" })>
                <div class="quiz-pair">
                    <Field draft place="/branding/logo/src".to_owned() label="Address of the picture" />
                    <Field
                        draft
                        place="/branding/logo/alt".to_owned()
                        label="What it shows"
                        hint="For people who do not see it"
                    />
                </div>
            </Has>
            <h3>"Consent"</h3>
            <Has
                draft
                place="/consent"
                label="Ask for consent before the result"
                value=json!({ "text": "You may keep my answers and write to me about them.", "required": true })
            >
                <Field draft place="/consent/text".to_owned() label="What they agree to" holds=Holds::Lines />
                <Tick draft place="/consent/required".to_owned() label="No result without it" />
                <Has
                    draft
                    place="/consent/link"
                    label="With a link"
                    value=json!({ "text": "Privacy notice", "href": "https://" })
                >
                    <div class="quiz-pair">
                        <Field draft place="/consent/link/text".to_owned() label="The link says" />
                        <Field draft place="/consent/link/href".to_owned() label="Address" />
                    </div>
                </Has>
            </Has>
        </section>
    }
}

/// A part that is there or not; inside is what it holds.
#[component]
fn Has(
    draft: Draft,
    place: &'static str,
    label: &'static str,
    /// What it begins with.
    value: serde_json::Value,
    children: ChildrenFn,
) -> impl IntoView {
    let there = Memo::new(move |_| draft.shown.with(|quiz| quiz.pointer(place).is_some()));
    let switch = move |event: leptos::ev::Event| {
        let value = event_target_checked(&event).then(|| value.clone());
        draft.set(place, value, label);
    };
    let children = StoredValue::new(children);
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=there on:change=switch />
            {label}
        </label>
        <Show when=move || there.get()>{children.with_value(|children| children())}</Show>
    }
}

#[component]
fn Accent(draft: Draft) -> impl IntoView {
    let place = "/branding/accent";
    let value = Memo::new(move |_| draft.text(place));
    let colour = move || {
        let value = value.get();
        let hex = value.len() == 7 && value.starts_with('#');
        if hex { value } else { ACCENT.to_owned() }
    };
    let typed = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        let value = (!text.trim().is_empty()).then(|| text.into());
        draft.type_in(place, value, "Colour");
    };
    view! {
        <div class="quiz-field">
            <span id="quiz-accent">"Colour"</span>
            <div class="quiz-accent">
                <input type="color" aria-labelledby="quiz-accent" prop:value=colour on:input=typed />
                <input
                    class="field"
                    type="text"
                    aria-label="Colour as text"
                    placeholder="As on your page"
                    autocomplete="off"
                    prop:value=value
                    on:input=typed
                    on:blur=move |_| draft.session.end_typing()
                />
            </div>
            <small>"A colour of your brand. Its style sheet can set everything else."</small>
        </div>
    }
}
