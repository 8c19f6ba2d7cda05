//! Who got what, as a table that can be put into another order.

use leptos::prelude::*;
use model::learn::{CourseResults, Form, Learner, Share};
use std::cmp::Ordering;

/// What the table is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Name,
    /// The share right in the test at this place.
    Test(usize),
    Gain,
}

/// An order, and whether it goes down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Order {
    by: By,
    down: bool,
}

/// The table.
#[component]
pub fn Learners(course: CourseResults) -> impl IntoView {
    let order = RwSignal::new(Order {
        by: By::Name,
        down: false,
    });
    let tests = course.tests.len();
    let forms: Vec<Form> = course.tests.iter().map(|test| test.0).collect();
    let learners = course.learners;
    let heads = forms.iter().enumerate().map(|(at, form)| {
        let name = match form {
            Form::Before => "Before",
            Form::After => "After",
            Form::Alone => "Right",
        };
        view! { <Head order by=By::Test(at) name /> }
    });
    let rows = move || {
        let order = order.get();
        let mut sorted = learners.clone();
        sorted.sort_by(|one, other| compare(one, other, order));
        sorted
            .into_iter()
            .map(|learner| {
                let gain = (tests > 1).then(|| view! { <td>{gain_in_words(learner.gain())}</td> });
                view! {
                    <tr>
                        <th scope="row">{learner.name.clone()}</th>
                        {learner
                            .shares
                            .iter()
                            .map(|share| view! { <td>{share_in_words(*share)}</td> })
                            .collect_view()}
                        {gain}
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <div class="class-scroll" tabindex="0" role="group" aria-label="Learners">
            <table class="class-learners">
                <caption class="unseen">"Learners, and what they had right"</caption>
                <thead>
                    <tr>
                        <Head order by=By::Name name="Learner" />
                        {heads.collect_view()}
                        {(tests > 1).then(|| view! { <Head order by=By::Gain name="Gain" /> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// A heading that orders the table; pressed again it turns the order round.
#[component]
fn Head(order: RwSignal<Order>, by: By, name: &'static str) -> impl IntoView {
    let sorted = move || {
        let order = order.get();
        match (order.by == by, order.down) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    };
    let press = move |_| {
        order.update(|order| {
            *order = Order {
                by,
                // Numbers are read from the top: the most first.
                down: match order.by == by {
                    true => !order.down,
                    false => by != By::Name,
                },
            };
        });
    };
    view! {
        <th scope="col" aria-sort=sorted>
            <button type="button" class="class-sort" on:click=press>
                {name}
                <svg class="icon" aria-hidden="true">
                    <use href=move || if sorted() == "ascending" { "#icon-up" } else { "#icon-down" }></use>
                </svg>
            </button>
        </th>
    }
}

/// Who has nothing to compare comes last, whichever way the order goes; equals go by name.
fn compare(one: &Learner, other: &Learner, order: Order) -> Ordering {
    let turn = |ordering: Ordering| {
        if order.down {
            ordering.reverse()
        } else {
            ordering
        }
    };
    let names = || one.name.to_lowercase().cmp(&other.name.to_lowercase());
    let known = |a: bool, b: bool, both: &dyn Fn() -> Ordering| match (a, b) {
        (true, true) => turn(both()),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => Ordering::Equal,
    };
    let ordering = match order.by {
        By::Name => turn(names()),
        By::Gain => {
            let (a, b) = (one.gain(), other.gain());
            known(a.is_some(), b.is_some(), &|| a.cmp(&b))
        }
        By::Test(at) => {
            let share = |learner: &Learner| learner.shares.get(at).copied().flatten();
            let (a, b) = (share(one), share(other));
            known(a.is_some(), b.is_some(), &|| {
                a.unwrap_or_default().compare(b.unwrap_or_default())
            })
        }
    };
    ordering.then_with(names)
}

fn share_in_words(share: Option<Share>) -> String {
    share.map_or_else(
        || "no code".to_owned(),
        |share| format!("{} of {} · {} %", share.right, share.of, share.percent()),
    )
}

fn gain_in_words(gain: Option<i32>) -> String {
    match gain {
        None => "–".to_owned(),
        Some(0) => "0".to_owned(),
        Some(gain) if gain > 0 => format!("+{gain}"),
        Some(gain) => format!("−{}", gain.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::{By, Order, compare, gain_in_words, share_in_words};
    use model::learn::{Learner, Share};

    #[test]
    fn learners_are_put_in_order() {
        let learner = |name: &str, before: Option<u32>, after: Option<u32>| Learner {
            name: name.to_owned(),
            shares: [before, after]
                .map(|right| right.map(|right| Share { right, of: 8 }))
                .to_vec(),
        };
        let all = [
            learner("Cy", Some(4), Some(8)),
            learner("ann", Some(6), None),
            learner("Bo", Some(2), Some(3)),
            learner("Di", None, Some(8)),
        ];
        let check = |by: By, down: bool, expected: [&str; 4]| {
            let mut sorted = all.to_vec();
            sorted.sort_by(|one, other| compare(one, other, Order { by, down }));
            let names: Vec<&str> = sorted.iter().map(|l| l.name.as_str()).collect();
            assert_eq!(names, expected, "{by:?} {down}");
        };
        check(By::Name, false, ["ann", "Bo", "Cy", "Di"]);
        check(By::Name, true, ["Di", "Cy", "Bo", "ann"]);
        check(By::Test(0), true, ["ann", "Cy", "Bo", "Di"]);
        check(By::Test(0), false, ["Bo", "Cy", "ann", "Di"]);
        check(By::Test(1), true, ["Cy", "Di", "Bo", "ann"]);
        check(By::Gain, true, ["Cy", "Bo", "ann", "Di"]);
        check(By::Gain, false, ["Bo", "Cy", "ann", "Di"]);
    }

    #[test]
    fn cells_are_in_words() {
        for (gain, expected) in [
            (None, "–"),
            (Some(0), "0"),
            (Some(12), "+12"),
            (Some(-5), "−5"),
        ] {
            assert_eq!(gain_in_words(gain), expected);
        }
        assert_eq!(
            share_in_words(Some(Share { right: 7, of: 8 })),
            "7 of 8 · 88 %"
        );
        assert_eq!(share_in_words(None), "no code");
    }
}
