//! Files out of the page.

use model::Day;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The name of a file made on a day: `leadlens-2026-11-21.json`.
pub fn file_name(what: &str, day: Day, ending: &str) -> String {
    format!("{what}-{day}.{ending}")
}

/// Lets the browser save a text as a file.
///
/// # Errors
/// What the browser says.
pub fn download(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    save(
        name,
        &Blob::new_with_str_sequence_and_options(&parts, &options)?,
    )
}

/// As [`download`] for what is no text.
///
/// # Errors
/// What the browser says.
pub fn download_bytes(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    save(name, &blob)
}

fn save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.set_hidden(true);
    let body = document.body().ok_or(JsValue::NULL)?;
    body.append_child(&link)?;
    link.click();
    link.remove();
    // The browser reads the file after this; let it.
    leptos::task::spawn_local(async move {
        crate::slice::wait(60_000).await;
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}
