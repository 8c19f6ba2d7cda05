//! What stands in the way of keeping, across the top of the page, with what can be done about it. Fetched when it is first
//! needed.

use super::data;
use super::kept::Kept;
use super::notice::{Notice, Trouble};
use super::save_file;
use crate::later::{NotFetched, PartOnceAsked};
use crate::session::Session;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

/// What went wrong with keeping, across the top of the page.
#[component]
pub fn KeepBanner(session: Session) -> impl IntoView {
    let kept: Kept = super::kept(session);
    view! {
        <div role="region" aria-label="About keeping your data" aria-live="polite">
            <PartOnceAsked
                asked=Signal::derive(move || kept.notices.with(|notices| !notices.is_empty()))
                fetch=move || Box::pin(banners(kept))
            />
        </div>
        // Here and not at the foot of the side bar, which narrow screens do without.
        <data::DataPlace kept />
    }
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn banners(kept: Kept) -> Result<AnyView, NotFetched> {
    Ok(view! {
        <For
            each=move || kept.notices.get()
            key=|notice| (notice.trouble, notice.text.clone())
            children=move |notice| view! { <Banner kept notice /> }
        />
    }
    .into_any())
}

#[component]
fn Banner(kept: Kept, notice: Notice) -> impl IntoView {
    let trouble = notice.trouble;
    let heading = match trouble {
        Trouble::ThisTabOnly => "This works in this tab only.",
        Trouble::OtherVersion => "You can look, but not change anything.",
        Trouble::Damaged => "Part of your data could not be read.",
        Trouble::NotSaved => "Your last changes are not saved.",
        Trouble::Overtaken => "Saved in another tab first.",
        Trouble::Emptied => "What was kept is gone.",
        Trouble::OtherTab => "",
    };
    let buttons = match trouble {
        Trouble::ThisTabOnly | Trouble::NotSaved => view! { <DownloadAll kept /> }.into_any(),
        Trouble::OtherVersion => view! { <DownloadRaw kept /> }.into_any(),
        Trouble::Damaged => view! {
            <DownloadRaw kept />
            <button type="button" class="quiet" on:click=move |_| kept.untell(Trouble::Damaged)>
                "Close"
            </button>
        }
        .into_any(),
        Trouble::Overtaken => view! {
            <DownloadAll kept />
            <button
                type="button"
                class="button small"
                on:click=move |_| leptos::task::spawn_local(kept.read_again())
            >
                "Load what was saved"
            </button>
        }
        .into_any(),
        Trouble::Emptied => view! {
            <DownloadAll kept />
            <button type="button" class="button small" on:click=move |_| kept.save_again()>
                "Save what is on the screen"
            </button>
        }
        .into_any(),
        Trouble::OtherTab => view! {
            <button
                type="button"
                class="button small"
                on:click=move |_| leptos::task::spawn_local(kept.take_over())
            >
                "Edit here instead"
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="keep-banner" class:calm=trouble == Trouble::OtherTab data-trouble=format!("{trouble:?}")>
            <p>
                <b>{heading}</b>
                " "
                {notice.text}
            </p>
            {buttons}
        </div>
    }
}

/// The workspace on the screen as a file.
#[component]
fn DownloadAll(kept: Kept) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button small"
            on:click=move |_| save_file::workspace(kept.session)
        >
            "Download your data"
        </button>
    }
}

/// What is kept, as it is, readable or not.
#[component]
fn DownloadRaw(kept: Kept) -> impl IntoView {
    view! {
        <button type="button" class="button small" on:click=move |_| save_file::raw(kept)>
            "Download what is kept, as it is"
        </button>
    }
}
