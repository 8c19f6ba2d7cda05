//! From filter, search and order to the rows in the table, in slices; a newer wish calls the older off.

use super::sentences;
use super::view::{Column, Order, Segment, View};
use super::{radix, ranks, search};
use crate::session::Session;
use crate::slice::{Cancel, Slice, breathe, wait};
use leptos::prelude::*;
use model::{Gate, Stage};
use std::collections::HashMap;
use std::sync::Arc;

/// Rows between two looks at the clock.
const STEP: usize = 4_096;
/// As few, where working out a key takes its time.
const FEW: usize = 8;
/// Sorts behind all others, whichever way: nothing is recorded.
const LAST: u32 = u32::MAX >> 1;

/// Keeps [`View::rows`] in step with what is asked for.
pub fn keep_arranged(session: Session, view: View) {
    let running: StoredValue<Cancel, LocalStorage> = StoredValue::new_local(Cancel::default());
    // A single fact that changes leaves the order alone: a row that jumps away under the cursor is worse than one out of place.
    let asked = Memo::new(move |_| {
        session.rows.track();
        session.rules.track();
        (
            view.segment.get(),
            view.search.get(),
            view.order.get(),
            session.staging.get().is_some(),
            session.rows.get(),
            session.rules.get(),
        )
    });
    Effect::new(move |before: Option<(Option<Segment>, String, Order)>| {
        let (segment, text, order, staging, ..) = asked.get();
        let wish = (segment, text.clone(), order);
        if staging {
            // The rows come when they are staged; until then the old ones stand.
            return wish;
        }
        let cancel = Cancel::default();
        running.update_value(|running| {
            running.cancel();
            *running = cancel.clone();
        });
        let changed = before.as_ref() != Some(&wish);
        let typed = before.is_some_and(|b| b.1 != text);
        leptos::task::spawn_local(async move {
            if typed && session.look(|desk| desk.workspace.table().rows()) > 20_000 {
                // Wait for the next letter before running over a long list.
                wait(60).await;
            }
            if cancel.is_cancelled() {
                return;
            }
            view.arranging.set(true);
            // What led here, the arranging, and showing its outcome have turns of their own.
            breathe().await;
            if cancel.is_cancelled() {
                return;
            }
            let arranged = arrange(session, segment, &text, order, &cancel).await;
            breathe().await;
            if cancel.is_cancelled() {
                return;
            }
            let open = view.open.get_untracked();
            if let Some(rows) = arranged {
                let cursor = open.and_then(|open| rows.iter().position(|row| *row == open));
                view.cursor.set(cursor.or(if changed {
                    None
                } else {
                    view.cursor.get_untracked()
                }));
                view.rows.set(Arc::new(rows));
                view.arranging.set(false);
            }
        });
        wish
    });
}

async fn arrange(
    session: Session,
    segment: Option<Segment>,
    text: &str,
    order: Order,
    cancel: &Cancel,
) -> Option<Vec<u32>> {
    let mut slice = Slice::new();
    let found = if text.trim().is_empty() {
        None
    } else {
        Some(search::rows_with(session, text, &mut slice, cancel).await?)
    };
    let all = session.look(|desk| desk.workspace.table().rows());
    let mut rows = Vec::new();
    for start in (0..all).step_by(STEP * 8) {
        session.look(|desk| {
            let assessments = desk.engine.assessments();
            rows.extend((start..(start + STEP as u32 * 8).min(all)).filter(|row| {
                found
                    .as_ref()
                    .is_none_or(|f| f.get(*row as usize).copied().unwrap_or(false))
                    && segment.is_none_or(|s| s.holds(assessments.stage(*row)))
            }));
        });
        slice.pause().await;
        if cancel.is_cancelled() {
            return None;
        }
    }
    let keys = keys(session, &rows, order.column, &mut slice, cancel).await?;
    let keys = if order.descending {
        let highest = keys
            .iter()
            .copied()
            .filter(|k| *k != LAST)
            .max()
            .unwrap_or(0);
        keys.into_iter()
            .map(|key| if key == LAST { LAST } else { highest - key })
            .collect()
    } else {
        keys
    };
    radix::sort(rows, keys, &mut slice, cancel).await
}

/// The key of each row in a column, low first.
async fn keys(
    session: Session,
    rows: &[u32],
    column: Column,
    slice: &mut Slice,
    cancel: &Cancel,
) -> Option<Vec<u32>> {
    let mut keys = Vec::with_capacity(rows.len());
    let text = match column {
        Column::Name => Some(("name", Some("email"))),
        Column::Company => Some(("company", None)),
        _ => None,
    };
    if let Some((id, instead)) = text {
        let first = ranks::of_column(session, id, slice, cancel).await?;
        let behind = u32::try_from(first.len()).unwrap_or(LAST);
        let second = match instead {
            Some(instead) => ranks::of_column(session, instead, slice, cancel).await?,
            None => Vec::new(),
        };
        for step in rows.chunks(STEP * 8) {
            session.look(|desk| {
                let table = desk.workspace.table();
                let codes = |id| table.column(id).map_or(&[][..], |c| c.codes());
                let (first_codes, second_codes) = (codes(id), codes(instead.unwrap_or_default()));
                let rank = |ranks: &[u32], codes: &[u32], row: u32| {
                    let code = codes.get(row as usize).copied().unwrap_or(0);
                    ranks.get(code as usize).copied().filter(|rank| *rank > 0)
                };
                keys.extend(step.iter().map(|row| {
                    rank(&first, first_codes, *row)
                        .or_else(|| rank(&second, second_codes, *row).map(|r| r + behind))
                        .unwrap_or(LAST)
                }));
            });
            slice.pause().await;
            if cancel.is_cancelled() {
                return None;
            }
        }
        return Some(keys);
    }
    let say = match column {
        Column::Why | Column::Next => match sentences::fetch().await {
            Ok(here) => Some(if column == Column::Why {
                here.why
            } else {
                here.next
            }),
            Err(why) => {
                session.warn(why.to_string());
                None
            }
        },
        _ => None,
    };
    // Sentences: few are distinct, so each is ranked once.
    let mut sentences: HashMap<String, u32> = HashMap::new();
    for step in rows.chunks(if matches!(column, Column::Why | Column::Next) {
        FEW
    } else {
        STEP
    }) {
        session.look(|desk| {
            let a = desk.engine.assessments();
            for row in step.iter().copied() {
                keys.push(match column {
                    Column::Stage => stage_key(a.stage(row)) * 128 + u32::from(a.engagement(row)),
                    Column::Grade => {
                        let (low, _) = a.fit(row);
                        let cut = |score: u8| u32::from(3 - (score / 25).min(3));
                        cut(low) * 4 + cut(a.engagement(row))
                    }
                    Column::Fit => {
                        let (low, high) = a.fit(row);
                        u32::from(low) * 128 + u32::from(high)
                    }
                    Column::Engagement => u32::from(a.engagement(row)),
                    Column::Why | Column::Next => {
                        let text = say.map(|say| say(desk, row)).unwrap_or_default();
                        let fresh = u32::try_from(sentences.len()).unwrap_or(LAST);
                        *sentences.entry(text).or_insert(fresh)
                    }
                    Column::Name | Column::Company => 0,
                });
            }
        });
        slice.pause().await;
        if cancel.is_cancelled() {
            return None;
        }
    }
    if !sentences.is_empty() {
        let mut sorted: Vec<(String, u32)> = sentences.into_iter().collect();
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        for (rank, (text, fresh)) in sorted.iter().enumerate() {
            if let Some(place) = ranks.get_mut(*fresh as usize) {
                *place = if text.is_empty() {
                    LAST
                } else {
                    u32::try_from(rank).unwrap_or(LAST)
                };
            }
        }
        for key in &mut keys {
            *key = ranks.get(*key as usize).copied().unwrap_or(LAST);
        }
    }
    Some(keys)
}

/// The place of a stage from far to near: what a rep should see first is highest.
fn stage_key(stage: Stage) -> u32 {
    match (stage, Gate::after(stage)) {
        (Stage::Lost, _) => 0,
        (Stage::Disqualified, _) => 1,
        (Stage::Customer, _) => 2,
        (_, Some(Gate::Lead)) => 3,
        (_, Some(Gate::Prospect)) => 4,
        (_, Some(Gate::Opportunity)) => 5,
        _ => 6,
    }
}
