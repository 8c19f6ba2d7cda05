//! A stage by shape, colour and name.

use crate::words;
use leptos::prelude::*;
use model::Stage;

/// The stage's shape and its name, in its colour.
#[component]
pub fn StageName(stage: Stage) -> impl IntoView {
    view! {
        <span class=format!("stage-name {}", words::stage_class(stage))>
            <svg class="shape" aria-hidden="true">
                <use href=words::stage_shape(stage)></use>
            </svg>
            {stage.label()}
        </span>
    }
}
