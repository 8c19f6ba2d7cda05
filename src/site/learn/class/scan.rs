//! Codes from pictures: by the browser where it can, else by a part of the program that is fetched when somebody scans.

use super::camera::Camera;
use super::photos::Photos;
use crate::later::NotFetched;
use crate::session::Session;
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The camera, and photos.
#[component]
pub fn Scan(session: Session, key: String) -> impl IntoView {
    let other = key.clone();
    view! {
        <section class="class-scan" aria-labelledby="class-scan">
            <h3 id="class-scan">"Or scan them"</h3>
            <p class="class-hint">
                "Each result also shows as a QR code on the learner’s screen. Pictures are read in this browser and not kept."
            </p>
            <Camera session key />
            <Photos session key=other />
        </section>
    }
}

/// Why no picture was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanError {
    /// The browser gives no canvas, or its picture cannot be looked at.
    NoCanvas,
    /// The part that reads codes did not come.
    NotFetched,
}

impl ScanError {
    /// What to do, in a sentence.
    pub fn sentence(self) -> String {
        match self {
            ScanError::NoCanvas => {
                "This browser does not let the page look at the picture. Paste the codes instead."
                    .to_owned()
            }
            ScanError::NotFetched => NotFetched.to_string(),
        }
    }
}

/// A picture on a canvas of so many dots.
pub struct Picture {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    width: u32,
    height: u32,
}

impl Picture {
    /// An empty one.
    pub fn new() -> Result<Picture, ScanError> {
        let canvas = document().create_element("canvas").ok();
        let canvas = canvas.and_then(|canvas| canvas.dyn_into::<HtmlCanvasElement>().ok());
        let canvas = canvas.ok_or(ScanError::NoCanvas)?;
        // It is read again and again, so that the browser keeps it where reading is quick.
        let options = Object::new();
        let _ = Reflect::set(&options, &"willReadFrequently".into(), &true.into());
        let context = canvas.get_context_with_context_options("2d", &options);
        let context = context.ok().flatten().and_then(|c| c.dyn_into().ok());
        Ok(Picture {
            canvas,
            context: context.ok_or(ScanError::NoCanvas)?,
            width: 0,
            height: 0,
        })
    }

    /// Draws what is so wide and high, no larger than `most` dots on its longer side; `draw` gets the context and the size.
    pub fn draw(
        &mut self,
        (width, height): (u32, u32),
        most: u32,
        draw: impl FnOnce(&CanvasRenderingContext2d, f64, f64) -> Result<(), JsValue>,
    ) -> Result<(), ScanError> {
        (self.width, self.height) = fitted(width, height, most);
        self.canvas.set_width(self.width);
        self.canvas.set_height(self.height);
        draw(&self.context, self.width.into(), self.height.into()).map_err(|_| ScanError::NoCanvas)
    }

    /// The texts of the QR codes in it.
    pub async fn texts(&self) -> Result<Vec<String>, ScanError> {
        if let Some(texts) = by_the_browser(&self.canvas).await
            && !texts.is_empty()
        {
            return Ok(texts);
        }
        let (width, height) = (self.width, self.height);
        let image = self
            .context
            .get_image_data(0.0, 0.0, width.into(), height.into());
        let dots = image.map_err(|_| ScanError::NoCanvas)?.data().0;
        let read = read_picture(width, height, dots).await;
        read.map_err(|NotFetched| ScanError::NotFetched)
    }
}

/// The texts of the QR codes in a picture: four bytes to a dot.
#[wasm_split(scan, wasm_split_path = leptos::wasm_split, fallible)]
fn read_picture(width: u32, height: u32, rgba: Vec<u8>) -> Result<Vec<String>, NotFetched> {
    let (width, height) = (width as usize, height as usize);
    Ok(exchange::qr_texts(width, height, &exchange::grey(&rgba)))
}

/// As the browser reads them; `None` where it does not read QR codes.
async fn by_the_browser(canvas: &HtmlCanvasElement) -> Option<Vec<String>> {
    let class: Function = Reflect::get(&window(), &"BarcodeDetector".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let qr = JsValue::from_str("qr_code");
    let formats: Function = Reflect::get(&class, &"getSupportedFormats".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let formats: Array = settled(formats.call0(&class)).await?.dyn_into().ok()?;
    if !formats.includes(&qr, 0) {
        return None;
    }
    let options = Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&qr)).ok()?;
    let detector = Reflect::construct(&class, &Array::of1(&options)).ok()?;
    let detect: Function = Reflect::get(&detector, &"detect".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let found: Array = settled(detect.call1(&detector, canvas))
        .await?
        .dyn_into()
        .ok()?;
    let text = |code: JsValue| Reflect::get(&code, &"rawValue".into()).ok()?.as_string();
    Some(found.iter().filter_map(text).collect())
}

async fn settled(promise: Result<JsValue, JsValue>) -> Option<JsValue> {
    let promise: Promise = promise.ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// A size no larger than this on its longer side, in the same proportion; at least one dot.
fn fitted(width: u32, height: u32, most: u32) -> (u32, u32) {
    let longer = u64::from(width.max(height).max(1));
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(most.min(width.max(height))) / longer;
        u32::try_from(side).unwrap_or(most).max(1)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn pictures_are_made_to_fit() {
        for (width, height, expected) in [
            (640, 480, (640, 480)),
            (4000, 3000, (2000, 1500)),
            (3000, 4000, (1500, 2000)),
            (40_000, 1, (2000, 1)),
            (0, 0, (1, 1)),
        ] {
            assert_eq!(fitted(width, height, 2000), expected);
        }
    }
}
