//! Searches that may take long are written so that whoever asks can do something else in between: they wait for a pause now and then,
//! which the page spends on the screen. Without a page they run through at once.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Runs work whose pauses are none.
pub(super) fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}

/// No pause at all.
pub(super) async fn no_pause() {}
