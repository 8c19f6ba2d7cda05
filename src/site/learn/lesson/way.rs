//! The way through: a definition as a flow, into which a contact is dropped.

use super::drawing::Drawing;
use super::own_list::{OwnList, Pick, count_list};
use super::sources::name_of;
use super::way_list::WayList;
use super::{InUse, in_use};
use crate::session::Session;
use crate::slice::{self, Cancel};
use crate::words;
use leptos::prelude::*;
use model::learn::lesson::{Flow, WORKED_DAY, Walk, definitions, flow_of, walk, worked_cases};
use model::{Day, Rulebook, Stage, Table};
use std::sync::Arc;

/// How long each step is looked at before the next lights up, in milliseconds.
const STEP: i32 = 520;

/// A flow with the definition it asks.
#[derive(Clone)]
pub struct Open(Arc<(Flow, Rulebook)>);

impl PartialEq for Open {
    fn eq(&self, other: &Open) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Open {
    /// The flow.
    pub fn flow(&self) -> &Flow {
        &self.0.0
    }

    /// The definition.
    pub fn rulebook(&self) -> &Rulebook {
        &self.0.1
    }
}

/// A contact that was dropped into the flow.
#[derive(Clone)]
pub struct Dropped {
    /// What it is called.
    pub name: String,
    /// What there is to know of it: a story, or nothing.
    pub story: String,
    table: Arc<Table>,
    as_of: Day,
}

/// The way of the contact that was dropped, and how far it is shown.
#[derive(Clone, Copy)]
pub struct OnTheWay {
    /// The way; `None` before anybody was dropped.
    pub walk: Memo<Option<Shared>>,
    /// How many of its steps are lit.
    pub lit: RwSignal<usize>,
}

/// A way that is shared and compared by identity: it is new whenever it is made.
#[derive(Clone)]
pub struct Shared(Arc<Walk>);

impl PartialEq for Shared {
    fn eq(&self, other: &Shared) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Shared {
    type Target = Walk;

    fn deref(&self) -> &Walk {
        &self.0
    }
}

/// The part of the lesson; with the worked case of this id dropped in, if there is one.
#[component]
pub fn TheWay(session: Session, within: String) -> impl IntoView {
    let used = in_use(session);
    let chosen = RwSignal::new(String::new());
    let open = Memo::new(move |_| {
        let (rulebook, _) = used.get();
        open_flow(session, &rulebook, &chosen.get())
    });
    let dropped = RwSignal::new(None::<Dropped>);
    let way = Memo::new(move |_| {
        let contact = dropped.get()?;
        let open = open.get();
        let found = walk(open.flow(), open.rulebook(), &contact.table, contact.as_of);
        Some(Shared(Arc::new(found)))
    });
    let lit = RwSignal::new(0);
    light_up(way, lit);
    let pick = Callback::new(move |pick: Pick| dropped.set(bring(session, &pick)));
    if let Some(case) = worked_cases().iter().find(|case| case.id == within) {
        pick.run(Pick::Case(case.id.clone()));
    }
    let counts = count_list(session, open);
    let steps = OnTheWay { walk: way, lit };
    let title = move || match dropped.get() {
        Some(contact) => contact.name,
        None => "Nobody yet".to_owned(),
    };
    view! {
        <header class="lesson-head">
            <h2 tabindex="-1">"The way through"</h2>
            <p>
                "A definition asks one question after the other. Drop somebody in and see where they turn off, and what it would take to go on."
            </p>
        </header>
        <FlowPicker session chosen used />
        <OwnList session pick />
        <Drawing session open steps counts pick />
        <section class="way-told" aria-live="polite" aria-atomic="false">
            <h3>{title}</h3>
            {move || {
                dropped
                    .get()
                    .map(|contact| contact.story)
                    .filter(|story| !story.is_empty())
                    .map(|story| view! { <p class="lesson-story">{story}</p> })
            }}
            <WayList open steps />
        </section>
    }
}

/// The flow of a definition by its id; of the one in use where there is no such one.
fn open_flow(session: Session, used: &InUse, id: &str) -> Open {
    let found = session.look(|desk| desk.workspace.rulebook(id).map(|r| r.into_owned()));
    let rulebook = found
        .or_else(|| {
            let small = model::learn::lesson::small_rulebooks().iter();
            small.clone().find(|rulebook| rulebook.id == id).cloned()
        })
        .unwrap_or_else(|| (**used).clone());
    Open(Arc::new((flow_of(&rulebook), rulebook)))
}

/// Lights the steps of a new way one after the other; all at once for whoever wants less motion.
fn light_up(way: Memo<Option<Shared>>, lit: RwSignal<usize>) {
    let running: StoredValue<Cancel, LocalStorage> = StoredValue::new_local(Cancel::default());
    Effect::new(move |_| {
        running.with_value(Cancel::cancel);
        let steps = way.with(|way| way.as_ref().map_or(0, |way| way.steps.len()));
        if still() || steps == 0 {
            lit.set(steps);
            return;
        }
        let cancel = Cancel::default();
        running.set_value(cancel.clone());
        lit.set(1);
        leptos::task::spawn_local(async move {
            for step in 2..=steps {
                slice::wait(STEP).await;
                if cancel.is_cancelled() {
                    return;
                }
                lit.set(step);
            }
        });
    });
    on_cleanup(move || {
        running.try_with_value(Cancel::cancel);
    });
}

/// Whether somebody asked for less motion.
fn still() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// The contact that was picked, with its facts.
fn bring(session: Session, pick: &Pick) -> Option<Dropped> {
    match pick {
        Pick::Case(id) => {
            let case = worked_cases().iter().find(|case| case.id == *id)?;
            Some(Dropped {
                name: case.title.clone(),
                story: case.story.clone(),
                table: Arc::new(case.table.clone()),
                as_of: WORKED_DAY,
            })
        }
        Pick::Row(row) => session.look(|desk| {
            let table = desk.workspace.table();
            (*row < table.rows()).then(|| Dropped {
                name: crate::triage::name(desk, *row),
                story: String::new(),
                table: Arc::new(table.row_alone(*row)),
                as_of: desk.workspace.as_of(),
            })
        }),
    }
}

#[component]
fn FlowPicker(
    session: Session,
    chosen: RwSignal<String>,
    used: Memo<(InUse, Day)>,
) -> impl IntoView {
    let options = move || {
        let (rulebook, _) = used.get();
        let own = session.look(|desk| {
            let own = desk.workspace.rulebooks().iter();
            own.map(|r| (r.id.clone(), r.name.clone()))
                .collect::<Vec<_>>()
        });
        let all = definitions(&rulebook);
        let mut names: Vec<(String, String)> =
            vec![(String::new(), format!("{}, in use", rulebook.name))];
        for definition in all.iter().filter(|definition| !definition.in_use) {
            let id = &definition.rulebook.id;
            let name = match id.as_str() {
                "dynamic-states" => "Dynamic states, drawn in article 000".to_owned(),
                "qualify-first" => "Qualify first, drawn in article 000".to_owned(),
                _ => name_of(definition),
            };
            if *id != rulebook.id {
                names.push((id.clone(), name));
            }
        }
        for (id, name) in own {
            if id != rulebook.id && names.iter().all(|(known, _)| *known != id) {
                names.push((id, name));
            }
        }
        names
            .into_iter()
            .map(|(id, name)| {
                let selected = id == chosen.get_untracked();
                view! {
                    <option value=id selected=selected>
                        {name}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <label class="way-flow">
            <span>"Flow of"</span>
            <select
                class="field"
                prop:value=move || chosen.get()
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                {options}
            </select>
        </label>
    }
}

/// A stage with the class that colours it.
pub fn stage_class(stage: Option<Stage>) -> &'static str {
    stage.map_or("", words::stage_class)
}
