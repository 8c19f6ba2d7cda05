//! The focus, where what gets it is only about to be drawn.

use crate::app::focus_first;
use crate::slice;
use leptos::prelude::*;

/// Turns for which something is waited for, and the milliseconds between them.
const TURNS: u32 = 40;
const FRAME: i32 = 16;

/// Gives the focus to the first of these that is on the page, as soon as one is and keeps it: what was just made may take some turns until
/// it is drawn, and what is drawn anew loses it. Who goes elsewhere afterwards is left there.
pub fn focus_when_there(selectors: &[&str]) {
    let selectors: Vec<String> = selectors.iter().map(|s| (*s).to_owned()).collect();
    let before = somewhere();
    leptos::task::spawn_local(async move {
        let mut given = false;
        for _ in 0..TURNS {
            slice::breathe().await;
            let there =
                |selector: &&String| matches!(document().query_selector(selector), Ok(Some(_)));
            if let Some(selector) = selectors.iter().find(there) {
                let at = somewhere();
                let is = |selector: &String| {
                    at.as_ref()
                        .is_some_and(|at| at.matches(selector) == Ok(true))
                };
                let elsewhere = at.is_some() && at != before && !selectors.iter().any(is);
                if is(selector) || given && elsewhere {
                    return;
                }
                focus_first(selector);
                given = true;
            }
            slice::wait(FRAME).await;
        }
    });
}

/// Scrolls what a selector finds into view once it is drawn, if it is not there already: what somebody goes on with must not lie below the
/// edge of a phone. How far from the edge says its `scroll-margin`.
pub fn show_when_there(selector: &'static str) {
    leptos::task::spawn_local(async move {
        slice::breathe().await;
        slice::breathe().await;
        let bottom = |selector: &str| {
            let found = document().query_selector(selector).ok().flatten()?;
            Some((found.get_bounding_client_rect().bottom(), found))
        };
        if let (Some((end, _)), Some((bottom, element))) = (bottom(".learn-room"), bottom(selector))
            && bottom > end
        {
            element.scroll_into_view_with_bool(false);
        }
    });
}

/// What has the focus, if anything has.
fn somewhere() -> Option<web_sys::Element> {
    let at = document().active_element();
    at.filter(|at| at.tag_name() != "BODY")
}

/// Gives the focus to the heading of the page, if what had it is gone.
pub fn focus_heading_if_lost() {
    leptos::task::spawn_local(async move {
        slice::breathe().await;
        slice::breathe().await;
        if somewhere().is_none() {
            focus_first(".learn-page h2[tabindex]");
        }
    });
}
