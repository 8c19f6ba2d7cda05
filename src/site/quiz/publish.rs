//! Giving the quiz away: as a file with two lines for a page, and as a page of its own.

use super::draft::Draft;
use crate::copying::{Copy, page_address};
use crate::keep::download;
use exchange::pack_link;
use leptos::prelude::*;
use serde_json::Value;

/// Links longer than this are cut by some mail programs.
const LONG: usize = 2_000;

/// The pane.
#[component]
pub fn Publish(draft: Draft) -> impl IntoView {
    let ready = draft.ready;
    view! {
        <h2>"Publish"</h2>
        {move || match ready.get() {
            Err(_) => {
                view! {
                    <p class="quiz-note">
                        "Nobody could play it yet. "
                        {draft.ready.with(|ready| ready.as_ref().err().map(|p| p.sentence.clone()))}
                    </p>
                }
                    .into_any()
            }
            Ok(quiz) => view! { <Ways draft quiz /> }.into_any(),
        }}
    }
}

#[component]
fn Ways(draft: Draft, quiz: Value) -> impl IntoView {
    let session = draft.session;
    let base = folder();
    let file = file_name(&quiz);
    let text = serde_json::to_string_pretty(&quiz).unwrap_or_default() + "\n";
    let link = format!("{base}quiz.html#{}", pack_link(&quiz));
    let long = link.len() > LONG;
    let snippet = snippet(&base, &file);
    let inline = inline_snippet(&base, &quiz);
    let save = {
        let file = file.clone();
        move |_| match download(&file, "application/json", &text) {
            Ok(()) => session.say(format!("Downloading {file}.")),
            Err(_) => session.warn("This browser did not save the file."),
        }
    };
    let policy = policy(&base, &quiz);
    let endpoint = quiz.pointer("/submit/endpoint").and_then(Value::as_str);
    let collects = endpoint.is_some();
    view! {
        <section class="quiz-way">
            <h3>"On your own page"</h3>
            <ol>
                <li>
                    <button type="button" class="button primary" on:click=save>
                        "Download "
                        {file.clone()}
                    </button>
                    " and put it beside your page."
                </li>
                <li>
                    "Paste these lines where the quiz should be:" <Copy session label="Lines for your page" text=snippet class="quiz-copy" />
                </li>
            </ol>
            <details>
                <summary>"Or everything in one piece"</summary>
                <p class="muted">"For site builders that take no files."</p>
                <Copy session label="The quiz in one piece" text=inline class="quiz-copy" />
            </details>
            <details>
                <summary>"If your page has a Content Security Policy"</summary>
                <p>"Add these to what your policy allows already:"</p>
                <Copy session label="Policy" text=policy class="quiz-copy" />
            </details>
        </section>
        <section class="quiz-way">
            <h3>"Without a page of your own"</h3>
            <p>
                "This link is the quiz: all of it is in the address. "
                <a class="link" href=link.clone() target="_blank" rel="noopener">
                    "Open it as a visitor"
                </a>
            </p>
            {(!collects)
                .then(|| {
                    view! {
                        <p class="quiz-note">
                            "Nobody will see the answers: name an address under “Where the answers go”, or use the quiz on a page of your own."
                        </p>
                    }
                })}
            <Copy session label="Link" text=link.clone() class="quiz-copy" />
            <p class="muted">
                {format!("{} characters. ", crate::words::count(link.len() as u64))}
                {long.then_some("Some mail programs cut links this long; a web page or a QR code of a short link does not.")}
            </p>
        </section>
    }
}

/// The address of the folder this page is in.
fn folder() -> String {
    let page = page_address();
    let end = page.rfind('/').map_or(page.len(), |end| end + 1);
    page.get(..end).unwrap_or(&page).to_owned()
}

/// The name of the quiz's file: its id as far as that makes a name.
fn file_name(quiz: &Value) -> String {
    let id = quiz.get("id").and_then(Value::as_str).unwrap_or("");
    let mut name: String = id
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    name.truncate(60);
    let name = name.trim_matches('-');
    format!("{}.json", if name.is_empty() { "quiz" } else { name })
}

fn snippet(base: &str, file: &str) -> String {
    format!(
        "<script type=\"module\" src=\"{base}embed/leadlens.js\"></script>\n<leadlens-quiz src=\"{file}\"></leadlens-quiz>"
    )
}

/// The quiz within its element. JSON may say `<` otherwise, so that no text of a quiz ends the script.
fn inline_snippet(base: &str, quiz: &Value) -> String {
    let json = quiz.to_string().replace('<', "\\u003c");
    format!(
        "<script type=\"module\" src=\"{base}embed/leadlens.js\"></script>\n<leadlens-quiz><script type=\"application/json\">{json}</script></leadlens-quiz>"
    )
}

/// What the page's policy must allow: the widget's origin, and that of the server the answers go to.
fn policy(base: &str, quiz: &Value) -> String {
    let origin = |address: &str| address.split('/').take(3).collect::<Vec<_>>().join("/");
    let host = origin(base);
    let endpoint = quiz.pointer("/submit/endpoint").and_then(Value::as_str);
    let endpoint = endpoint.map_or_else(String::new, |address| format!(" {}", origin(address)));
    format!(
        "script-src 'self' {host} 'wasm-unsafe-eval'; connect-src 'self' {host}{endpoint}; frame-src {host}; style-src 'self'"
    )
}

#[cfg(test)]
mod tests {
    use super::{file_name, inline_snippet, policy};
    use serde_json::json;

    #[test]
    fn files_are_named_after_the_quiz() {
        for (id, expected) in [
            (json!("readiness"), "readiness.json"),
            (json!("../a b"), "a-b.json"),
            (json!("größe"), "gr--e.json"),
            (json!(""), "quiz.json"),
            (json!(3), "quiz.json"),
        ] {
            assert_eq!(file_name(&json!({ "id": id })), expected);
        }
    }

    #[test]
    fn no_text_of_a_quiz_ends_the_script() {
        let text = inline_snippet("https://a.example/", &json!({ "title": "</script><b>" }));
        assert!(text.contains("\\u003c/script>\\u003cb>"), "{text}");
        assert_eq!(text.matches("</script>").count(), 2);
    }

    #[test]
    fn the_policy_names_the_host() {
        let quiz = json!({ "submit": { "endpoint": "https://b.example/in?x=1" } });
        let policy = policy("https://a.example/x/", &quiz);
        assert!(policy.starts_with("script-src 'self' https://a.example 'wasm"));
        assert!(policy.contains("connect-src 'self' https://a.example https://b.example;"));
    }
}
