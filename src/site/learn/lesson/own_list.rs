//! Who can be dropped into a flow: the worked cases as cards, and contacts of one's own list by their names.

use super::way::Open;
use crate::session::Session;
use crate::slice::{Cancel, Slice};
use leptos::prelude::*;
use model::learn::lesson::{passed, worked_cases};
use model::{Engine, Stage};

/// Rows staged between two looks at the clock.
const AT_ONCE: u32 = 8_192;
/// Contacts that a search shows at most.
const MOST: usize = 8;
/// Rows that a search looks through between two key presses at most.
const LOOKED_AT: u32 = 200_000;
/// What a card is called while it is dragged.
pub const DRAGGED: &str = "text/plain";

/// Somebody to drop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A worked case, by its id.
    Case(String),
    /// A contact of the list, by its row.
    Row(u32),
}

impl Pick {
    /// As the text that a drag carries.
    pub fn text(&self) -> String {
        match self {
            Pick::Case(id) => format!("leadlens-case/{id}"),
            Pick::Row(row) => format!("leadlens-row/{row}"),
        }
    }

    /// From the text of a drag; `None` for any other text.
    pub fn of_text(text: &str) -> Option<Pick> {
        if let Some(id) = text.strip_prefix("leadlens-case/") {
            return Some(Pick::Case(id.to_owned()));
        }
        let row = text.strip_prefix("leadlens-row/")?;
        row.parse().ok().map(Pick::Row)
    }
}

/// How many of the list went each way, and who stands where; by the flow that is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// How many took each arrow.
    pub arrows: Vec<u32>,
    /// The stage by the rules of each row, as its number.
    pub rows: Vec<u8>,
}

impl Counted {
    /// How many stand at a stage, and the first of them.
    pub fn at(&self, stage: Stage, first: usize) -> (u32, Vec<u32>) {
        let mut count = 0;
        let mut rows = Vec::new();
        for (row, number) in (0..).zip(&self.rows) {
            if *number == stage as u8 {
                count += 1;
                if rows.len() < first {
                    rows.push(row);
                }
            }
        }
        (count, rows)
    }
}

/// Counts the list through the flow that is open, in slices; `None` while there is no list or the count is not done.
pub fn count_list(session: Session, open: Memo<Open>) -> RwSignal<Option<Counted>> {
    let counted = RwSignal::new(None);
    let running: StoredValue<Cancel, LocalStorage> = StoredValue::new_local(Cancel::default());
    Effect::new(move |_| {
        session.facts.track();
        session.rules.track();
        let open = open.get();
        running.with_value(Cancel::cancel);
        let cancel = Cancel::default();
        running.set_value(cancel.clone());
        counted.set(None);
        leptos::task::spawn_local(async move {
            let (rows, as_of) =
                session.look(|desk| (desk.workspace.table().rows(), desk.workspace.as_of()));
            if rows == 0 {
                return;
            }
            let mut slice = Slice::new();
            let mut engine = Engine::new(open.rulebook(), as_of);
            let mut done = 0;
            while done < rows {
                let end = (done + AT_ONCE).min(rows);
                session.look(|desk| {
                    let end = end.min(desk.workspace.table().rows());
                    batch::assess(&mut engine, desk.workspace.table(), done..end);
                });
                done = end;
                slice.pause().await;
                if cancel.is_cancelled() {
                    return;
                }
            }
            let assessments = engine.assessments();
            let stages: Vec<u8> = (0..assessments.rows().min(rows))
                .map(|row| assessments.rule_stage(row) as u8)
                .collect();
            let mut by_stage = [0u32; 7];
            for number in &stages {
                if let Some(count) = by_stage.get_mut(usize::from(*number)) {
                    *count += 1;
                }
            }
            counted.set(Some(Counted {
                arrows: passed(open.flow(), by_stage),
                rows: stages,
            }));
        });
    });
    on_cleanup(move || {
        running.try_with_value(Cancel::cancel);
    });
    counted
}

/// The worked cases, and the list by name.
#[component]
pub fn OwnList(session: Session, pick: Callback<Pick>) -> impl IntoView {
    let cases = worked_cases().iter().map(|case| {
        view! {
            <li>
                <Card name=case.title.clone() to=Pick::Case(case.id.clone()) pick />
            </li>
        }
    });
    let sought = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        session.rows.track();
        search(session, &sought.get())
    });
    let rows = move || {
        session.rows.track();
        session.look(|desk| desk.workspace.table().rows())
    };
    view! {
        <div class="way-picks">
            <details class="way-cases" open=true>
                <summary>"Drop a worked case in: click it, or drag it onto the drawing"</summary>
                <ul class="cards">{cases.collect_view()}</ul>
            </details>
            <Show when=move || { rows() > 0 }>
                <div class="way-own">
                    <label>
                        <span>"Or somebody of your list"</span>
                        <input
                            class="field"
                            type="search"
                            autocomplete="off"
                            placeholder="Name or company"
                            prop:value=move || sought.get()
                            on:input=move |event| sought.set(event_target_value(&event))
                        />
                    </label>
                    <ul class="cards">
                        {move || {
                            found
                                .get()
                                .into_iter()
                                .map(|(row, name)| {
                                    view! {
                                        <li>
                                            <Card name to=Pick::Row(row) pick />
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ul>
                    <Show when=move || { found.with(Vec::is_empty) }>
                        <p class="muted">"Nobody of that name."</p>
                    </Show>
                </div>
            </Show>
        </div>
    }
}

/// Contacts whose name or company holds a text, the first of the list for none.
fn search(session: Session, sought: &str) -> Vec<(u32, String)> {
    let sought = sought.trim().to_lowercase();
    session.look(|desk| {
        let table = desk.workspace.table();
        let holds = |row: u32| {
            sought.is_empty()
                || ["name", "company", "email"]
                    .into_iter()
                    .any(|id| table.get(row, id).to_lowercase().contains(&sought))
        };
        let called = |row: u32| {
            let (name, company) = (crate::triage::name(desk, row), table.get(row, "company"));
            if company.trim().is_empty() {
                name
            } else {
                format!("{name}, {company}")
            }
        };
        (0..table.rows().min(LOOKED_AT))
            .filter(|row| holds(*row))
            .take(MOST)
            .map(|row| (row, called(row)))
            .collect()
    })
}

/// Somebody who can be clicked or dragged.
#[component]
fn Card(name: String, to: Pick, pick: Callback<Pick>) -> impl IntoView {
    let carried = to.text();
    let on_drag = move |event: leptos::ev::DragEvent| {
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data(DRAGGED, &carried);
        }
    };
    view! {
        <button
            type="button"
            class="card"
            draggable="true"
            on:dragstart=on_drag
            on:click=move |_| pick.run(to.clone())
        >
            {name}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::{Counted, Pick};
    use model::Stage;

    #[test]
    fn a_drag_carries_who_it_is() {
        for pick in [Pick::Case("won".into()), Pick::Row(0), Pick::Row(99_999)] {
            assert_eq!(Pick::of_text(&pick.text()), Some(pick));
        }
        for other in [
            "",
            "won",
            "leadlens-row/",
            "leadlens-row/-1",
            "https://example.com",
        ] {
            assert_eq!(Pick::of_text(other), None, "{other}");
        }
    }

    #[test]
    fn who_stands_at_a_stage() {
        let counted = Counted {
            arrows: Vec::new(),
            rows: vec![1, 2, 1, 0, 1],
        };
        assert_eq!(counted.at(Stage::Lead, 2), (3, vec![0, 2]));
        assert_eq!(counted.at(Stage::Opportunity, 2), (0, vec![]));
    }
}
