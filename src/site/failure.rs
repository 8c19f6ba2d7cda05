//! What is left when the program panics: what happened, and the data for download.

use std::panic::PanicHookInfo;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, Storage};

/// What our keys in the browser's storage begin with.
const PREFIX: &str = "leadlens/";

/// From now on a panic replaces the page by one that says so.
pub fn stand_by() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        // If even this fails, the console has the cause.
        let _ = show(info);
    }));
}

fn show(info: &PanicHookInfo<'_>) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let document = window.document().ok_or(JsValue::NULL)?;
    let app = document.get_element_by_id("app").ok_or(JsValue::NULL)?;
    app.set_text_content(None);
    let page = add(&app, "main", "failure", "")?;
    page.set_attribute("role", "alert")?;
    add(&page, "h1", "", "Leadlens has stopped")?;
    add(
        &page,
        "p",
        "",
        "Something went wrong inside the program. What was saved is still in this browser; the last half second of work may be \
         missing. Download it to be safe, then load the page again.",
    )?;
    let row = add(&page, "div", "row", "")?;
    let again = button(&row, "Load the page again", true, || {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    })?;
    button(&row, "Download my data", false, || {
        let _ = download();
    })?;
    add(&page, "p", "muted", "What happened, for a report:")?;
    add(&page, "pre", "", &info.to_string())?;
    again.focus()
}

fn add(to: &Element, tag: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    let document = to.owner_document().ok_or(JsValue::NULL)?;
    let element = document.create_element(tag)?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element.set_text_content((!text.is_empty()).then_some(text));
    to.append_child(&element)?;
    Ok(element)
}

fn button(
    to: &Element,
    text: &str,
    primary: bool,
    press: impl Fn() + 'static,
) -> Result<HtmlElement, JsValue> {
    let class = if primary { "button primary" } else { "button" };
    let button: HtmlElement = add(to, "button", class, text)?.dyn_into()?;
    let press = Closure::<dyn Fn()>::new(press);
    button.set_onclick(Some(press.as_ref().unchecked_ref()));
    // The page stays until it is loaded again.
    press.forget();
    Ok(button)
}

/// Everything under our keys as one JSON file: the keys with their values, as they stand.
fn download() -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let storage = window.local_storage()?.ok_or(JsValue::NULL)?;
    let data = kept(&storage)?;
    save_as("leadlens-rescued.json", "application/json", &data)
}

fn kept(storage: &Storage) -> Result<String, JsValue> {
    let mut all = serde_json::Map::new();
    for at in 0..storage.length()? {
        let Some(key) = storage.key(at)? else {
            continue;
        };
        if key.starts_with(PREFIX)
            && let Some(value) = storage.get_item(&key)?
        {
            all.insert(key, value.into());
        }
    }
    Ok(serde_json::Value::Object(all).to_string())
}

/// Hands a text to the browser as a file to save.
pub fn save_as(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let document = web_sys::window()
        .and_then(|w| w.document())
        .ok_or(JsValue::NULL)?;
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&url)
}
