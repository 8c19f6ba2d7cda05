//! Codes from photos that are chosen or dropped: several codes to a photo, several photos at once.

use super::record::class;
use super::scan::{Picture, ScanError};
use crate::session::Session;
use crate::words;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList, ImageBitmap};

/// Dots on the longer side of a photo as it is looked at, one size after the other until codes are found: small codes need many, and
/// blurred ones show when there are fewer.
const SIZES: [u32; 3] = [2_000, 1_200, 700];

/// The place to drop photos on, and the button to choose some.
#[component]
pub fn Photos(session: Session, key: String) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let reading = RwSignal::new(false);
    let take = {
        let key = StoredValue::new(key);
        move |files: FileList| {
            let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
            if !files.is_empty() && !reading.get_untracked() {
                reading.set(true);
                let key = key.get_value();
                leptos::task::spawn_local(async move {
                    read(session, &key, files).await;
                    // The page may have been left meanwhile.
                    let _ = reading.try_set(false);
                });
            }
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(files) = input.files() {
            take(files);
        }
        // The same photo can be chosen again.
        input.set_value("");
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <div
            class="class-photos"
            class:over=over
            on:dragover=move |event| {
                event.prevent_default();
                event.stop_propagation();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                event.stop_propagation();
                over.set(false);
                if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
                    take(files);
                }
            }
        >
            <button type="button" class="button" disabled=reading on:click=choose>
                "Choose photos"
            </button>
            <span class="muted" role="status">
                {move || if reading.get() { "Reading…" } else { "or drop them here; several codes may be on one." }}
            </span>
            <input
                type="file"
                class="unseen"
                tabindex="-1"
                aria-label="Photos of codes"
                accept="image/*"
                multiple
                node_ref=input
                on:change=chosen
            />
        </div>
    }
}

async fn read(session: Session, key: &str, files: Vec<File>) {
    let mut texts: Vec<String> = Vec::new();
    let mut without = Vec::new();
    let mut refused = Vec::new();
    for file in files {
        let name = file.name();
        match texts_of(&file).await {
            Err(Refused::NoPicture) => {
                refused.push(format!("{name} is no picture that this browser can open."))
            }
            // What was read before it is added all the same.
            Err(Refused::Scan(error)) => {
                refused.push(error.sentence());
                break;
            }
            Ok(found) if found.is_empty() => without.push(name),
            Ok(found) => texts.extend(found),
        }
    }
    let mut class = untrack(|| class(session, key));
    let added = class.add(&texts);
    let count = added.names.len();
    let label = format!("Scan {}", words::counted(count as u64, "code"));
    if count > 0 && !class.keep(session, &label) {
        return;
    }
    let mut said = vec![added.sentence()];
    if !without.is_empty() {
        said.push(format!(
            "No code was found in {}. Take the photo from nearer, without reflections.",
            without.join(", ")
        ));
    }
    said.extend(refused.iter().cloned());
    said.retain(|sentence| !sentence.is_empty());
    let said = said.join(" ");
    match without.is_empty() && refused.is_empty() {
        true => session.say(said),
        false => session.warn(said),
    }
}

enum Refused {
    NoPicture,
    Scan(ScanError),
}

async fn texts_of(file: &File) -> Result<Vec<String>, Refused> {
    let opened = window().create_image_bitmap_with_blob(file);
    let opened = opened.map_err(|_| Refused::NoPicture)?;
    let opened = JsFuture::from(opened).await;
    let bitmap: ImageBitmap = opened
        .ok()
        .and_then(|bitmap| bitmap.dyn_into().ok())
        .ok_or(Refused::NoPicture)?;
    let size = (bitmap.width(), bitmap.height());
    let mut picture = Picture::new().map_err(Refused::Scan)?;
    let mut texts = Vec::new();
    for most in SIZES {
        picture
            .draw(size, most, |context, width, height| {
                context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
            })
            .map_err(Refused::Scan)?;
        texts = picture.texts().await.map_err(Refused::Scan)?;
        if !texts.is_empty() {
            break;
        }
        crate::slice::breathe().await;
    }
    bitmap.close();
    Ok(texts)
}
