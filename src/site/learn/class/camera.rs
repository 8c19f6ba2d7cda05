//! Codes from the camera: it shows what it sees, reads on until it is stopped, and stops when the page is left.

use super::record::class;
use super::scan::{Picture, ScanError};
use crate::session::Session;
use crate::{slice, words};
use js_sys::Reflect;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaStream, MediaStreamConstraints, MediaStreamTrack};

/// Milliseconds between two looks: often enough for a hand that holds a phone, seldom enough for a battery.
const BETWEEN: i32 = 200;
/// Dots on the longer side of what is looked at.
const MOST: u32 = 900;

/// What the camera does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Off,
    Asking,
    On,
    /// Why it does not.
    Refused(String),
}

/// The camera's button, and what it sees.
#[component]
pub fn Camera(session: Session, key: String) -> impl IntoView {
    let state = RwSignal::new(State::Off);
    let stream = StoredValue::new_local(None::<MediaStream>);
    let video = NodeRef::<html::Video>::new();
    let scanned = RwSignal::new(0_usize);
    let start = {
        let key = StoredValue::new(key);
        move |_| {
            state.set(State::Asking);
            scanned.set(0);
            let key = key.get_value();
            leptos::task::spawn_local(async move {
                match open().await {
                    Err(why) => {
                        let _ = state.try_set(State::Refused(why));
                    }
                    Ok(opened) => {
                        // Left or called off while the browser asked.
                        if state.try_get_untracked() != Some(State::Asking) {
                            return stop(&opened);
                        }
                        stream.set_value(Some(opened));
                        state.set(State::On);
                        if let Err(error) =
                            watch(session, &key, state, stream, video, scanned).await
                        {
                            end(stream);
                            let _ = state.try_set(State::Refused(error.sentence()));
                        }
                    }
                }
            });
        }
    };
    let finish = move |_| {
        end(stream);
        state.set(State::Off);
    };
    on_cleanup(move || end(stream));
    let running = move || matches!(state.get(), State::On | State::Asking);
    view! {
        <div class="class-camera">
            <Show
                when=running
                fallback=move || {
                    view! {
                        <button type="button" class="button primary" on:click=start>
                            "Scan with the camera"
                        </button>
                    }
                }
            >
                <video
                    class="class-video"
                    node_ref=video
                    autoplay
                    playsinline
                    muted
                    aria-label="What the camera sees"
                ></video>
                <p>
                    <button type="button" class="button" on:click=finish>
                        "Stop the camera"
                    </button>
                    " "
                    <span class="muted" role="status">
                        {move || match (state.get(), scanned.get()) {
                            (State::Asking, _) => "Allow the camera when the browser asks.".to_owned(),
                            (_, 0) => "Hold a learner’s QR code into the picture.".to_owned(),
                            (_, count) => format!("{} added. Go on with the next.", words::counted(count as u64, "code")),
                        }}
                    </span>
                </p>
            </Show>
            <div role="alert">
                {move || match state.get() {
                    State::Refused(why) => Some(view! { <p class="class-refused">{why}</p> }),
                    _ => None,
                }}
            </div>
        </div>
    }
}

/// Asks for the camera at the back, or whatever there is.
async fn open() -> Result<MediaStream, String> {
    let devices = window().navigator().media_devices().ok();
    let devices = devices.filter(|devices| !devices.is_undefined());
    let Some(devices) = devices.filter(|_| window().is_secure_context()) else {
        return Err(NOT_SECURE.to_owned());
    };
    let wanted = js_sys::Object::new();
    let facing = js_sys::Object::new();
    let _ = Reflect::set(&facing, &"ideal".into(), &"environment".into());
    let _ = Reflect::set(&wanted, &"facingMode".into(), &facing);
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&wanted);
    let asked = devices.get_user_media_with_constraints(&constraints);
    let opened = match asked {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    opened
        .and_then(JsCast::dyn_into)
        .map_err(|error| why_not(&name_of(&error)).to_owned())
}

fn name_of(error: &JsValue) -> String {
    let name = Reflect::get(error, &"name".into()).ok();
    name.and_then(|name| name.as_string()).unwrap_or_default()
}

const NOT_SECURE: &str = "Browsers lend the camera only to pages that come over HTTPS, and this one did not. Choose photos, or paste the codes.";

/// Why there is no camera, by the name of what the browser threw.
fn why_not(name: &str) -> &'static str {
    match name {
        "NotAllowedError" | "SecurityError" => {
            "The camera was refused. Allow it for this page, by the sign beside the address, and try again; or choose photos."
        }
        "NotFoundError" | "OverconstrainedError" => {
            "No camera was found on this device. Choose photos, or paste the codes."
        }
        "NotReadableError" | "AbortError" => {
            "The camera does not answer: perhaps another program uses it. Close that one and try again, or choose photos."
        }
        _ => {
            "This browser does not lend the camera to the page. Choose photos, or paste the codes."
        }
    }
}

/// Looks at the picture again and again, until the camera is stopped.
async fn watch(
    session: Session,
    key: &str,
    state: RwSignal<State>,
    stream: StoredValue<Option<MediaStream>, LocalStorage>,
    video: NodeRef<html::Video>,
    scanned: RwSignal<usize>,
) -> Result<(), ScanError> {
    let mut picture = Picture::new()?;
    let mut strange: Vec<String> = Vec::new();
    while state.try_get_untracked() == Some(State::On) {
        slice::wait(BETWEEN).await;
        let Some(element) = video.try_get_untracked().flatten() else {
            continue;
        };
        if element.src_object().is_none() {
            let shown = stream.try_get_value().flatten();
            element.set_src_object(shown.as_ref());
            let _ = element.play();
        }
        let size = (element.video_width(), element.video_height());
        if size.0 == 0 || size.1 == 0 {
            continue;
        }
        picture.draw(size, MOST, |context, width, height| {
            context
                .draw_image_with_html_video_element_and_dw_and_dh(&element, 0.0, 0.0, width, height)
        })?;
        let texts = picture.texts().await?;
        if texts.is_empty() || state.try_get_untracked() != Some(State::On) {
            continue;
        }
        let mut class = untrack(|| class(session, key));
        let added = class.add(&texts);
        if !added.names.is_empty() {
            if !class.keep(session, &format!("Scan {}", added.names.join(", "))) {
                // What cannot be kept is not worth looking for.
                end(stream);
                let _ = state.try_set(State::Off);
                continue;
            }
            let _ = scanned.try_update(|count| *count += added.names.len());
            session.say(added.sentence());
        } else if added.strange > 0 && !texts.iter().all(|text| strange.contains(text)) {
            // Said once: it stays before the camera for a while.
            session.say(added.sentence());
            strange.extend(texts);
        }
    }
    Ok(())
}

/// Ends the camera, if it runs.
fn end(stream: StoredValue<Option<MediaStream>, LocalStorage>) {
    let running = stream.try_update_value(Option::take).flatten();
    if let Some(running) = running {
        stop(&running);
    }
}

fn stop(stream: &MediaStream) {
    for track in stream.get_tracks() {
        if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
            track.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::why_not;

    #[test]
    fn what_the_browser_says_is_said_in_words() {
        for (name, part) in [
            ("NotAllowedError", "was refused"),
            ("NotFoundError", "No camera was found"),
            ("NotReadableError", "another program"),
            ("TypeError", "does not lend"),
        ] {
            assert!(why_not(name).contains(part), "{name}");
        }
    }
}
