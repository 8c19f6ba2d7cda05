//! A new deck: empty, or with stories at the boundaries of the definition in use.

use super::super::address::{Page, go};
use super::draft::{keep_new, new_id, rulebook_named};
use crate::session::Session;
use crate::words;
use exchange::{add_case, case_of_story, new_deck};
use leptos::prelude::*;
use model::learn::{Boundary, curriculum, separations, stories};
use model::{Day, Rulebook};
use serde_json::Value;

/// The most stories that are made at once.
const MOST: usize = 50;

/// The form.
#[component]
pub fn NewDeck(session: Session) -> impl IntoView {
    let title = RwSignal::new(String::new());
    let how_many = RwSignal::new("10".to_owned());
    // Stories are told of the definition as it is given away, not with this team's own ideal customer.
    let base = Memo::new(move |_| {
        session.rules.track();
        let id = session.look(|desk| desk.workspace.definition().to_owned());
        rulebook_named(session, &Value::from(id))
    });
    let boundaries = Memo::new(move |_| {
        base.with(|base| {
            let day = session.look(|desk| desk.workspace.as_of());
            base.as_ref()
                .map_or_else(Vec::new, |base| curriculum(&separations(base, day)))
        })
    });
    let left_out = RwSignal::new(Vec::<Boundary>::new());
    let name = move || {
        base.with(|base| {
            base.as_ref()
                .map_or_else(String::new, |base| base.name.clone())
        })
    };
    let make = move |with_stories: bool| {
        let Some(base) = base.get_untracked() else {
            session.warn("The definition in use is not here. Choose another one above.");
            return;
        };
        let day = session.look(|desk| desk.workspace.as_of());
        let aims: Vec<Boundary> = boundaries
            .get_untracked()
            .into_iter()
            .filter(|aim| with_stories && left_out.with_untracked(|out| !out.contains(aim)))
            .collect();
        let wanted = how_many.get_untracked().trim().parse::<usize>();
        let Ok(wanted @ 1..=MOST) = wanted else {
            session.warn(format!("How many stories? A number from 1 to {MOST}."));
            return;
        };
        if with_stories && aims.is_empty() {
            session.warn("Choose at least one boundary for the stories.");
            return;
        }
        let named = title.get_untracked();
        let named = match named.trim() {
            "" if with_stories => format!("{} stories: {}", wanted, base.name),
            "" => "New deck".to_owned(),
            named => named.to_owned(),
        };
        let mut deck = new_deck(&new_id(), &named, &base.id, day);
        if with_stories {
            fill(&mut deck, &base, day, &aims, wanted);
        }
        let count = exchange::cases_of(&deck).len();
        let Some(key) = keep_new(session, deck, &format!("Make deck “{named}”")) else {
            return;
        };
        match with_stories {
            true if count < wanted => session.say(format!(
                "“{named}” has {}: these boundaries give no more that differ.",
                words::counted(count as u64, "story").replace("storys", "stories")
            )),
            _ => session.say(format!("“{named}” is on your desk.")),
        }
        go(&Page::Desk(key));
    };
    view! {
        <section class="desk-card" aria-labelledby="desk-new">
            <h3 id="desk-new">"Make one"</h3>
            <label class="desk-field">
                <span>"Title"</span>
                <input
                    class="field"
                    type="text"
                    autocomplete="off"
                    placeholder="First week"
                    prop:value=title
                    on:input=move |event| title.set(event_target_value(&event))
                />
            </label>
            <fieldset class="desk-boundaries">
                <legend>{move || format!("Stories from “{}”, at these boundaries", name())}</legend>
                {move || {
                    boundaries
                        .get()
                        .into_iter()
                        .map(|aim| {
                            view! {
                                <label class="check">
                                    <input
                                        type="checkbox"
                                        prop:checked=move || left_out.with(|out| !out.contains(&aim))
                                        on:change=move |event| {
                                            let wanted = event_target_checked(&event);
                                            left_out
                                                .update(|out| {
                                                    out.retain(|other| *other != aim);
                                                    if !wanted {
                                                        out.push(aim);
                                                    }
                                                });
                                        }
                                    />
                                    {format!("{} or {}", aim.0.label(), aim.1.label().to_lowercase())}
                                </label>
                            }
                        })
                        .collect_view()
                }}
            </fieldset>
            <div class="desk-row">
                <label class="desk-many">
                    <span class="unseen">"How many stories"</span>
                    <input
                        class="field"
                        type="number"
                        min="1"
                        max=MOST.to_string()
                        prop:value=how_many
                        on:input=move |event| how_many.set(event_target_value(&event))
                    />
                </label>
                <button type="button" class="button primary" on:click=move |_| make(true)>
                    "Make stories"
                </button>
                <button type="button" class="button" on:click=move |_| make(false)>
                    "Empty deck"
                </button>
            </div>
        </section>
    }
}

/// Fills a deck with stories, as many of each boundary, mixed.
fn fill(deck: &mut Value, rulebook: &Rulebook, day: Day, aims: &[Boundary], wanted: usize) {
    let seed = js_sys::Math::random() * 1_000_000.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to a million"
    )]
    let seed = seed as u64;
    let each = wanted.div_ceil(aims.len().max(1));
    let told: Vec<_> = aims
        .iter()
        .map(|aim| stories(rulebook, day, *aim, seed, each + 2))
        .collect();
    for round in 0..each + 2 {
        for story in told.iter().filter_map(|of_aim| of_aim.get(round)) {
            if exchange::cases_of(deck).len() < wanted {
                add_case(deck, usize::MAX, case_of_story(story, rulebook, day));
            }
        }
    }
}
