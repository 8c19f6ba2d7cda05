//! The focus, where what gets it is only about to be drawn.

use crate::app::focus_first;
use crate::slice;
use leptos::prelude::*;

/// Turns for which something is waited for, and the milliseconds between them.
const TURNS: u32 = 40;
const FRAME: i32 = 16;

/// Gives the focus to the first of these that is on the page, as soon as one is and keeps it: what was just made may take some turns until
/// it is drawn, and what closes meanwhile gives the focus back to where it had it from.
pub fn focus_when_there(selectors: &[&str]) {
    let selectors: Vec<String> = selectors.iter().map(|s| (*s).to_owned()).collect();
    leptos::task::spawn_local(async move {
        for _ in 0..TURNS {
            slice::breathe().await;
            let there =
                |selector: &&String| matches!(document().query_selector(selector), Ok(Some(_)));
            if let Some(selector) = selectors.iter().find(there) {
                let active = document().active_element();
                if active.is_some_and(|element| element.matches(selector) == Ok(true)) {
                    return;
                }
                focus_first(selector);
            }
            slice::wait(FRAME).await;
        }
    });
}

/// Gives the focus to the heading of the page, if what had it is gone.
pub fn focus_heading_if_lost() {
    leptos::task::spawn_local(async move {
        slice::breathe().await;
        slice::breathe().await;
        let nowhere = document()
            .active_element()
            .is_none_or(|at| at.tag_name() == "BODY");
        if nowhere {
            focus_first(".learn-page h2[tabindex]");
        }
    });
}
