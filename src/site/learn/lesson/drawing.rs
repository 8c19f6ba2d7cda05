//! A flow as a drawing: lines in SVG, nodes as buttons on top, so that they can be reached by keyboard and their words wrap.

use super::own_list::{Counted, DRAGGED, Pick};
use super::way::{OnTheWay, Open, stage_class};
use crate::session::Session;
use crate::words;
use leptos::html;
use leptos::prelude::*;
use model::Stage;
use model::learn::lesson::{Chart, NodeKind, chart};
use wasm_bindgen::{JsCast, closure::Closure};

/// Names that a node shows at most.
const NAMES: usize = 8;

/// The drawing, with what is said of the node that was chosen.
#[component]
pub fn Drawing(
    session: Session,
    open: Memo<Open>,
    steps: OnTheWay,
    counts: RwSignal<Option<Counted>>,
    pick: Callback<Pick>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let width = RwSignal::new(0.0);
    follow_width(place, width);
    let drawn = Memo::new(move |_| chart(open.get().flow(), width.get()));
    let chosen = RwSignal::new(None::<usize>);
    Effect::new(move |_| {
        open.track();
        chosen.set(None);
    });
    let over = RwSignal::new(false);
    let on_over = move |event: leptos::ev::DragEvent| {
        let texts = event
            .data_transfer()
            .is_some_and(|data| data.types().includes(&DRAGGED.into(), 0));
        if texts {
            event.prevent_default();
            over.set(true);
        }
    };
    let on_drop = move |event: leptos::ev::DragEvent| {
        over.set(false);
        let text = event
            .data_transfer()
            .and_then(|data| data.get_data(DRAGGED).ok())
            .unwrap_or_default();
        if let Some(to) = Pick::of_text(&text) {
            event.prevent_default();
            pick.run(to);
        }
    };
    view! {
        <figure class="flow" class:over=over on:dragover=on_over on:dragleave=move |_| over.set(false) on:drop=on_drop>
            <div class="flow-frame" node_ref=place>
                {move || (width.get() > 0.0).then(|| picture(&open.get(), &drawn.get(), steps, counts, chosen))}
            </div>
            <figcaption>
                {move || {
                    let source = open.get().flow().source.clone();
                    (!source.is_empty()).then(|| view! { <p class="muted">{source}</p> })
                }} <Node session open chosen counts pick />
            </figcaption>
        </figure>
    }
}

/// Keeps a signal at the width that an element has within, as long as it is on the page.
fn follow_width(place: NodeRef<html::Div>, width: RwSignal<f64>) {
    let measure = move || {
        if let Some(place) = place.try_get_untracked().flatten() {
            let now = f64::from(place.client_width());
            if width.try_get_untracked().is_some_and(|known| known != now) {
                width.set(now);
            }
        }
    };
    let following: StoredValue<Option<Following>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = place.get() else {
            return;
        };
        measure();
        let changed = Closure::<dyn Fn()>::new(measure);
        if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&element);
            following.set_value(Some((observer, changed)));
        }
    });
    on_cleanup(move || {
        let _ = following.try_update_value(|following| {
            if let Some((observer, _)) = following.take() {
                observer.disconnect();
            }
        });
    });
}

/// What follows an element's size, and what it calls.
type Following = (web_sys::ResizeObserver, Closure<dyn Fn()>);

fn picture(
    open: &Open,
    drawn: &Chart,
    steps: OnTheWay,
    counts: RwSignal<Option<Counted>>,
    chosen: RwSignal<Option<usize>>,
) -> impl IntoView + use<> {
    let flow = open.flow();
    // Whether a step is lit that a test holds for.
    let lit = move |test: &dyn Fn(usize, Option<usize>, bool) -> bool| {
        let lit = steps.lit.get();
        steps.walk.with(|walk| {
            walk.as_ref().is_some_and(|walk| {
                let shown = walk.steps.iter().take(lit).enumerate();
                let mut shown = shown.map(|(at, step)| (step.node, step.arrow, at + 1 < lit));
                shown.any(|(node, arrow, left)| test(node, arrow, left))
            })
        })
    };
    let done = move || {
        let lit = steps.lit.get();
        steps.walk.with(|walk| {
            let walk = walk.as_ref()?;
            (lit >= walk.steps.len()).then_some(walk.end).flatten()
        })
    };
    let lines = drawn
        .arrows
        .iter()
        .zip(&flow.arrows)
        .enumerate()
        .map(|(at, (path, arrow))| {
            let taken = move || {
                let all = done().is_some();
                lit(&|_, taken, left| taken == Some(at) && (left || all))
            };
            let drawn = arrow.drawn;
            view! {
                <g class="flow-line" class:dashed=!drawn class:lit=taken>
                    <path class="line" d=path.line.clone()></path>
                    <path class="head" d=path.head.clone()></path>
                </g>
            }
        });
    let outlines = drawn
        .tiles
        .iter()
        .zip(&flow.nodes)
        .enumerate()
        .map(|(at, (tile, node))| {
            let is_lit = move || lit(&|known, _, _| known == at) || done() == Some(at);
            let class = format!("flow-shape {}", stage_class(flow.stage_at(at)));
            let asks = matches!(node.kind, NodeKind::Asks(_));
            view! {
                <path
                    class=class
                    class:asks=asks
                    class:dashed=!node.drawn
                    class:lit=is_lit
                    class:end=move || done() == Some(at)
                    d=tile.outline.clone()
                ></path>
            }
        });
    let labels = drawn.arrows.iter().zip(&flow.arrows).enumerate().map(|(at, (path, arrow))| {
        let count = move || {
            counts.with(|counts| counts.as_ref().and_then(|counts| counts.arrows.get(at).copied()))
        };
        let ((x, y), across) = (path.label, path.across);
        view! {
            <span class="flow-label" class:across=across style:left=format!("{x}px") style:top=format!("{y}px") aria-hidden="true">
                {(!arrow.label.is_empty()).then(|| view! { <span>{arrow.label.clone()}</span> })}
                {move || count().map(|n| view! { <b>{words::count(n)}</b> })}
            </span>
        }
    });
    let nodes = drawn.tiles.iter().zip(&flow.nodes).enumerate().map(|(at, (tile, node))| {
        let stage = flow.stage_at(at);
        let is_lit = move || lit(&|known, _, _| known == at) || done() == Some(at);
        view! {
            <li>
                <button
                    type="button"
                    class=format!("flow-node {}", stage_class(stage))
                    class:lit=is_lit
                    aria-pressed=move || (chosen.get() == Some(at)).to_string()
                    style:left=format!("{}px", tile.x)
                    style:top=format!("{}px", tile.y)
                    style:width=format!("{}px", tile.width)
                    style:height=format!("{}px", tile.height)
                    on:click=move |_| chosen.update(|now| *now = (*now != Some(at)).then_some(at))
                >
                    {stage
                        .map(|stage| {
                            view! {
                                <svg class="shape" aria-hidden="true">
                                    <use href=words::stage_shape(stage)></use>
                                </svg>
                            }
                        })} <span>{node.label.clone()}</span>
                    {move || (done() == Some(at)).then(|| view! { <span class="unseen">", ends here"</span> })}
                </button>
            </li>
        }
    });
    view! {
        <div class="flow-drawing" style:width=format!("{}px", drawn.width) style:height=format!("{}px", drawn.height)>
            <svg
                class="flow-lines"
                aria-hidden="true"
                width=drawn.width.to_string()
                height=drawn.height.to_string()
                viewBox=format!("0 0 {} {}", drawn.width, drawn.height)
            >
                {outlines.collect_view()}
                {lines.collect_view()}
            </svg>
            {labels.collect_view()}
            <ol class="flow-nodes" aria-label="The flow, step by step">
                {nodes.collect_view()}
            </ol>
        </div>
    }
}

/// What there is to say of the node that was chosen: what it asks, and who of the list stands there.
#[component]
fn Node(
    session: Session,
    open: Memo<Open>,
    chosen: RwSignal<Option<usize>>,
    counts: RwSignal<Option<Counted>>,
    pick: Callback<Pick>,
) -> impl IntoView {
    let said = move || {
        let open = open.get();
        let at = chosen.get()?;
        let node = open.flow().nodes.get(at)?.clone();
        let stage = open.flow().stage_at(at);
        let here = counts.with(|counts| {
            let counts = counts.as_ref()?;
            Some(counts.at(stage?, NAMES))
        });
        Some(view! {
            <p>
                <b>{node.label}</b> " " {node.detail}
            </p>
            {here.map(|(count, rows)| names(session, (count, rows), stage, pick))}
        })
    };
    view! {
        <div class="flow-note" aria-live="polite">
            {said}
        </div>
    }
}

fn names(
    session: Session,
    (count, rows): (u32, Vec<u32>),
    stage: Option<Stage>,
    pick: Callback<Pick>,
) -> impl IntoView {
    let shown = rows.len();
    let buttons = rows.into_iter().map(move |row| {
        let name = session.look(|desk| crate::triage::name(desk, row));
        view! {
            <li>
                <button type="button" class="card" on:click=move |_| pick.run(Pick::Row(row))>
                    {name}
                </button>
            </li>
        }
    });
    let rest = (count as usize).saturating_sub(shown);
    let called = stage.map_or_else(String::new, |stage| stage.label().to_lowercase());
    view! {
        <p class="muted">
            {format!("{} of your list end here as {called}.", words::count(count))}
            {(rest > 0).then(|| format!(" The first {shown}:"))}
        </p>
        <ul class="cards">{buttons.collect_view()}</ul>
    }
}
