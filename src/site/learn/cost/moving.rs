//! Drawings that move to what they are to be, unless somebody wants no motion.

use crate::slice;
use leptos::prelude::*;
use model::learn::FunnelShape;

/// Milliseconds on the way.
const TAKES: f64 = 450.0;

/// Two drawings on the same scale.
pub type Pair = [FunnelShape; 2];

/// The drawings as they are now, on the way to what they are to be.
pub fn moving(to_be: Memo<Pair>) -> ReadSignal<Pair> {
    let (now, set_now) = signal(to_be.get_untracked());
    let turn = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        let to = to_be.get();
        turn.update_value(|turn| *turn += 1);
        if before.is_none() || wants_no_motion() {
            set_now.set(to);
            return;
        }
        let from = now.get_untracked();
        frame(Way {
            from,
            to,
            began: slice::now(),
            turn,
            mine: turn.get_value(),
            set_now,
        });
    });
    now
}

/// A move under way.
#[derive(Clone, Copy)]
struct Way {
    from: Pair,
    to: Pair,
    began: f64,
    turn: StoredValue<u32>,
    mine: u32,
    set_now: WriteSignal<Pair>,
}

fn frame(way: Way) {
    request_animation_frame(move || {
        // Another move has begun, or the page was left.
        if way.turn.try_get_value() != Some(way.mine) {
            return;
        }
        let part = ((slice::now() - way.began) / TAKES).clamp(0.0, 1.0);
        let [a, b] = &way.from;
        let [to_a, to_b] = &way.to;
        let eased = 1.0 - (1.0 - part).powi(3);
        let _ = way
            .set_now
            .try_set([a.towards(to_a, eased), b.towards(to_b, eased)]);
        if part < 1.0 {
            frame(way);
        }
    });
}

fn wants_no_motion() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
