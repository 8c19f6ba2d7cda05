//! The harness of the end-to-end tests: the built site on a strict server, in real browsers, driven as a person would.
//!
//! A test is an async function from a [`Page`] to a result, put into a table with [`test()`]. [`Runner`] runs the table in
//! Chromium, Firefox and WebKit. Each test gets a server of its own and thereby an origin of its own, so nothing kept
//! by another test is there; a test that needs the browser's profile to itself asks for it with
//! [`Test::own_profile`]. After each test the page must have had no console error, no unhandled error, no breach of
//! its policy and no missing file, unless the test says which it expects.

pub mod axe;
pub mod browser;
pub mod case;
pub mod crash;
pub mod driver;
pub mod input;
pub mod page;
pub mod runner;
pub mod session;
pub mod site;

pub use anyhow::{Context, Result, bail, ensure};
pub use browser::Browser;
pub use case::{Test, test};
pub use page::{PATIENCE, Page, Scheme};
pub use runner::{Runner, Settings};
pub use site::Site;
pub use thirtyfour::{Key, WebElement};
