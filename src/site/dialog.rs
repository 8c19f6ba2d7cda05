//! A modal dialog: the browser's own element, opened and closed by a signal.

use leptos::html;
use leptos::prelude::*;

/// A dialog with a title. Opens while `shown` is true; Escape and its close button turn it false.
#[component]
pub fn Dialog(
    shown: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let children = StoredValue::new(children);
    Effect::new(move |_| {
        let (shown, Some(dialog)) = (shown.get(), element.get()) else {
            return;
        };
        if shown && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !shown && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="dialog"
            class:wide=wide
            node_ref=element
            aria-label=title
            on:close=move |_| shown.set(false)
        >
            <div class="dialog-head">
                <h2>{title}</h2>
                <button type="button" class="quiet" aria-label="Close" on:click=move |_| shown.set(false)>
                    <svg class="icon" aria-hidden="true">
                        <use href="#icon-close"></use>
                    </svg>
                </button>
            </div>
            // What is inside is made anew each time, and only while it is seen.
            <Show when=move || shown.get()>{children.with_value(|children| children())}</Show>
        </dialog>
    }
}

/// Whether some dialog or list is open: the keys of the room rest then.
pub fn is_open() -> bool {
    document()
        .query_selector("dialog[open], [popover]:popover-open")
        .is_ok_and(|found| found.is_some())
}
