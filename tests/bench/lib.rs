//! What the bench page calls: the engine on the same made-up list as its JavaScript peer (`generate.js`), and the readers.

mod list;
mod variants;

use exchange::{ImportJob, Options, Plan, Reader};
use model::{Day, Engine, Gate, Rulebook, Table, Verdict, published_rulebook};
use std::cell::RefCell;
use variants::variants;
use wasm_bindgen::prelude::wasm_bindgen;

/// The as-of day of the made-up list, the same as in `generate.js`.
const AS_OF: Day = Day(20_769);

#[derive(Default)]
struct Bench {
    table: Table,
    engine: Option<Engine>,
    variants: Vec<Rulebook>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(Bench::default());
}

/// The version of the engine that is measured.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Makes the list. Not timed.
#[wasm_bindgen]
pub fn build(rows: u32) {
    BENCH.with_borrow_mut(|bench| {
        *bench = Bench {
            table: list::contacts(rows),
            engine: None,
            variants: variants(),
        };
    });
}

/// Assesses all rows from nothing by the house rulebook.
#[wasm_bindgen]
pub fn assess() {
    BENCH.with_borrow_mut(|bench| {
        let Some(house) = published_rulebook("house") else {
            return;
        };
        let mut engine = Engine::new(house, AS_OF);
        batch::assess_all(&mut engine, &bench.table);
        bench.engine = Some(engine);
    });
}

/// Scores again after one change: 0 the house as it is, 1 a gate's fit threshold, 2 a fit weight, 3 a gate's engagement threshold,
/// 4 an engagement weight. Gives the number of prospects, so that nothing can be left out.
#[wasm_bindgen]
pub fn score_again(variant: usize) -> u32 {
    BENCH.with_borrow_mut(|bench| {
        let (Some(engine), Some(rulebook)) = (&mut bench.engine, bench.variants.get(variant))
        else {
            return 0;
        };
        batch::update(engine, rulebook, &bench.table);
        let [_, _, prospects, ..] = engine.assessments().counts();
        prospects
    })
}

/// FNV-1a over stage, fit low and high, engagement and gates of each row, as `house.js` makes it.
#[wasm_bindgen]
pub fn checksum() -> u32 {
    BENCH.with_borrow(|bench| {
        let Some(engine) = &bench.engine else {
            return 0;
        };
        let said = engine.assessments();
        let mut hash: u32 = 0x811c_9dc5;
        for row in 0..said.rows() {
            let (low, high) = said.fit(row);
            let gates = Gate::ALL.iter().enumerate().fold(0u8, |bits, (i, gate)| {
                let verdict = match said.gate(row, *gate) {
                    Verdict::NotMet => 0,
                    Verdict::Unknown => 1,
                    Verdict::Met => 2,
                };
                bits | verdict << (2 * i)
            });
            for byte in [
                said.stage(row) as u8,
                low,
                high,
                said.engagement(row),
                gates,
            ] {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
        hash
    })
}

/// Reads a CSV, types it, makes contacts of it and stages them by the house rulebook. Gives the number of contacts that are leads.
#[wasm_bindgen]
pub fn read_type_and_stage(bytes: &[u8]) -> u32 {
    let Ok(raw) = Reader::read(bytes, Options::default()) else {
        return 0;
    };
    let plan = Plan::new(&raw);
    let import = ImportJob::run(&raw, plan, Some(AS_OF));
    let Some(house) = published_rulebook("house") else {
        return 0;
    };
    let mut engine = Engine::new(house, AS_OF);
    batch::assess_all(&mut engine, &import.table);
    let [_, leads, ..] = engine.assessments().counts();
    leads
}

/// Bytes held by the facts and by the engine, about.
#[wasm_bindgen]
pub fn bytes_held() -> f64 {
    BENCH.with_borrow(|bench| {
        let engine = bench.engine.as_ref().map_or(0, Engine::memory);
        #[expect(clippy::cast_precision_loss, reason = "for people to read")]
        let bytes = (bench.table.memory() + engine) as f64;
        bytes
    })
}
