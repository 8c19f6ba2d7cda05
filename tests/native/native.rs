//! `cargo xtask bench --native`: how long the parts take on this machine, without a browser. For comparing before and after;
//! what is promised is measured in the browser, beside its peers.

use bench_native::{AS_OF, contacts, variants};
use divan::{Bencher, black_box, counter::ItemsCount};
use exchange::{CsvWriter, ImportJob, Options, Plan, Reader};
use model::{Engine, Speaker, Table, explain, parse_rulebook, published_rulebook, published_texts};

const ROWS: u32 = 100_000;

fn main() {
    divan::main();
}

#[divan::bench]
fn assess_all(bencher: Bencher) {
    let (table, rulebooks) = (contacts(ROWS), variants());
    let Some(house) = rulebooks.first() else {
        return;
    };
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        let mut engine = Engine::new(house, AS_OF);
        engine.assess_all(&table);
        engine
    });
}

/// Going over from the house rulebook to one with another number, and back.
#[divan::bench(args = ["1 fit threshold", "2 fit weight", "3 engagement threshold", "4 engagement weight"])]
fn score_again_twice(bencher: Bencher, changed: &str) {
    let (table, rulebooks) = (contacts(ROWS), variants());
    let place = changed.split(' ').next().and_then(|n| n.parse().ok());
    let (Some(house), Some(other)) = (
        rulebooks.first(),
        place.and_then(|n: usize| rulebooks.get(n)),
    ) else {
        return;
    };
    let mut engine = Engine::new(house, AS_OF);
    engine.assess_all(&table);
    bencher.counter(ItemsCount::new(2 * ROWS)).bench_local(|| {
        engine.update(other, &table);
        engine.update(house, &table);
        engine.assessments().counts()
    });
}

/// Everything about one contact, the shortest path and the next question included.
#[divan::bench]
fn explain_one(bencher: Bencher) {
    let table = contacts(1_000);
    let Some(house) = published_rulebook("house") else {
        return;
    };
    let mut row = 0;
    bencher.bench_local(|| {
        row = (row + 1) % 1_000;
        explain(house, &table, row, AS_OF)
    });
}

/// What a row of the table says: why, and what next.
#[divan::bench]
fn next_step_of_one(bencher: Bencher) {
    let table = contacts(1_000);
    let Some(house) = published_rulebook("house") else {
        return;
    };
    let mut engine = Engine::new(house, AS_OF);
    engine.assess_all(&table);
    let mut speaker = Speaker::default();
    let mut row = 0;
    bencher.bench_local(|| {
        row = (row + 1) % 1_000;
        speaker.next_step(house, &engine, &table, row)
    });
}

#[divan::bench]
fn parse_the_seven_rulebooks(bencher: Bencher) {
    bencher.bench(|| {
        published_texts().map(|text| {
            model::json::parse(black_box(text))
                .ok()
                .and_then(|json| parse_rulebook(&json).ok())
        })
    });
}

#[divan::bench]
fn read_csv(bencher: Bencher) {
    let text = csv(&contacts(ROWS));
    bencher
        .counter(divan::counter::BytesCount::of_str(&text))
        .bench(|| Reader::read(black_box(text.as_bytes()), Options::default()));
}

#[divan::bench]
fn read_type_and_make_contacts(bencher: Bencher) {
    let text = csv(&contacts(ROWS));
    bencher
        .counter(divan::counter::BytesCount::of_str(&text))
        .bench(|| {
            let raw = Reader::read(black_box(text.as_bytes()), Options::default()).ok()?;
            let plan = Plan::new(&raw);
            Some(ImportJob::run(&raw, plan, Some(AS_OF)).table.rows())
        });
}

/// The made-up list as a file.
fn csv(table: &Table) -> String {
    let headers: Vec<&str> = table.columns().iter().map(|column| &*column.id).collect();
    let mut csv = CsvWriter::ours(&headers);
    for row in 0..table.rows() {
        csv.row(headers.iter().map(|id| table.get(row, id)));
    }
    csv.finish()
}
