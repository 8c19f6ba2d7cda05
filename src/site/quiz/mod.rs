//! The room where quizzes are made: built from a definition, edited, tried, looked through, given away, and their results read.
//!
//! Fetched apart from the first screen. [`draft::Draft`] is the quiz that is open; every change of it is an edit of the workspace.

mod begin;
mod controls;
mod delivery;
mod draft;
mod editor;
mod effects;
mod files;
mod leads_to;
mod looks;
mod options;
mod preview;
mod publish;
mod question;
mod questions;
mod report;
mod result;
mod results;
mod source;
mod variants;

use crate::later::{NotFetched, Part, sheet};
use crate::session::Session;
use crate::toast::Toast;
use begin::{Begin, Chooser};
use draft::Draft;
use editor::Editor;
use effects::Attributes;
use leads_to::LeadsTo;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use preview::Preview;
use publish::Publish;
use results::Results;

/// What of the quizzes is on the screen.
#[derive(Clone, Copy)]
pub struct QuizView {
    /// The key of the quiz that is open; the first one where there is none of this key.
    pub open: RwSignal<Option<String>>,
    pane: RwSignal<Pane>,
}

impl QuizView {
    /// The first quiz, beside its preview.
    pub fn new() -> QuizView {
        QuizView {
            open: RwSignal::new(None),
            pane: RwSignal::new(Pane::Preview),
        }
    }
}

/// What is shown beside the editor; instead of it on narrow screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    Edit,
    Preview,
    LeadsTo,
    Publish,
    Results,
}

impl Pane {
    const ALL: [Pane; 5] = [
        Pane::Edit,
        Pane::Preview,
        Pane::LeadsTo,
        Pane::Publish,
        Pane::Results,
    ];

    fn name(self) -> &'static str {
        match self {
            Pane::Edit => "Edit",
            Pane::Preview => "Preview",
            Pane::LeadsTo => "Where it leads",
            Pane::Publish => "Publish",
            Pane::Results => "Results",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Pane::Edit => "edit",
            Pane::Preview => "preview",
            Pane::LeadsTo => "leads-to",
            Pane::Publish => "publish",
            Pane::Results => "results",
        }
    }
}

/// Where the room is.
#[component]
pub fn QuizPlace(session: Session, shown: QuizView) -> impl IntoView {
    view! {
        <main class="quiz-room">
            <Show when=move || !session.opening.get()>
                <Part fetch=move || {
                    Box::pin(async move {
                        sheet("panel").await?;
                        sheet("quiz").await?;
                        quiz_room(session, shown).await
                    })
                } />
            </Show>
        </main>
    }
}

/// Fetches the room, before somebody enters it.
///
/// # Errors
/// It cannot be fetched now; it is fetched again when it is needed.
pub async fn fetch() -> Result<(), NotFetched> {
    sheet("panel").await?;
    sheet("quiz").await?;
    Ok(fetch_quiz().await?)
}

#[wasm_split(quiz, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_quiz))]
fn quiz_room(session: Session, shown: QuizView) -> Result<AnyView, NotFetched> {
    Ok(view! { <QuizRoom session shown /> }.into_any())
}

#[component]
fn QuizRoom(session: Session, shown: QuizView) -> impl IntoView {
    let open = Memo::new(move |_| {
        session.quizzes.track();
        let wanted = shown.open.get();
        session.look(|desk| {
            let quizzes = desk.workspace.quizzes();
            let found = quizzes
                .iter()
                .find(|quiz| Some(&quiz.key) == wanted.as_ref())
                .or(quizzes.first());
            found.map(|quiz| quiz.key.clone())
        })
    });
    view! {
        <Toast session />
        {move || match open.get() {
            None => view! { <Begin session shown /> }.into_any(),
            Some(key) => view! { <Open session shown key /> }.into_any(),
        }}
    }
}

/// The room with a quiz in it.
#[component]
fn Open(session: Session, shown: QuizView, key: String) -> impl IntoView {
    let draft = Draft::new(session, &key);
    let pane = shown.pane;
    let switch = move |to: Pane| {
        view! {
            <button
                type="button"
                class=format!("quiz-switch {}", to.id())
                aria-pressed=move || if pane.get() == to { "true" } else { "false" }
                on:click=move |_| pane.set(to)
            >
                {to.name()}
            </button>
        }
    };
    view! {
        <Attributes />
        <div class="quiz-bar">
            <Chooser session shown key />
            <div class="quiz-switches" role="group" aria-label="Beside the quiz">
                {Pane::ALL.map(switch).collect_view()}
            </div>
        </div>
        <div class="quiz-panes" data-pane=move || pane.get().id()>
            <section class="quiz-edit" tabindex="0" aria-label="The quiz">
                // A tab that only reads along changes nothing, so nothing here lets itself be changed.
                <fieldset class="quiz-all" disabled=session.read_only>
                    <Editor draft />
                </fieldset>
            </section>
            <section class="quiz-beside" tabindex="0" aria-label=move || beside(pane.get()).name()>
                {move || match beside(pane.get()) {
                    Pane::LeadsTo => view! { <LeadsTo draft /> }.into_any(),
                    Pane::Publish => view! { <Publish draft /> }.into_any(),
                    Pane::Results => view! { <Results draft /> }.into_any(),
                    _ => view! { <Preview draft /> }.into_any(),
                }}
            </section>
        </div>
    }
}

/// On wide screens the editor is there anyway, with the preview beside it.
fn beside(pane: Pane) -> Pane {
    if pane == Pane::Edit {
        Pane::Preview
    } else {
        pane
    }
}
