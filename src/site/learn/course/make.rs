//! Making a course: a title, which stages to tell apart, and how many cases about each.

use super::record;
use crate::clock;
use crate::learn::address::{Page, go};
use crate::learn::pairs::{base, known_separations};
use crate::learn::records;
use crate::learn::stage_name::StageName;
use crate::session::Session;
use crate::slice::{Slice, breathe, wait};
use crate::words;
use exchange::{Course, DecksJob};
use leptos::prelude::*;
use model::Stage;
use model::learn::{Boundary, FormsJob, Separation, curriculum};
use serde_json::{Value, json};

/// Where what is typed here is kept until the course is made.
const KEY: &str = "course-draft";
/// Cases about each pair of stages that can be chosen.
const PER_PAIR: [usize; 5] = [1, 2, 3, 4, 5];
const USUAL: usize = 2;
/// Milliseconds after which it is looked again whether the pairs are known.
const FRAME: i32 = 16;
/// Percent of right answers with which a test is passed, unless another share is typed.
const USUAL_PASS: u64 = 80;
/// Draws that can be told apart by a number that is easily typed.
const MOST_SEED: u64 = 999_999;

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    title: String,
    per_pair: usize,
    /// The pairs that were left out or added by hand; `None` as long as nobody chose.
    pairs: Option<Vec<Boundary>>,
    seed: Option<u64>,
    /// Percent of right answers with which a test is passed, 1 to 100; `None` for tests that are not passed or failed.
    pass: Option<u64>,
}

impl Draft {
    fn read(json: Option<&Value>) -> Draft {
        let member = |name: &str| json.and_then(|json| json.get(name));
        let pairs = member("pairs").and_then(Value::as_array);
        let number = member("per_pair").and_then(Value::as_u64);
        let number = number.and_then(|number| usize::try_from(number).ok());
        Draft {
            title: member("title")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            per_pair: number
                .filter(|number| PER_PAIR.contains(number))
                .unwrap_or(USUAL),
            pairs: pairs.map(|pairs| pairs.iter().filter_map(pair).collect()),
            seed: member("seed")
                .and_then(Value::as_u64)
                .filter(|seed| *seed <= MOST_SEED),
            pass: member("pass").map_or(Some(USUAL_PASS), |pass| {
                pass.as_u64().filter(|pass| (1..=100).contains(pass))
            }),
        }
    }

    fn written(&self) -> Value {
        let pairs = self.pairs.as_ref().map(|pairs| {
            let ids = pairs.iter().map(|(low, high)| json!([low.id(), high.id()]));
            ids.collect::<Vec<_>>()
        });
        json!({ "title": self.title, "per_pair": self.per_pair, "pairs": pairs, "seed": self.seed, "pass": self.pass })
    }
}

fn pair(json: &Value) -> Option<Boundary> {
    let [low, high] = json.as_array()?.as_slice() else {
        return None;
    };
    Some((
        Stage::from_id(low.as_str()?)?,
        Stage::from_id(high.as_str()?)?,
    ))
}

/// The form.
#[component]
pub fn Make(session: Session) -> impl IntoView {
    let draft = Memo::new(move |_| Draft::read(records::record(session, KEY).as_ref()));
    let found = known_separations(base(session));
    let known = Memo::new(move |_| found.get().unwrap_or_default());
    let chosen = Memo::new(move |_| chosen(&draft.get(), &known.get()));
    // Drawn when it is first looked at; kept once somebody types a number or makes the course.
    let drawn = drawn_seed();
    let seed = move || draft.with(|draft| draft.seed).unwrap_or(drawn);
    let keep = move |draft: Draft, label: &str| {
        records::change(session, KEY, draft.written(), label);
    };
    let making = RwSignal::new(false);
    let definition = move || {
        session.rules.track();
        session.look(|desk| desk.rulebook.name.clone())
    };
    let make = move |_| {
        let title = draft.with_untracked(|draft| draft.title.trim().to_owned());
        let title = if title.is_empty() {
            untrack(usual_title(definition))
        } else {
            title
        };
        let seed = untrack(seed);
        let (per_pair, pass) = draft.with_untracked(|draft| (draft.per_pair, draft.pass));
        making.set(true);
        leptos::task::spawn_local(async move {
            // The button says so before the work begins.
            breathe().await;
            while found.try_with_untracked(Option::is_none) == Some(true) {
                wait(FRAME).await;
            }
            match chosen.try_get_untracked() {
                None => return,
                Some(pairs) if pairs.is_empty() => {
                    session.warn("Choose at least one pair of stages to tell apart.");
                }
                Some(pairs) => build(session, &title, &pairs, seed, per_pair, pass).await,
            }
            let _ = making.try_set(false);
        });
    };
    let placeholder = usual_title(definition);
    view! {
        <form class="course-make" on:submit=move |event| event.prevent_default()>
            <h3>"Make a course"</h3>
            <p class="course-hint">
                "Under the definition in use, " <b>{definition}</b>
                ". The two tests have different stories, matched case by case: the same pair of stages, the same answer, as many criteria that decide."
            </p>
            <label class="course-field">
                <span>"Title"</span>
                <input
                    class="field"
                    type="text"
                    maxlength="120"
                    placeholder=placeholder
                    prop:value=move || draft.with(|draft| draft.title.clone())
                    on:input=move |event| {
                        let title = event_target_value(&event);
                        let draft = Draft { title, ..draft.get_untracked() };
                        records::type_in(session, KEY, "title", draft.written(), "Title of the course");
                    }
                    on:blur=move |_| session.end_typing()
                />
            </label>
            <fieldset class="course-pairs">
                <legend>"Stages to tell apart"</legend>
                {move || {
                    found
                        .with(Option::is_none)
                        .then(|| view! { <p class="course-hint">"Looking which stages this definition tells apart…"</p> })
                }}
                {move || {
                    known
                        .get()
                        .into_iter()
                        .map(|separation| view! { <Pair draft known chosen keep separation /> })
                        .collect_view()
                }}
            </fieldset>
            <div class="course-row">
                <label class="course-field">
                    <span>"Cases about each pair"</span>
                    <select
                        class="field"
                        on:change=move |event| {
                            let per_pair = event_target_value(&event).parse().unwrap_or(USUAL);
                            keep(Draft { per_pair, ..draft.get_untracked() }, "Cases about each pair");
                        }
                    >
                        {PER_PAIR
                            .map(|number| {
                                view! {
                                    <option
                                        value=number.to_string()
                                        selected=move || draft.with(|draft| draft.per_pair == number)
                                    >
                                        {number}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                </label>
                <label class="course-field">
                    <span>"Test after passed with, %"</span>
                    <input
                        class="field"
                        type="number"
                        min="1"
                        max="100"
                        placeholder="none"
                        prop:value=move || {
                            draft.with(|draft| draft.pass.map(|pass| pass.to_string()).unwrap_or_default())
                        }
                        on:change=move |event| {
                            let pass = pass_of(&event_target_value(&event));
                            keep(Draft { pass, ..draft.get_untracked() }, "Passed with");
                        }
                    />
                </label>
                <label class="course-field">
                    <span>"Which stories (a number)"</span>
                    <input
                        class="field"
                        type="number"
                        min="0"
                        max=MOST_SEED.to_string()
                        prop:value=move || seed().to_string()
                        on:change=move |event| {
                            let typed = event_target_value(&event).trim().parse().ok();
                            let seed = Some(typed.unwrap_or(0).min(MOST_SEED));
                            keep(Draft { seed, ..draft.get_untracked() }, "Which stories");
                        }
                    />
                </label>
                <p class="course-hint">
                    "The same number makes the same course again, on the same day; another number, other stories."
                </p>
            </div>
            <p class="course-go">
                <button type="button" class="button primary" disabled=making on:click=make>
                    "Make the course"
                </button>
                <span class="course-hint" role="status">
                    {move || {
                        if making.get() {
                            return "Looking for stories…".to_owned();
                        }
                        if found.with(Option::is_none) {
                            return String::new();
                        }
                        let cases = chosen.with(Vec::len) * draft.with(|draft| draft.per_pair);
                        format!("{} in each of the two tests.", words::counted(cases as u64, "case"))
                    }}
                </span>
            </p>
        </form>
    }
}

/// A pair of stages to choose; one that the definition does not tell apart says why.
#[component]
fn Pair(
    draft: Memo<Draft>,
    known: Memo<Vec<Separation>>,
    chosen: Memo<Vec<Boundary>>,
    keep: impl Fn(Draft, &str) + Copy + 'static,
    separation: Separation,
) -> impl IntoView {
    let (low, high) = separation.aim;
    let toggle = move |event| {
        let wanted = event_target_checked(&event);
        let mut pairs = chosen.get_untracked();
        pairs.retain(|pair| *pair != (low, high));
        if wanted {
            pairs.push((low, high));
        }
        let order = known.with_untracked(|known| known.iter().map(|s| s.aim).collect::<Vec<_>>());
        pairs.sort_by_key(|pair| order.iter().position(|aim| aim == pair));
        let pairs = Some(pairs);
        keep(
            Draft {
                pairs,
                ..draft.get_untracked()
            },
            "Stages to tell apart",
        );
    };
    view! {
        <label class="course-pair" class:off=!separation.told_apart>
            <input
                type="checkbox"
                disabled=!separation.told_apart
                prop:checked=move || chosen.with(|chosen| chosen.contains(&(low, high)))
                on:change=toggle
            />
            <span class="course-stages">
                <StageName stage=low />
                <span class="muted">"and"</span>
                <StageName stage=high />
            </span>
            {(!separation.told_apart).then(|| view! { <small>{separation.sentence.clone()}</small> })}
        </label>
    }
}

/// What was chosen by hand of what is told apart; else what is worth learning.
fn chosen(draft: &Draft, known: &[Separation]) -> Vec<Boundary> {
    let told = |aim: &Boundary| known.iter().any(|s| s.aim == *aim && s.told_apart);
    match &draft.pairs {
        Some(pairs) => pairs.iter().copied().filter(told).collect(),
        None => curriculum(known),
    }
}

fn usual_title(definition: impl Fn() -> String + Copy) -> impl Fn() -> String + Copy {
    move || format!("Lead, prospect or opportunity, by {}", definition())
}

/// A share in percent as it was typed; nothing for nothing, and the nearest that there is for what is no share.
fn pass_of(typed: &str) -> Option<u64> {
    let typed: f64 = typed.trim().parse().ok()?;
    format!("{:.0}", typed.clamp(1.0, 100.0)).parse().ok()
}

/// Looks for the stories in slices, so that the page stays alive, and keeps the course.
async fn build(
    session: Session,
    title: &str,
    pairs: &[Boundary],
    seed: u64,
    per_pair: usize,
    pass: Option<u64>,
) {
    let (rulebook, as_of) = session.look(|desk| (desk.rulebook.clone(), desk.workspace.as_of()));
    let mut slice = Slice::new();
    let mut job = FormsJob::new(pairs, seed, per_pair);
    while job.step(&rulebook, as_of) {
        slice.pause().await;
    }
    let forms = job.finish();
    if forms.before.is_empty() {
        return session.warn(
            "No stories were found for these stages. Choose another pair, or another number.",
        );
    }
    let mut job = DecksJob::new(&forms, &rulebook, as_of, "", title);
    while job.step() {
        slice.pause().await;
    }
    let (before, mut after) = job.finish();
    // Percent are at most 100.
    let pass = pass.and_then(|pass| u32::try_from(pass).ok());
    let pass_mark = pass.map(|pass| f64::from(pass) / 100.0);
    // The test before asks what nobody was taught yet.
    after.pass_mark = pass_mark;
    let course = Course::of_decks(before, after, title);
    if !record::keep(session, &course, &format!("Make course “{title}”")) {
        return;
    }
    match short_in_words(&forms.short) {
        Some(sentence) => session.warn(sentence),
        None => session.say(format!("“{title}” is made.")),
    }
    // Who went elsewhere meanwhile stays there, and was told.
    if is_here() {
        go(&Page::Desk(format!("course/{}", course.stem)));
    }
}

/// Whether the page on which courses are made is still on the screen.
fn is_here() -> bool {
    let hash = window().location().hash().unwrap_or_default();
    Page::at(&hash) == Page::Desk("course".to_owned())
}

/// Which pairs have fewer cases than were asked for.
fn short_in_words(short: &[(Boundary, usize)]) -> Option<String> {
    let parts = short.iter().map(|((low, high), found)| {
        let (low, high) = (low.label(), high.label());
        format!("{found} about {low} and {high}")
    });
    let parts = parts.collect::<Vec<_>>().join(", ");
    (!parts.is_empty()).then(|| {
        format!("The course is made, with fewer cases than you asked for: only {parts} could be matched. Another number may find more.")
    })
}

/// A number nobody chose.
fn drawn_seed() -> u64 {
    clock::seed() % (MOST_SEED + 1)
}

#[cfg(test)]
mod tests {
    use super::{Draft, chosen, pass_of, short_in_words};
    use model::Stage::{Contact, Lead, Opportunity, Prospect};
    use model::learn::Separation;
    use serde_json::json;

    #[test]
    fn what_is_typed_comes_back() {
        for draft in [
            Draft {
                title: "Ours".into(),
                per_pair: 3,
                pairs: Some(vec![(Lead, Prospect)]),
                seed: Some(7),
                pass: None,
            },
            Draft {
                title: String::new(),
                per_pair: 2,
                pairs: None,
                seed: None,
                pass: Some(80),
            },
        ] {
            assert_eq!(Draft::read(Some(&draft.written())), draft);
        }
        let odd = json!({ "title": 3, "per_pair": 99, "pairs": [["lead"], ["lead", "prospect"]], "seed": -1, "pass": 0 });
        let read = Draft::read(Some(&odd));
        assert_eq!(
            (read.per_pair, read.pairs, read.seed),
            (2, Some(vec![(Lead, Prospect)]), None)
        );
        assert_eq!(read.pass, None);
        assert_eq!(Draft::read(None).pass, Some(80));
        for (typed, expected) in [
            ("75", Some(75)),
            (" 66.6 ", Some(67)),
            ("0", Some(1)),
            ("120", Some(100)),
            ("", None),
        ] {
            assert_eq!(pass_of(typed), expected, "{typed}");
        }
    }

    #[test]
    fn only_what_is_told_apart_is_asked() {
        let known = [
            ((Contact, Lead), true),
            ((Lead, Prospect), false),
            ((Prospect, Opportunity), true),
        ]
        .map(|(aim, told_apart)| Separation {
            aim,
            told_apart,
            sentence: String::new(),
        });
        let mut draft = Draft::read(None);
        assert_eq!(
            chosen(&draft, &known),
            [(Contact, Lead), (Prospect, Opportunity)]
        );
        draft.pairs = Some(vec![(Lead, Prospect), (Prospect, Opportunity)]);
        assert_eq!(chosen(&draft, &known), [(Prospect, Opportunity)]);
    }

    #[test]
    fn too_few_cases_are_said() {
        assert_eq!(short_in_words(&[]), None);
        let said = short_in_words(&[((Lead, Prospect), 1)]).unwrap();
        assert!(said.contains("only 1 about Lead and Prospect"), "{said}");
    }
}
