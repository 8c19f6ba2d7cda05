//! Setting the stage by hand: with a reason, a name and, if one likes, a last day.

use crate::session::Session;
use leptos::prelude::*;
use model::{Day, Edit, Override, Stage};

/// The form.
#[component]
pub fn OverrideForm(session: Session, row: u32) -> impl IntoView {
    let now = Memo::new(move |_| {
        session.facts.track();
        session.look(|desk| desk.workspace.table().overrides.get(&row).cloned())
    });
    let start = now.get_untracked();
    let by_rule = session.look(|desk| desk.engine.assessments().rule_stage(row));
    let stage = RwSignal::new(start.as_ref().map_or(by_rule, |s| s.stage).id().to_owned());
    let reason = RwSignal::new(
        start
            .as_ref()
            .map_or_else(String::new, |s| s.reason.clone()),
    );
    let author = RwSignal::new(
        start
            .as_ref()
            .map_or_else(String::new, |s| s.author.clone()),
    );
    let until = RwSignal::new(
        start
            .and_then(|s| s.until)
            .map_or_else(String::new, |day| day.to_string()),
    );
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(stage) = Stage::from_id(&stage.get()) else {
            return;
        };
        let before = now.get_untracked();
        let value = Override {
            stage,
            reason: reason.get().trim().to_owned(),
            author: author.get().trim().to_owned(),
            on: Some(session.look(|desk| desk.workspace.as_of())),
            until: Day::parse(&until.get()),
            extra: before.map(|b| b.extra).unwrap_or_default(),
        };
        let _ = session.apply(Edit::SetOverride {
            row,
            value: Some(value),
        });
    };
    let lift = move |_| {
        let _ = session.apply(Edit::SetOverride { row, value: None });
    };
    view! {
        <details open=now.get_untracked().is_some()>
            <summary>"Set the stage by hand"</summary>
            <form class="override" on:submit=save>
                <label>
                    "Stage"
                    <select class="field" prop:value=stage on:change=move |e| stage.set(event_target_value(&e))>
                        {Stage::ALL
                            .map(|s| {
                                view! {
                                    <option value=s.id() selected=stage.get_untracked() == s.id()>
                                        {s.label()}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                </label>
                <label>
                    "Until (optional)"
                    <input class="field" type="date" prop:value=until on:change=move |e| until.set(event_target_value(&e)) />
                </label>
                <label class="wide">
                    "Why"
                    <input class="field" type="text" required autocomplete="off" prop:value=reason on:input=move |e| reason.set(event_target_value(&e)) />
                </label>
                <label class="wide">
                    "Your name"
                    <input class="field" type="text" autocomplete="name" prop:value=author on:input=move |e| author.set(event_target_value(&e)) />
                </label>
                <div class="row">
                    <button type="submit" class="button">"Set the stage"</button>
                    <Show when=move || now.get().is_some()>
                        <button type="button" class="button" on:click=lift>
                            "Leave it to the rules"
                        </button>
                    </Show>
                </div>
            </form>
        </details>
    }
}
