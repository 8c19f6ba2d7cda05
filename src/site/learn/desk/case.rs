//! One case: its story, its facts, the right answer and why; beside it what the engine says while it is written.

use super::super::address::{Page, go};
use super::super::pairs::pairs_told_apart;
use super::answer::Answer;
use super::cases::{new_case, warn_full};
use super::deck::Nothing;
use super::draft::Draft;
use super::facts::Facts;
use super::signals::Signals;
use super::verdict::{Said, Verdict};
use crate::clock;
use crate::learn::focus::focus_when_there;
use crate::session::Session;
use crate::slice::Slice;
use exchange::{add_case, set_member_of, text_of};
use leptos::prelude::*;
use model::learn::{Story, story, story_in_turns, tell_contact, twin_of, untold};
use model::{Day, Rulebook, Stage, Table, contact_table, contact_to_json};
use serde_json::{Value, json};

/// A case of a deck: the deck, and the place in it. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Writing {
    /// The deck.
    pub draft: Draft,
    /// The place of the case, from 0.
    pub at: usize,
    /// The case as it stands; null where there is none at this place.
    pub case: Memo<Value>,
    /// What the engine says of its facts; `None` where they cannot be read or the definition is not here.
    pub said: Memo<Option<Said>>,
}

impl Writing {
    fn new(draft: Draft, at: usize) -> Writing {
        let case = Memo::new(move |_| draft.case(at));
        let contact = Memo::new(move |_| case.with(|case| case.get("contact").cloned()));
        let day = Memo::new(move |_| draft.as_of());
        let said = Memo::new(move |_| {
            let contact = contact.get().unwrap_or_else(|| json!({}));
            let table = contact_table(&contact).ok()?;
            draft
                .rulebook
                .with(|rulebook| Said::of(rulebook.as_ref()?, &table, day.get()))
        });
        Writing {
            draft,
            at,
            case,
            said,
        }
    }

    /// The text of a member.
    pub fn text(self, member: &str) -> String {
        self.case.with(|case| text_of(case, member).to_owned())
    }

    /// Its facts as a table of one row.
    pub fn table(self) -> Option<Table> {
        let contact = self.case.with(|case| case.get("contact").cloned());
        contact_table(&contact.unwrap_or_else(|| json!({}))).ok()
    }

    /// Makes a change that undo takes back.
    pub fn change(self, label: &str, change: impl FnOnce(&mut Value)) {
        self.draft.change_case(self.at, label, change);
    }

    /// Makes a change while a member is typed into.
    pub fn type_in(self, member: &str, label: &str, change: impl FnOnce(&mut Value)) {
        self.draft.type_case(self.at, member, label, change);
    }

    /// Sets a member.
    pub fn set(self, member: &str, value: Option<Value>, label: &str) {
        self.change(label, |case| set_member_of(case, member, value));
    }
}

/// The page.
#[component]
pub fn CasePage(session: Session, key: String, at: usize) -> impl IntoView {
    let draft = Draft::new(session, &key);
    let writing = Writing::new(draft, at);
    let there = Memo::new(move |_| (draft.is_there(), writing.case.with(|case| !case.is_null())));
    move || match there.get() {
        (true, true) => view! { <Whole writing /> }.into_any(),
        (true, false) => view! { <Gone draft at /> }.into_any(),
        (false, _) => view! { <Nothing /> }.into_any(),
    }
}

#[component]
fn Gone(draft: Draft, at: usize) -> impl IntoView {
    view! {
        <h2 tabindex="-1">{format!("There is no case {}", at + 1)}</h2>
        <p>
            <a class="link" href=Page::Desk(draft.key()).hash()>
                {move || format!("To “{}”", draft.title())}
            </a>
        </p>
    }
}

#[component]
fn Whole(writing: Writing) -> impl IntoView {
    let Writing { draft, at, .. } = writing;
    let page = move |at: usize| Page::Desk(format!("{}/{}", draft.key(), at + 1));
    // Page up and page down with Alt, from anywhere.
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let to = match (event.alt_key(), event.key().as_str()) {
            (true, "PageUp") if at > 0 => at - 1,
            (true, "PageDown") if at + 1 < draft.count() => at + 1,
            _ => return,
        };
        event.prevent_default();
        go(&page(to));
    };
    view! {
        <div class="desk-case" on:keydown=on_key>
            <p class="desk-back">
                <a class="link" href=Page::Desk(draft.key()).hash()>
                    {move || format!("← {}", draft.title())}
                </a>
            </p>
            <div class="desk-title">
                <h2 tabindex="-1">
                    {move || format!("Case {} of {}", at + 1, draft.count())}
                </h2>
                <div class="desk-row">
                    {(at > 0)
                        .then(|| {
                            view! {
                                <a class="button" href=page(at - 1).hash() title="Alt and page up">
                                    "Before"
                                </a>
                            }
                        })}
                    {move || {
                        (at + 1 < draft.count())
                            .then(|| {
                                view! {
                                    <a class="button" href=page(at + 1).hash() title="Alt and page down">
                                        "Next"
                                    </a>
                                }
                            })
                    }}
                    <button type="button" class="button" on:click=move |_| new_case(draft)>
                        "Write another"
                    </button>
                </div>
            </div>
            <div class="desk-panes">
                <div class="desk-write">
                    <StoryText writing />
                    <Answer writing />
                    <Why writing />
                    <Facts writing />
                    <Signals writing />
                </div>
                <Verdict writing />
            </div>
        </div>
    }
}

/// The story, and help with it.
#[component]
fn StoryText(writing: Writing) -> impl IntoView {
    let draft = writing.draft;
    let looking = RwSignal::new(false);
    let value = Memo::new(move |_| writing.text("text"));
    let has_facts = Memo::new(move |_| {
        writing.table().is_some_and(|table| {
            table.signals_of(0).next().is_some()
                || table.columns().iter().any(|c| !c.get(0).is_empty())
        })
    });
    let missing = Memo::new(move |_| {
        let text = value.get();
        let english = matches!(draft.text("lang").split('-').next(), Some("" | "en"));
        if text.trim().is_empty() || !english {
            return Vec::new();
        }
        let table = writing.table();
        draft.rulebook.with(|rulebook| match (rulebook, table) {
            (Some(rulebook), Some(table)) => untold(&text, &table, rulebook, draft.as_of()),
            _ => Vec::new(),
        })
    });
    view! {
        <section class="desk-story" aria-label="The story">
            <label class="desk-field">
                <span>"What learners read"</span>
                <textarea
                    class="field"
                    id="desk-text"
                    rows="5"
                    placeholder="Ada runs operations at a 300-person logistics firm…"
                    prop:value=value
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        writing.type_in("text", "story", |case| set_member_of(case, "text", Some(text.into())));
                    }
                    on:blur=move |_| draft.session.end_typing()
                ></textarea>
            </label>
            {move || {
                let missing = missing.get();
                (!missing.is_empty())
                    .then(|| {
                        let list = model::words::list(&missing.iter().map(|m| format!("“{m}”")).collect::<Vec<_>>(), "and");
                        view! {
                            <p class="desk-note desk-untold">
                                {format!("The story does not seem to tell {list}. Learners know only what they read.")}
                            </p>
                        }
                    })
            }}
            <div class="desk-row">
                <button
                    type="button"
                    class="button small"
                    aria-disabled=move || looking.get().to_string()
                    on:click=move |_| tell(writing, looking)
                >
                    {move || {
                        if looking.get() {
                            return "Looking for a story…";
                        }
                        match (has_facts.get(), value.with(|text| text.trim().is_empty())) {
                            (false, _) => "Start from a story",
                            (true, true) => "Tell it for me",
                            (true, false) => "Tell it anew",
                        }
                    }}
                </button>
                <button type="button" class="button small" on:click=move |_| make_twin(writing)>
                    "Make its twin"
                </button>
            </div>
        </section>
    }
}

/// Puts the facts into words; where there are none, a story at a boundary gives words and facts to start from.
fn tell(writing: Writing, looking: RwSignal<bool>) {
    let draft = writing.draft;
    let Some(rulebook) = draft.rulebook.get_untracked() else {
        draft.session.warn(
            "The definition of this deck is not here, so no story can be made. Choose another one.",
        );
        return;
    };
    let day = untrack(|| draft.as_of());
    let seed = clock::seed();
    let table = untrack(|| writing.table());
    let told = table.filter(|table| {
        table.signals_of(0).next().is_some() || table.columns().iter().any(|c| !c.get(0).is_empty())
    });
    match told {
        Some(table) => {
            let text = tell_contact(&table, day, seed);
            writing.set("text", Some(text.into()), "tell the story");
        }
        None => {
            if looking.get_untracked() {
                return;
            }
            looking.set(true);
            leptos::task::spawn_local(async move {
                start_from_story(writing, &rulebook, day, seed).await;
                let _ = looking.try_set(false);
            });
            return;
        }
    }
    focus_when_there(&["#desk-text"]);
}

/// Looks for a story in turns with the page, and puts it into the case, if that is as it was.
async fn start_from_story(writing: Writing, rulebook: &Rulebook, day: Day, seed: u64) {
    let session = writing.draft.session;
    let before = writing.case.get_untracked();
    let aims = pairs_told_apart(rulebook, day).await;
    let at = usize::try_from(seed).unwrap_or(0) % aims.len().max(1);
    let mut slice = Slice::new();
    let mut pause = async || {
        slice.pause().await;
    };
    let mut made = None;
    if let Some(aim) = aims.get(at) {
        made = story_in_turns(rulebook, day, *aim, seed, &mut pause).await;
    }
    // The page may be gone meanwhile, or the trainer went on writing.
    if writing.case.try_get_untracked().as_ref() != Some(&before) {
        return;
    }
    let Some(made) = made else {
        session.warn(
            "This definition gives no story to start from. Pick facts first, then have them told.",
        );
        return;
    };
    let from = exchange::case_of_story(&made, rulebook, day);
    writing.change("start from a story", |case| {
        for member in ["text", "contact", "answer", "explanation"] {
            set_member_of(case, member, from.get(member).cloned());
        }
        set_member_of(case, "options", None);
    });
    focus_when_there(&["#desk-text"]);
}

/// Adds the case that differs in one fact, behind this one.
fn make_twin(writing: Writing) {
    let Writing { draft, at, .. } = writing;
    let session = draft.session;
    let Some(rulebook) = draft.rulebook.get_untracked() else {
        session.warn(
            "The definition of this deck is not here, so there is no twin. Choose another one.",
        );
        return;
    };
    let case = writing.case.get_untracked();
    let day = untrack(|| draft.as_of());
    let Some(table) = untrack(|| writing.table()) else {
        session.warn("The facts of this case cannot be read, so there is no twin.");
        return;
    };
    let Some((twin, what)) = twin_case(&case, &table, &rulebook, day) else {
        session.warn("No single fact leads this contact to another stage, so there is no twin.");
        return;
    };
    let mut place = None;
    draft.change("make a twin", |deck| place = add_case(deck, at + 1, twin));
    let Some(place) = place else {
        return warn_full(draft);
    };
    if !session.read_only.get_untracked() {
        session.say(what);
        go(&Page::Desk(format!("{}/{}", draft.key(), place + 1)));
    }
}

/// The twin of a case, and what to know of it.
fn twin_case(
    case: &Value,
    table: &Table,
    rulebook: &Rulebook,
    day: Day,
) -> Option<(Value, String)> {
    let text = text_of(case, "text");
    if let Some(story) = story_of(case, rulebook, day) {
        let said = format!(
            "This is the twin: {}, where it was {}.",
            story.deciding.twin_fact, story.deciding.fact
        );
        return Some((
            exchange::case_of_story(&story.turned(), rulebook, day),
            said,
        ));
    }
    let twin = twin_of(rulebook, table, day)?;
    let said = format!(
        "This is the twin: {}, where it was {}. Change the story to say so.",
        twin.twin_fact, twin.fact
    );
    let mut made = json!({
        "text": text, "contact": contact_to_json(&twin.table, 0), "answer": twin.stage.id(),
        "explanation": model::assess_alone(rulebook, &twin.table, day).why,
    });
    let stem = text_of(case, "id");
    if !stem.is_empty() {
        set_member_of(&mut made, "id", Some(format!("{stem}-twin").into()));
    }
    if text.trim().is_empty() {
        set_member_of(
            &mut made,
            "text",
            Some(tell_contact(&twin.table, day, 1).into()),
        );
    }
    Some((made, said))
}

/// The story that a case was made of, if it still is that story.
fn story_of(case: &Value, rulebook: &Rulebook, day: Day) -> Option<Story> {
    let seed = case.get("seed")?.as_u64()?;
    let mut parts = text_of(case, "id").split('-');
    let aim = (
        Stage::from_id(parts.next()?)?,
        Stage::from_id(parts.next()?)?,
    );
    let story = story(rulebook, day, aim, seed)?;
    let same = story.case.text == text_of(case, "text")
        && Some(&story.case.contact()) == case.get("contact");
    same.then_some(story)
}

/// Why the answer is right.
#[component]
fn Why(writing: Writing) -> impl IntoView {
    let value = Memo::new(move |_| writing.text("explanation"));
    let why = Memo::new(move |_| {
        writing
            .said
            .with(|said| said.as_ref().map(|said| said.why.clone()))
    });
    let differs = move || why.get().filter(|why| *why != value.get());
    let take = move |_| {
        if let Some(why) = why.get_untracked() {
            writing.set("explanation", Some(why.into()), "explanation");
        }
        focus_when_there(&["#desk-why"]);
    };
    view! {
        <section class="desk-explain" aria-label="Why">
            <label class="desk-field">
                <span>"Why, shown after the answer"</span>
                <textarea
                    class="field"
                    id="desk-why"
                    rows="3"
                    prop:value=value
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        writing.type_in("explanation", "explanation", |case| {
                            set_member_of(case, "explanation", Some(text.into()));
                        });
                    }
                    on:blur=move |_| writing.draft.session.end_typing()
                ></textarea>
            </label>
            {move || {
                differs()
                    .map(|_| {
                        view! {
                            <div class="desk-row">
                                <button type="button" class="button small" on:click=take>
                                    "Use the definition’s words"
                                </button>
                            </div>
                        }
                    })
            }}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::{story_of, twin_case};
    use model::{Day, Stage, contact_table, published_rulebook};
    use serde_json::{Value, json};

    #[test]
    fn stories_have_the_twin_they_were_made_with() {
        let house = published_rulebook("house").unwrap();
        let day = Day::parse("2026-11-26").unwrap();
        let made = model::learn::stories(house, day, (Stage::Lead, Stage::Prospect), 5, 3);
        for story in made {
            let case = exchange::case_of_story(&story, house, day);
            let (twin, said) = twin_case(&case, &story.case.table, house, day).unwrap();
            assert_eq!(twin["text"], story.twin.text);
            assert_eq!(twin["answer"], story.twin.stage.id());
            assert!(said.contains(&story.deciding.twin_fact), "{said}");
            // Once its text is another it is nobody's story.
            let mut other = case.clone();
            other["text"] = Value::from("Something else");
            assert!(story_of(&other, house, day).is_none());
            let (twin, _) = twin_case(&other, &story.case.table, house, day).unwrap();
            assert_eq!(twin["text"], "Something else");
            assert_ne!(twin["answer"], case["answer"]);
        }
    }

    #[test]
    fn a_case_without_a_story_is_told_its_twin() {
        let house = published_rulebook("house").unwrap();
        let day = Day::parse("2026-11-26").unwrap();
        let case = json!({ "id": "a" });
        let (twin, _) = twin_case(&case, &contact_table(&json!({})).unwrap(), house, day).unwrap();
        assert_eq!(
            (twin["id"].as_str(), twin["answer"].as_str()),
            (Some("a-twin"), Some("lead"))
        );
        assert_ne!(twin["text"], "");
    }
}
