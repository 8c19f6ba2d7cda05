//! Two definitions held against each other over the same contacts.

use super::super::stage_name::StageName;
use super::sources::name_of;
use super::{InUse, in_use};
use crate::session::Session;
use crate::slice::{Cancel, Slice};
use leptos::prelude::*;
use model::explain;
use model::learn::lesson::{
    Comparison, Difference, Sampled, StageShare, Staged, WORKED_DAY, definitions, sample_of,
    stage_all, worked_cases, worked_sample,
};
use std::sync::Arc;

/// Stories at each boundary of each definition, each with its twin.
const STORIES: usize = 4;
/// Differences that are told.
const MOST: usize = 4;

/// The contacts, and the stage of each by every definition.
type Ready = Arc<(Vec<Sampled>, Staged)>;

/// The choice of two, and how they compare.
#[component]
pub fn CompareTwo(session: Session) -> impl IntoView {
    let used = in_use(session);
    let ready = RwSignal::new(None::<Ready>);
    let first = RwSignal::new("conversation".to_owned());
    let second = RwSignal::new("ideal-customer-profile".to_owned());
    let running: StoredValue<Cancel, LocalStorage> = StoredValue::new_local(Cancel::default());
    Effect::new(move |_| {
        let (rulebook, _) = used.get();
        running.with_value(Cancel::cancel);
        let cancel = Cancel::default();
        running.set_value(cancel.clone());
        leptos::task::spawn_local(prepare(rulebook, ready, cancel));
    });
    on_cleanup(move || {
        running.try_with_value(Cancel::cancel);
    });
    let picker = move |label: &'static str, chosen: RwSignal<String>| {
        view! {
            <label>
                <span>{label}</span>
                <select
                    class="field"
                    prop:value=move || chosen.get()
                    on:change=move |event| chosen.set(event_target_value(&event))
                >
                    {move || {
                        let (rulebook, _) = used.get();
                        let picked = chosen.get_untracked();
                        definitions(&rulebook)
                            .iter()
                            .enumerate()
                            .map(|(at, definition)| {
                                let key = key_of(at, &definition.rulebook.id, &rulebook);
                                let selected = key == picked;
                                view! {
                                    <option value=key selected=selected>
                                        {name_of(definition)}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
            </label>
        }
    };
    view! {
        <div class="two-picks">{picker("This one", first)} {picker("against", second)}</div>
        <div aria-live="polite" aria-busy=move || ready.with(Option::is_none).to_string()>
            {move || {
                let Some(ready) = ready.get() else {
                    return view! { <p class="muted">"Running all definitions over the same contacts…"</p> }.into_any();
                };
                let (rulebook, _) = used.get();
                compared(&rulebook, &ready, &first.get(), &second.get())
            }}
        </div>
    }
}

/// What a definition is called in the lists: the first of them may share its id with a published one.
fn key_of(at: usize, id: &str, used: &InUse) -> String {
    if at == 0 && definitions(used).len() > 10 {
        format!("own/{id}")
    } else {
        id.to_owned()
    }
}

/// Makes the contacts and runs every definition over them, definition by definition so that the page stays alive.
async fn prepare(rulebook: InUse, ready: RwSignal<Option<Ready>>, cancel: Cancel) {
    ready.set(None);
    let mut slice = Slice::new();
    let mut sample = worked_sample();
    let all = definitions(&rulebook);
    let mut made: Vec<&str> = Vec::new();
    for definition in &all {
        slice.pause().await;
        if cancel.is_cancelled() {
            return;
        }
        // The small ones are told apart by the contacts of the others.
        if !made.contains(&definition.rulebook.id.as_str()) {
            made.push(&definition.rulebook.id);
            sample.extend(sample_of(definition.rulebook, 1, STORIES));
        }
    }
    slice.pause().await;
    if cancel.is_cancelled() {
        return;
    }
    let staged = stage_all(&all, &sample);
    ready.set(Some(Arc::new((sample, staged))));
}

fn compared(rulebook: &InUse, ready: &Ready, first: &str, second: &str) -> AnyView {
    let all = definitions(rulebook);
    let place = |key: &str| {
        let mut places = all.iter().enumerate();
        places
            .find(|(at, d)| key_of(*at, &d.rulebook.id, rulebook) == key)
            .map(|(at, _)| at)
    };
    let (Some(a), Some(b)) = (place(first), place(second)) else {
        return view! { <p class="muted">"Choose two definitions."</p> }.into_any();
    };
    if a == b {
        return view! { <p class="muted">"Choose two different definitions: one agrees with itself."</p> }
            .into_any();
    }
    let (sample, staged) = &**ready;
    let found = Comparison::new(staged, a, b);
    let (Some(one), Some(other)) = (all.get(a), all.get(b)) else {
        return ().into_any();
    };
    let names = (name_of(one), name_of(other));
    let rows = found
        .stages
        .iter()
        .map(|share| stage_row(*share, found.of))
        .collect_view();
    let differences = found.differences.iter().take(MOST).map(|difference| {
        let Some(contact) = sample.get(difference.example) else {
            return ().into_any();
        };
        // By the rules alone, as they were compared.
        let mut table = contact.table.clone();
        table.overrides = Default::default();
        let why = |definition: &model::learn::lesson::Definition<'_>| {
            explain(definition.rulebook, &table, 0, WORKED_DAY)
                .assessment
                .why
        };
        told(difference, contact, &names, (why(one), why(other))).into_any()
    });
    view! {
        <p class="two-sum">
            <b>{format!("The same answer for {} of {} contacts ({} %).", found.same, found.of, found.percent())}</b>
            " "
            <span class="muted">"The worked cases, and stories made for each pair of stages of every definition: where they part, if anywhere."</span>
        </p>
        <table class="two-stages">
            <caption class="unseen">"How often the two give each stage"</caption>
            <thead>
                <tr>
                    <th scope="col">"Stage"</th>
                    <th scope="col">"Both"</th>
                    <th scope="col">{format!("Only {}", names.0)}</th>
                    <th scope="col">{format!("Only {}", names.1)}</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {(!found.differences.is_empty())
            .then(|| {
                view! {
                    <h4>"Where they part most often"</h4>
                    <ol class="differences">{differences.collect_view()}</ol>
                }
            })}
    }
    .into_any()
}

fn stage_row(share: StageShare, of: usize) -> impl IntoView + use<> {
    let width = |n: usize| format!("{:.1}%", 100.0 * n as f64 / of.max(1) as f64);
    view! {
        <tr>
            <th scope="row">
                <StageName stage=share.stage />
            </th>
            <td>{share.both}</td>
            <td>{share.only_first}</td>
            <td>{share.only_second}</td>
            <td class="two-bar" aria-hidden="true">
                <i class="both" style:width=width(share.both)></i>
                <i class="first" style:width=width(share.only_first)></i>
                <i class="second" style:width=width(share.only_second)></i>
            </td>
        </tr>
    }
}

fn told(
    difference: &Difference,
    contact: &Sampled,
    names: &(String, String),
    whys: (String, String),
) -> impl IntoView + use<> {
    let (first, second) = difference.stages;
    let title = contact
        .case
        .and_then(|id| worked_cases().iter().find(|case| case.id == id))
        .map(|case| case.title.clone());
    let times = if difference.count == 1 {
        "One contact".to_owned()
    } else {
        format!("{} contacts", difference.count)
    };
    view! {
        <li class="difference">
            <p class="difference-head">
                {times} ": " <StageName stage=first /> " here, " <StageName stage=second /> " there."
            </p>
            <p class="lesson-story">
                {title.map(|title| view! { <b>{title}": "</b> })} {contact.text.clone()}
            </p>
            <dl>
                <dt>{names.0.clone()}</dt>
                <dd>{whys.0}</dd>
                <dt>{names.1.clone()}</dt>
                <dd>{whys.1}</dd>
            </dl>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::key_of;
    use crate::learn::lesson::InUse;
    use model::published_rulebook;
    use std::sync::Arc;

    #[test]
    fn a_teams_own_version_of_a_published_definition_has_a_key_of_its_own() {
        let house = published_rulebook("house").unwrap();
        let as_it_is = InUse(Arc::new(house.clone()));
        assert_eq!(key_of(0, "dynamic-states", &as_it_is), "dynamic-states");
        let mut changed = house.clone();
        changed.fit.clear();
        let changed = InUse(Arc::new(changed));
        assert_eq!(key_of(0, "house", &changed), "own/house");
        assert_eq!(key_of(7, "house", &changed), "house");
    }
}
