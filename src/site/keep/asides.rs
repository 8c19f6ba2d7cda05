//! Parts that could not be read once: still there, to be downloaded or thrown away.

use super::kept::Kept;
use super::notice::Trouble;
use super::save_file;
use crate::words;
use leptos::prelude::*;
use store::{Aside, Keeper};

/// The parts set aside, if there are any.
#[component]
pub fn Asides(kept: Kept) -> impl IntoView {
    let asides = RwSignal::new(found(kept));
    let forget = move |_| {
        let forgotten = kept.with(|desk| {
            let keeper = desk.keeper.as_mut()?;
            asides.with_untracked(|keys| keys.iter().find_map(|key| keeper.forget_aside(key).err()))
        });
        match forgotten.flatten() {
            Some(error) => kept.session.warn(error.to_string()),
            None => kept.untell(Trouble::Damaged),
        }
        asides.set(found(kept));
        kept.measure();
    };
    let count = move || asides.with(Vec::len);
    view! {
        <Show when=move || count() != 0>
            <section>
                <h3>"Parts that could not be read"</h3>
                <p>
                    {move || format!("{} set aside as found, so that nothing is lost.", words::counted(count() as u32, "part"))}
                </p>
                <div class="data-buttons">
                    <button type="button" class="button" on:click=move |_| save_file::raw(kept)>
                        "Download what is kept, as it is"
                    </button>
                    <button
                        type="button"
                        class="button"
                        disabled=move || kept.session.read_only.get()
                        on:click=forget
                    >
                        "Throw these parts away"
                    </button>
                </div>
            </section>
        </Show>
    }
}

/// The keys of what was set aside.
fn found(kept: Kept) -> Vec<String> {
    let asides = kept.with(|desk| desk.keeper.as_ref().map(Keeper::asides));
    let asides: Vec<Aside> = asides.flatten().and_then(Result::ok).unwrap_or_default();
    asides.into_iter().map(|aside| aside.key).collect()
}
