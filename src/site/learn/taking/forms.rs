//! Two matched tests for oneself, one for before the lesson and one for after it, made from the definition in use.

use super::short;
use crate::clock;
use crate::learn::pairs::pairs_told_apart;
use crate::session::Session;
use crate::slice::Slice;
use exchange::DecksJob;
use leptos::prelude::*;
use model::learn::{FormsJob, stage_words};
use model::{Edit, Shelf};

/// Cases of each pair of stages in a test.
const PER_BOUNDARY: usize = 3;
/// Right answers with which such a test is passed.
const PASS_MARK: f64 = 0.8;
/// The letters of stems: none that is taken for another.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Letters of a stem.
const STEM: usize = 6;

/// What makes the two tests.
#[component]
pub fn BeforeAndAfter(session: Session) -> impl IntoView {
    let busy = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let name = Memo::new(move |_| {
        session.rules.track();
        session.look(|desk| short(&desk.rulebook.name))
    });
    let make = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        said.set("Looking for cases …".to_owned());
        leptos::task::spawn_local(async move {
            let outcome = make_both(session).await;
            let _ = said.try_set(outcome);
            let _ = busy.try_set(false);
        });
    };
    view! {
        <section class="taking-forms" aria-labelledby="taking-forms">
            <h3 id="taking-forms">"Test yourself before and after"</h3>
            <p>
                "Two tests of the same kinds with different cases, under the definition " <b>
                    <bdi>{name}</bdi>
                </b> ": one for now, one for after lesson and drill. What changed in between is what you learned."
            </p>
            <button type="button" class="button" aria-disabled=move || busy.get().to_string() on:click=make>
                "Make both tests"
            </button>
            <p class="muted" role="status">
                {said}
            </p>
        </section>
    }
}

/// Makes and keeps both tests, and says what came of it.
async fn make_both(session: Session) -> String {
    let (rulebook, as_of) = session.look(|desk| (desk.rulebook.clone(), desk.workspace.as_of()));
    let seed = clock::seed();
    let boundaries = pairs_told_apart(&rulebook, as_of).await;
    let mut slice = Slice::new();
    let mut job = FormsJob::new(&boundaries, seed, PER_BOUNDARY);
    while job.step(&rulebook, as_of) {
        slice.pause().await;
    }
    let forms = job.finish();
    let name = short(&rulebook.name);
    if forms.before.is_empty() {
        return format!(
            "Under {name} no two stages differ by a single fact, so there is nothing to ask. Choose another definition above."
        );
    }
    let mut job = DecksJob::new(&forms, &rulebook, as_of, &stem(seed), &name);
    while job.step() {
        slice.pause().await;
    }
    let (mut before, mut after) = job.finish();
    let mut edits = Vec::new();
    for deck in [&mut before, &mut after] {
        deck.pass_mark = Some(PASS_MARK);
        edits.push(Edit::Keep {
            shelf: Shelf::Learning,
            key: format!("deck/{}", deck.id),
            json: Some(deck.to_json()),
        });
    }
    let kept = session.apply_as(Edit::Several(edits), format!("Make tests of {name}"));
    let there = session.look(|desk| {
        let key = format!("deck/{}", before.id);
        desk.workspace.kept(Shelf::Learning, &key).is_some()
    });
    if kept.is_err() || !there {
        return "The tests could not be kept. Nothing was changed.".to_owned();
    }
    let mut sentence = format!(
        "Both tests are in the list above: {} cases each.",
        before.cases.len()
    );
    for ((low, high), found) in &forms.short {
        sentence += &format!(
            " Between {} and {} only {found} of {PER_BOUNDARY} were found.",
            stage_words(*low),
            stage_words(*high)
        );
    }
    sentence
}

/// The stem of two tests' ids: the last thirty bits of a number, as letters.
fn stem(seed: u64) -> String {
    let letter = |at: usize| {
        let place = usize::try_from(seed >> (5 * at) & 31).unwrap_or(0);
        char::from(LETTERS.get(place).copied().unwrap_or(b'0'))
    };
    (0..STEM).rev().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn stems_are_six_letters() {
        for (seed, expected) in [
            (0, "000000"),
            (31, "00000z"),
            (32, "000010"),
            (u64::MAX, "zzzzzz"),
        ] {
            assert_eq!(stem(seed), expected);
        }
    }
}
