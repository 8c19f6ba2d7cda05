//! The part of `xtask` that the end-to-end tests use too: a static web server as strict as the hosts people put the
//! site on, what makes a built site work offline, and the place where programs are looked for.
//!
//! - [`server`]: serves folders over HTTP on this machine only; what is missing is a 404, never `index.html`.
//! - [`headers`]: the response headers of `public/_headers`, in the format static hosts read.
//! - [`mime`]: a file's media type by its extension.
//! - [`offline`]: writes a built site's service worker; the tests make later versions of a site with it.
//! - [`programs`]: finds a program on `PATH` or among the tools that `xtask` installed.

pub mod headers;
pub mod mime;
pub mod offline;
pub mod programs;
pub mod server;

pub use headers::HeaderRules;
pub use server::{Extra, Mount, Request, Server};
