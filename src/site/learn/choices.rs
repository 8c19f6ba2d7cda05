//! What there is to choose from: stages, each with shape and name, or the texts of a deck's own; by mouse, finger, arrow keys or number.

use crate::words;
use exchange::option_label;
use leptos::prelude::*;
use model::Stage;

/// The choices of a question, in a row; on phones two by two. Each has the number of its place as its key, which the page around it listens
/// to (see [`place_of`]).
#[component]
pub fn Choices(
    /// What is asked, for screen readers.
    #[prop(into)]
    legend: String,
    /// Ids of stages, or texts.
    options: Vec<String>,
    /// The chosen one.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// After the answer: the right one, which is marked; `None` before.
    #[prop(into)]
    right: Signal<Option<String>>,
    /// Called with what is chosen; nothing can be chosen once the right one is shown.
    choose: impl Fn(String) + Copy + 'static,
) -> impl IntoView {
    let choices = options.into_iter().enumerate().map(|(place, option)| {
        let stage = Stage::from_id(&option);
        let is = {
            let option = option.clone();
            move |other: &Option<String>| other.as_ref() == Some(&option)
        };
        let (is_chosen, is_right) = (is.clone(), is);
        let pressed = {
            let is_chosen = is_chosen.clone();
            move || chosen.with(&is_chosen).to_string()
        };
        let is_answer = {
            let is_right = is_right.clone();
            move || right.with(&is_right)
        };
        let mark = {
            let (is_chosen, is_right) = (is_chosen.clone(), is_right.clone());
            move || match (
                right.with(Option::is_some),
                chosen.with(&is_chosen),
                right.with(&is_right),
            ) {
                (false, ..) => "",
                (_, true, true) => "your answer, right",
                (_, true, false) => "your answer",
                (_, false, true) => "the answer",
                _ => "",
            }
        };
        let wrong = move || {
            right.with(Option::is_some) && chosen.with(&is_chosen) && !right.with(&is_right)
        };
        let label = option_label(&option).to_owned();
        let class = match stage {
            Some(stage) => format!("choice stage {}", words::stage_class(stage)),
            None => "choice".to_owned(),
        };
        view! {
            <button
                type="button"
                class=class
                class:right=is_answer
                class:wrong=wrong
                aria-pressed=pressed
                aria-disabled=move || right.with(Option::is_some).to_string()
                on:click=move |_| {
                    if right.with_untracked(Option::is_none) {
                        choose(option.clone());
                    }
                }
            >
                {stage
                    .map(|stage| {
                        view! {
                            <svg class="shape" aria-hidden="true">
                                <use href=words::stage_shape(stage)></use>
                            </svg>
                        }
                    })}
                <span>{label}</span>
                <kbd aria-hidden="true">{place + 1}</kbd>
                <small>{mark}</small>
            </button>
        }
    });
    view! {
        <div class="choices" role="group" aria-label=legend>
            {choices.collect_view()}
        </div>
    }
}

/// The place that a number key means, from 0.
pub fn place_of(key: &str) -> Option<usize> {
    let number: usize = key.parse().ok()?;
    number.checked_sub(1).filter(|place| *place < 9)
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn number_keys_are_places() {
        for (key, place) in [
            ("1", Some(0)),
            ("9", Some(8)),
            ("0", None),
            ("a", None),
            ("10", None),
        ] {
            assert_eq!(place_of(key), place, "{key}");
        }
    }
}
