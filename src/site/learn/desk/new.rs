//! A new deck: empty, with stories about pairs of stages of the definition in use, or with the worked cases of the lesson.

use super::super::address::{Page, go};
use super::super::pairs::{base, known_separations, pairs_told_apart};
use super::super::records;
use super::draft::{keep_new, new_id};
use crate::clock;
use crate::session::Session;
use crate::slice::Slice;
use crate::words;
use exchange::{add_case, case_of_story, new_deck, worked_deck};
use leptos::prelude::*;
use model::learn::lesson::worked_cases;
use model::learn::{Boundary, Told, curriculum};
use model::{Day, Rulebook, Stage};
use serde_json::{Value, json};

/// The most stories that are made at once.
const MOST: usize = 50;

/// Where what is typed here is kept until the deck is made.
const KEY: &str = "desk-draft";

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    title: String,
    /// How many stories, as it was typed.
    how_many: String,
    /// The pairs of stages that were left out.
    left_out: Vec<Boundary>,
}

impl Wanted {
    fn read(json: Option<&Value>) -> Wanted {
        let member = |name: &str| json.and_then(|json| json.get(name));
        let text = |name: &str| member(name).and_then(Value::as_str);
        let pairs = member("left_out").and_then(Value::as_array);
        Wanted {
            title: text("title").unwrap_or_default().to_owned(),
            how_many: text("how_many").unwrap_or("10").to_owned(),
            left_out: pairs.into_iter().flatten().filter_map(pair).collect(),
        }
    }

    fn written(&self) -> Value {
        let pairs = self.left_out.iter();
        let pairs: Vec<Value> = pairs.map(|aim| json!([aim.0.id(), aim.1.id()])).collect();
        json!({ "title": self.title, "how_many": self.how_many, "left_out": pairs })
    }
}

fn pair(json: &Value) -> Option<Boundary> {
    let stage = |at: usize| Stage::from_id(json.get(at)?.as_str()?);
    Some((stage(0)?, stage(1)?))
}

/// What the form makes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Stories,
    Worked,
    Empty,
}

/// The form.
#[component]
pub fn NewDeck(session: Session) -> impl IntoView {
    let wanted = Memo::new(move |_| Wanted::read(records::record(session, KEY).as_ref()));
    let type_in = move |member: &str, label: &str, change: &dyn Fn(&mut Wanted)| {
        let mut wanted = wanted.get_untracked();
        change(&mut wanted);
        records::type_in(session, KEY, member, wanted.written(), label);
    };
    let base = base(session);
    let known = known_separations(base);
    let pairs = Memo::new(move |_| known.with(|known| known.as_deref().map(curriculum)));
    let making = RwSignal::new(false);
    let make = move |what: What| {
        if making.get_untracked() {
            return;
        }
        let (rulebook, day) = base.get_untracked();
        let form = wanted.get_untracked();
        let number = form.how_many.trim().parse::<usize>();
        let (number, what) = match (what, number) {
            (What::Stories, Ok(number @ 1..=MOST)) => (number, what),
            (What::Stories, _) => {
                session.warn(format!("How many stories? A number from 1 to {MOST}."));
                return;
            }
            (other, _) => (0, other),
        };
        let named = match (form.title.trim(), what) {
            ("", What::Stories) => format!("{number} stories: {}", rulebook.name),
            ("", What::Worked) => format!("Worked cases: {}", rulebook.name),
            ("", What::Empty) => "New deck".to_owned(),
            (named, _) => named.to_owned(),
        };
        if what != What::Stories {
            let deck = match what {
                What::Worked => worked_deck(&new_id(), &named, &rulebook),
                _ => new_deck(&new_id(), &named, &rulebook.id, day),
            };
            return keep(session, deck, &named, &form, number);
        }
        let known = pairs.get_untracked();
        making.set(true);
        leptos::task::spawn_local(async move {
            let all = match known {
                Some(all) => all,
                None => pairs_told_apart(&rulebook, day).await,
            };
            let aims: Vec<Boundary> = all
                .into_iter()
                .filter(|aim| !form.left_out.contains(aim))
                .collect();
            let deck = match aims.is_empty() {
                true => None,
                false => {
                    let mut deck = new_deck(&new_id(), &named, &rulebook.id, day);
                    fill(&mut deck, &rulebook, day, &aims, number).await;
                    Some(deck)
                }
            };
            // The page may be gone meanwhile: then nobody waits for the deck.
            if making.try_set(false).is_some() {
                return;
            }
            match deck {
                Some(deck) => keep(session, deck, &named, &form, number),
                None => session.warn("Choose at least one pair of stages for the stories."),
            }
        });
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
                    prop:value=move || wanted.with(|wanted| wanted.title.clone())
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        type_in("title", "Title of a new deck", &|wanted| wanted.title.clone_from(&text));
                    }
                    on:blur=move |_| session.end_typing()
                />
            </label>
            <fieldset class="desk-boundaries">
                <legend>
                    {move || base.with(|base| format!("Stories from “{}”, about these pairs of stages", base.0.name))}
                </legend>
                {move || match pairs.get() {
                    None => view! { <p class="desk-hint">"Looking for stories…"</p> }.into_any(),
                    Some(pairs) if pairs.is_empty() => {
                        view! {
                            <p class="desk-hint">
                                "This definition tells no two stages apart by one fact, so it gives no stories."
                            </p>
                        }
                            .into_any()
                    }
                    Some(pairs) => {
                        pairs
                            .into_iter()
                            .map(|aim| {
                                view! {
                                    <label class="check">
                                        <input
                                            type="checkbox"
                                            prop:checked=move || {
                                                wanted.with(|wanted| !wanted.left_out.contains(&aim))
                                            }
                                            on:change=move |event| {
                                                let chosen = event_target_checked(&event);
                                                let mut wanted = wanted.get_untracked();
                                                wanted.left_out.retain(|other| *other != aim);
                                                if !chosen {
                                                    wanted.left_out.push(aim);
                                                }
                                                records::change(session, KEY, wanted.written(), "Pairs of a new deck");
                                            }
                                        />
                                        {format!("{} or {}", aim.0.label(), aim.1.label().to_lowercase())}
                                    </label>
                                }
                            })
                            .collect_view()
                            .into_any()
                    }
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
                        prop:value=move || wanted.with(|wanted| wanted.how_many.clone())
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            type_in("how_many", "Stories of a new deck", &|wanted| wanted.how_many.clone_from(&text));
                        }
                        on:blur=move |_| session.end_typing()
                    />
                </label>
                <button
                    type="button"
                    class="button primary"
                    aria-disabled=move || making.get().to_string()
                    on:click=move |_| make(What::Stories)
                >
                    {move || if making.get() { "Looking for stories…" } else { "Make stories" }}
                </button>
                <button type="button" class="button" on:click=move |_| make(What::Worked)>
                    {format!("The {} worked cases", worked_cases().len())}
                </button>
                <button type="button" class="button" on:click=move |_| make(What::Empty)>
                    "Empty deck"
                </button>
            </div>
        </section>
    }
}

/// Keeps the deck that was made of so many stories that were wanted, and goes there.
fn keep(session: Session, deck: Value, named: &str, form: &Wanted, wanted: usize) {
    let count = exchange::cases_of(&deck).len();
    let Some(key) = keep_new(session, deck, &format!("Make deck “{named}”")) else {
        return;
    };
    // The next deck has another title.
    let form = Wanted {
        title: String::new(),
        ..form.clone()
    };
    records::note(session, KEY, form.written());
    match count < wanted {
        true => session.say(format!(
            "“{named}” has {}: these pairs of stages give no more that differ.",
            words::counted(count as u64, "story").replace("storys", "stories")
        )),
        false => session.say(format!("“{named}” is on your desk.")),
    }
    go(&Page::Desk(key));
}

/// Fills a deck with stories in turns with the page, as many of each pair of stages, mixed.
async fn fill(deck: &mut Value, rulebook: &Rulebook, day: Day, aims: &[Boundary], wanted: usize) {
    let mut slice = Slice::new();
    let mut pause = async || {
        slice.pause().await;
    };
    let mut told = Told::default();
    let seed = clock::seed();
    let mut open: Vec<(Boundary, u64)> = aims.iter().map(|aim| (*aim, seed)).collect();
    while !open.is_empty() {
        let mut left = Vec::new();
        for (aim, mut next) in open {
            if exchange::cases_of(deck).len() >= wanted {
                return;
            }
            let found = told
                .another_in_turns(rulebook, day, aim, &mut next, &mut pause)
                .await;
            if let Some(story) = found {
                add_case(deck, usize::MAX, case_of_story(&story, rulebook, day));
                left.push((aim, next));
            }
        }
        open = left;
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;
    use model::Stage;
    use serde_json::json;

    #[test]
    fn what_is_wanted_is_kept() {
        let wanted = Wanted {
            title: "First week".to_owned(),
            how_many: "1x".to_owned(),
            left_out: vec![(Stage::Lead, Stage::Prospect)],
        };
        assert_eq!(Wanted::read(Some(&wanted.written())), wanted);
        for json in [
            None,
            Some(json!(7)),
            Some(json!({ "title": 1, "left_out": [["lead"], "x"] })),
        ] {
            let read = Wanted::read(json.as_ref());
            assert_eq!((read.title.as_str(), read.how_many.as_str()), ("", "10"));
            assert!(read.left_out.is_empty());
        }
    }
}
