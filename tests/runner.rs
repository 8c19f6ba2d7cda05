//! Runs the table of tests in the browsers and prints a line for each.

use crate::{Browser, Page, Result, Site, Test, driver::Driver, session::Session};
use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Semaphore, time::timeout};

/// What to run and where.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The built site.
    pub site: Site,
    /// The browsers to run in.
    pub browsers: Vec<Browser>,
    /// Runs only tests whose name holds this.
    pub filter: Option<String>,
    /// Where `screenshots/` and the browsers' scratch folders go.
    pub out: PathBuf,
}

/// Runs tests.
#[derive(Debug, Clone)]
pub struct Runner {
    settings: Arc<Settings>,
    tests: Arc<Vec<Test>>,
}

/// What came of the tests in one browser.
#[derive(Debug, Default)]
struct Round {
    passed: u32,
    failed: u32,
    /// Those that get another try, each with the driver to try it with.
    again: Vec<(Test, Arc<Driver>)>,
}

/// How many browsers work at the same time: more than two only wait for one another on a small machine.
const AT_ONCE: usize = 2;

impl Runner {
    /// A runner of these tests.
    pub fn new(settings: Settings, mut tests: Vec<Test>) -> Self {
        if let Some(filter) = &settings.filter {
            tests.retain(|test| test.name.contains(filter));
        }
        Self {
            settings: Arc::new(settings),
            tests: Arc::new(tests),
        }
    }

    /// Runs them all and prints `end to end: N passed, N failed`; gives both numbers.
    pub async fn run(self) -> (u32, u32) {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        let mut waiting = Vec::new();
        for browser in self.settings.browsers.clone() {
            let (runner, room) = (self.clone(), Arc::clone(&room));
            waiting.push(tokio::spawn(async move {
                let _place = room.acquire().await;
                runner.in_browser(browser).await
            }));
        }
        let (mut passed, mut failed) = (0, 0);
        let mut again = Vec::new();
        for task in waiting {
            match task.await {
                Ok(round) => {
                    passed += round.passed;
                    failed += round.failed;
                    again.extend(round.again);
                }
                Err(error) => {
                    println!("FAILED  the runner itself: {error}");
                    failed += 1;
                }
            }
        }
        for (test, driver) in again {
            if self.second_try(test, &driver).await {
                passed += 1;
            } else {
                failed += 1;
            }
        }
        println!("end to end: {passed} passed, {failed} failed");
        (passed, failed)
    }

    fn scratch(&self, browser: Browser) -> PathBuf {
        self.settings.out.join("browsers").join(browser.name())
    }

    async fn in_browser(&self, browser: Browser) -> Round {
        let mut round = Round::default();
        let driver = match Driver::start(browser, &self.scratch(browser)).await {
            Ok(driver) => Arc::new(driver),
            Err(error) => {
                println!("FAILED  {browser:<8}  {error:#}");
                round.failed += 1;
                return round;
            }
        };
        let mine = self
            .tests
            .iter()
            .filter(|test| test.browsers.contains(&browser))
            .cloned();
        let (apart, shared): (Vec<Test>, Vec<Test>) = mine.partition(|test| test.own_profile);
        let mut beside = Vec::new();
        for test in apart {
            let (runner, driver) = (self.clone(), Arc::clone(&driver));
            beside.push(tokio::spawn(async move {
                let (fine, session) = runner.one(&test, None, &driver).await;
                if let Some(session) = session {
                    session.end().await;
                }
                fine
            }));
        }
        let mut session = None;
        for test in shared {
            let (fine, left) = self.one(&test, session.take(), &driver).await;
            session = left;
            if fine {
                round.passed += 1;
            } else {
                round.again.push((test, Arc::clone(&driver)));
            }
        }
        for task in beside {
            match task.await {
                Ok(true) => round.passed += 1,
                // What is lost in a crash is lost even if it is there the next time.
                Ok(false) | Err(_) => round.failed += 1,
            }
        }
        if let Some(session) = session {
            session.end().await;
        }
        round
    }

    /// A browser under load may be too slow once. What fails gets one more try, with more time and nothing else running, and both
    /// are in the output. A fault that comes and goes can pass so: a line that says "again" is to be looked into. Tests with a
    /// profile of their own, those of kept data among them, get one try only.
    async fn second_try(&self, mut test: Test, driver: &Driver) -> bool {
        println!("again   {:<8}  {}", driver.browser, test.name);
        test.limit *= 2;
        let (fine, session) = self.one(&test, None, driver).await;
        if let Some(session) = session {
            session.end().await;
        }
        fine
    }

    /// Runs one test, in the browser that the test before left if there is one, and prints its line. Gives back the
    /// browser if it can be used again.
    async fn one(
        &self,
        test: &Test,
        session: Option<Session>,
        driver: &Driver,
    ) -> (bool, Option<Session>) {
        let start = Instant::now();
        let browser = driver.browser;
        let session = match session {
            Some(session) => Ok(session),
            None => Session::start(driver, &self.scratch(browser)).await,
        };
        let page = session.and_then(|session| {
            Page::new(
                session,
                &self.settings.site,
                self.settings.out.join("screenshots"),
            )
        });
        let page = match page {
            Ok(page) => page,
            Err(error) => {
                println!("FAILED  {browser:<8}  {}: {error:#}", test.name);
                return (false, None);
            }
        };
        let outcome = match timeout(test.limit, run_to_the_end(test, page.clone())).await {
            Ok(outcome) => outcome,
            Err(_) => Err(anyhow::anyhow!(
                "took longer than {} s",
                test.limit.as_secs()
            )),
        };
        let seconds = start.elapsed().as_secs_f64();
        match outcome {
            Ok(()) => {
                println!("ok      {browser:<8}  {} ({seconds:.1} s)", test.name);
                let tidy = timeout(Duration::from_secs(20), page.tidy()).await;
                let session = page.session();
                if matches!(tidy, Ok(Ok(()))) {
                    return (true, Some(session));
                }
                session.end().await;
                (true, None)
            }
            Err(error) => {
                let text = format!("{error:#}").replace('\n', "\n        ");
                println!(
                    "FAILED  {browser:<8}  {} ({seconds:.1} s)\n        {text}",
                    test.name
                );
                if let Ok(Ok(picture)) = timeout(
                    Duration::from_secs(20),
                    page.screenshot(&format!("failed-{}", test.name)),
                )
                .await
                {
                    println!("        picture: {}", picture.display());
                }
                // Whatever state the browser is in, the next test gets a new one.
                page.session().end().await;
                (false, None)
            }
        }
    }
}

/// The test, then what every page must hold: nothing went wrong that the test did not provoke.
async fn run_to_the_end(test: &Test, page: Page) -> Result<()> {
    let outcome = (test.body)(page.clone()).await;
    let mut problems = page.problems().await.unwrap_or_default();
    problems.retain(|problem| {
        !test
            .expected_problems
            .iter()
            .any(|part| problem.contains(part.as_str()))
    });
    match (outcome, problems.is_empty()) {
        (outcome, true) => outcome,
        (Ok(()), false) => Err(anyhow::anyhow!(
            "problems in the page:\n{}",
            problems.join("\n")
        )),
        (Err(error), false) => Err(error.context(format!(
            "with problems in the page:\n{}",
            problems.join("\n")
        ))),
    }
}
