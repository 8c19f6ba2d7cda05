//! `dist/embed` as an npm package: packed, installed into a Vite project, built, and run.

use leadlens_tests::{Browser, Context, Page, Result, Site, Test, ensure, test};
use serde_json::{Value, json};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command},
};
use xtask::{Mount, Server, programs};

/// The table of this file; empty as long as the embed is not part of the site.
pub fn tests(site: &Site) -> Vec<Test> {
    if !site.has_embed() {
        return Vec::new();
    }
    vec![
        // One build is enough; what comes out runs in the others as any page does.
        test("package::runs_in_a_vite_project", runs_in_a_vite_project)
            .only(&[Browser::Chromium])
            .within(120),
    ]
}

const PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A project</title><link rel=\"icon\" href=\"data:,\"></head>\
    <body><leadlens-quiz loading=\"eager\" lang=\"de\"></leadlens-quiz><script type=\"module\" src=\"/main.js\"></script></body></html>";

const MAIN: &str = r#"
import { ready, rulebooks, version } from "leadlens-quiz";
document.addEventListener("leadlens-submit", ({ detail }) => { window.submitted = detail; });
document.querySelector("leadlens-quiz").quiz = {
  format: "leadlens.quiz/1", id: "vite", rulebook: "house", order: "fixed",
  questions: [{ id: "need", type: "yes_no", text: "Is there a need?", attribute: "need", required: true }],
  results: [{ id: "all", title: "Thank you" }],
};
ready().then(() => { window.found = [rulebooks().length, version]; });
"#;

async fn runs_in_a_vite_project(page: Page) -> Result<()> {
    let folder = env::temp_dir().join(format!("leadlens-vite-{}", process::id()));
    let project = folder.join("project");
    fs::create_dir_all(&project)?;
    let built = build(&page, &folder, &project);
    let built = match built {
        Ok(built) => built,
        Err(error) => {
            fs::remove_dir_all(&folder)?;
            return Err(error);
        }
    };
    let server = Server::start(0, vec![Mount::root(&built).without_policy()], vec![], "")?;
    page.open_url(&format!("{}/", server.origin())).await?;
    page.wait_until("window.found").await?;
    let found: Value = page.eval("return window.found").await?;
    ensure!(found.get(0) == Some(&json!(7)), "found {found}");
    let within = "document.querySelector('leadlens-quiz').shadowRoot.querySelector";
    page.wait_until(&format!("{within}('.why-title')?.textContent === 'Warum diese Frage?' || {within}('.next')?.textContent === 'Ergebnis ansehen'"))
        .await?;
    page.eval::<Value>(&format!(
        "{within}('[value=yes]').click(); {within}('.next').click(); return null"
    ))
    .await?;
    page.wait_until("window.submitted?.contact.attributes.need === 'yes'")
        .await?;
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Packs the package, installs it into the project and builds that; gives the folder to serve.
fn build(page: &Page, folder: &Path, project: &Path) -> Result<PathBuf> {
    let embed = page.site().folder.join("embed").canonicalize()?;
    run(
        folder,
        "npm",
        &["pack", "--silent", &embed.display().to_string()],
    )?;
    let tarball = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "tgz"))
        .context("npm packed nothing")?;
    fs::write(
        project.join("package.json"),
        "{ \"private\": true, \"type\": \"module\" }",
    )?;
    fs::write(project.join("index.html"), PAGE)?;
    fs::write(project.join("main.js"), MAIN)?;
    run(
        project,
        "npm",
        &[
            "install",
            "--offline",
            "--no-audit",
            "--no-fund",
            &tarball.display().to_string(),
        ],
    )?;
    let vite = page
        .site()
        .modules
        .join("vite/bin/vite.js")
        .canonicalize()?;
    run(
        project,
        "node",
        &[&vite.display().to_string(), "build", "--logLevel", "warn"],
    )?;
    Ok(project.join("dist"))
}

fn run(folder: &Path, program: &str, words: &[&str]) -> Result<()> {
    let path = programs::first(&[program]).with_context(|| format!("{program} was not found"))?;
    let output = Command::new(path)
        .current_dir(folder)
        .args(words)
        .output()?;
    ensure!(
        output.status.success(),
        "{program} {words:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
