//! What was wrong in the file, line by line, and the same as a file.

use super::importing::Importing;
use crate::keep::{download, file_name};
use crate::{clock, words};
use leptos::prelude::*;

/// Problems shown; all that are kept are in the file.
const SHOWN: usize = 100;

/// The problems, if there are any.
#[component]
pub fn ProblemList(importing: Importing) -> impl IntoView {
    let problems = importing.problems();
    let total = problems.total();
    let save = move |_| {
        let name = file_name("leadlens-problems", clock::today(), "csv");
        if download(&name, "text/csv", &importing.problems().to_csv()).is_err() {
            importing
                .session
                .warn("This browser did not save the file.");
        }
    };
    (total > 0).then(|| {
        let rows = problems.kept().iter().take(SHOWN).map(|problem| {
            let line = (problem.line > 0).then(|| problem.line.to_string());
            let place = match (problem.column, problem.header.is_empty()) {
                (0, _) => String::new(),
                (column, true) => column.to_string(),
                (column, false) => format!("{column}, {}", problem.header),
            };
            view! {
                <tr>
                    <td>{line.unwrap_or_default()}</td>
                    <td>{place}</td>
                    <td class="import-text">{problem.value.clone()}</td>
                    <td>{problem.what.clone()}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        view! {
            <details class="import-problems">
                <summary>
                    {format!("{} in the file; everything that could be read was read", words::counted(total, "problem"))}
                </summary>
                <div class="import-scroll" tabindex="0" role="group" aria-label="Problems in the file">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Line"</th>
                                <th scope="col">"Column"</th>
                                <th scope="col">"What stands there"</th>
                                <th scope="col">"Problem"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="import-more">
                    {(total > SHOWN as u64).then(|| format!("These are the first {SHOWN}. "))}
                    <button type="button" class="button small" on:click=save>
                        "Download as CSV"
                    </button>
                </p>
            </details>
        }
    })
}
