//! A confusion matrix: what it was, and what was said.

use super::stage_name::StageName;
use leptos::prelude::*;
use model::Stage;
use model::learn::Confusion;

/// How often each stage was taken for which, as a table; what was right lies on the diagonal. Without answers it says so.
#[component]
pub fn Matrix(
    /// The counts.
    #[prop(into)]
    confusion: Signal<Confusion>,
    /// What the table is called.
    #[prop(into)]
    caption: String,
    /// Who said it, for the heading of the columns: "You said".
    #[prop(into)]
    who: String,
) -> impl IntoView {
    move || {
        let confusion = confusion.get();
        if confusion.total() == 0 {
            return view! { <p class="learn-none">"No answers yet."</p> }.into_any();
        }
        let stages = stages_in(&confusion);
        let head = stages.clone();
        let most = confusion.cells().iter().map(|cell| cell.2).max();
        let most = f64::from(most.unwrap_or(1).max(1));
        let rows = stages.clone().into_iter().map(|right| {
            let cells = stages.clone().into_iter().map(|said| {
                let count = confusion.count(right, said);
                let class = match (count, right == said) {
                    (0, _) => "none",
                    (_, true) => "hit",
                    (_, false) => "miss",
                };
                let strength = format!("{:.0}%", 10.0 + 38.0 * f64::from(count) / most);
                view! {
                    <td class=class style:--strength=strength>
                        {count}
                    </td>
                }
            });
            view! {
                <tr>
                    <th scope="row">
                        <StageName stage=right />
                    </th>
                    {cells.collect_view()}
                </tr>
            }
        });
        view! {
            <div class="matrix-frame" tabindex="0" role="group" aria-label=caption.clone()>
                <table class="matrix">
                    <caption>{caption.clone()}</caption>
                    <thead>
                        <tr>
                            <td></td>
                            <th colspan=stages.len() scope="colgroup">
                                {who.clone()}
                            </th>
                        </tr>
                        <tr>
                            <th scope="col">"It was"</th>
                            {head
                                .into_iter()
                                .map(|stage| {
                                    view! {
                                        <th scope="col">
                                            <StageName stage />
                                        </th>
                                    }
                                })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

/// The stages that were right or were said, and the four of the funnel, in their order.
fn stages_in(confusion: &Confusion) -> Vec<Stage> {
    let cells = confusion.cells();
    let occurs = |stage: Stage| cells.iter().any(|cell| cell.0 == stage || cell.1 == stage);
    Stage::ALL
        .into_iter()
        .filter(|stage| *stage <= Stage::Opportunity || occurs(*stage))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::stages_in;
    use model::Stage::{Contact, Disqualified, Lead, Opportunity, Prospect};
    use model::learn::Confusion;

    #[test]
    fn the_funnel_and_what_else_occurs() {
        let mut confusion = Confusion::default();
        confusion.add(Lead, Prospect, 1);
        assert_eq!(
            stages_in(&confusion),
            [Contact, Lead, Prospect, Opportunity]
        );
        confusion.add(Disqualified, Lead, 1);
        assert_eq!(stages_in(&confusion).last(), Some(&Disqualified));
    }
}
