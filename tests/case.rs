//! The table of tests.

use crate::{Browser, Page, Result};
use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

type Body = Arc<dyn Fn(Page) -> Pin<Box<dyn Future<Output = Result<()>> + Send>> + Send + Sync>;

/// One test, to be run in each browser.
#[derive(Clone)]
pub struct Test {
    /// Where it stands and what it shows: `page::loads_without_an_error`.
    pub name: String,
    /// The browsers it runs in.
    pub browsers: Vec<Browser>,
    /// How long it may take.
    pub limit: Duration,
    /// Whether it gets a browser of its own, beside the others.
    pub own_profile: bool,
    /// Parts of problems that the test provokes; others fail it.
    pub expected_problems: Vec<String>,
    pub(crate) body: Body,
}

/// A test that runs in every browser and may take a minute.
pub fn test<F, T>(name: &str, body: F) -> Test
where
    F: Fn(Page) -> T + Send + Sync + 'static,
    T: Future<Output = Result<()>> + Send + 'static,
{
    Test {
        name: name.to_owned(),
        browsers: Browser::ALL.to_vec(),
        limit: Duration::from_secs(60),
        own_profile: false,
        expected_problems: Vec::new(),
        body: Arc::new(move |page| Box::pin(body(page))),
    }
}

impl Test {
    /// Runs it in these browsers only. Say in a comment why the others cannot.
    #[must_use]
    pub fn only(mut self, browsers: &[Browser]) -> Self {
        self.browsers = browsers.to_vec();
        self
    }

    /// Gives it more time.
    #[must_use]
    pub fn within(mut self, seconds: u64) -> Self {
        self.limit = Duration::from_secs(seconds);
        self
    }

    /// Gives it a browser and a profile of its own, beside the other tests: for tests that crash the browser or that
    /// mostly wait.
    #[must_use]
    pub fn own_profile(mut self) -> Self {
        self.own_profile = true;
        self
    }

    /// Lets problems pass that hold this text, because the test provokes them.
    #[must_use]
    pub fn expecting_problem(mut self, part: &str) -> Self {
        self.expected_problems.push(part.to_owned());
        self
    }
}

impl fmt::Debug for Test {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.name)
    }
}
