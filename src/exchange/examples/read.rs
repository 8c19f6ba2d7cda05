//! How long a list takes, and what it becomes: `cargo run --release -p exchange --example read -- file.csv`.

use exchange::{ImportJob, Options, Plan, Reader};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let tell = std::env::args().nth(2).is_some();
    let whole = std::fs::read(path)?;
    for round in 0..5 {
        let (mut longest, mut last) = (0.0_f64, Instant::now());
        let mut tick = || {
            longest = longest.max(last.elapsed().as_secs_f64() * 1e3);
            last = Instant::now();
            longest
        };
        let start = Instant::now();
        let mut reader = Reader::new(Options::default());
        while !reader.step(&whole, 512 * 1024)?.finished {
            tick();
        }
        let raw = reader.finish();
        let longest_read = tick();
        let read = start.elapsed();
        let plan = Plan::new(&raw);
        tick();
        let planned = start.elapsed();
        let columns = plan.columns.clone();
        let mut job = ImportJob::new(&raw, plan, None);
        while !job.step(&raw, 5_000).finished {
            tick();
        }
        let import = job.finish(&raw);
        let longest_of_all = tick();
        println!(
            "{} rows × {} columns: read {read:?}, planned {:?}, made contacts {:?}, in all {:?}; longest step {longest_read:.1} ms reading, {longest_of_all:.1} ms of all",
            raw.rows(),
            raw.columns.len(),
            planned - read,
            start.elapsed() - planned,
            start.elapsed()
        );
        if tell && round == 0 {
            for c in columns {
                println!(
                    "  {:30} {:26} {}/{} read, {} distinct {:?} {}",
                    c.header,
                    c.meaning.label(),
                    c.read,
                    c.filled,
                    c.distinct,
                    c.unread,
                    c.note.unwrap_or_default()
                );
                for v in c.values.iter().take(20) {
                    println!("      {:5} {:30} {}", v.count, v.text, v.reading.label());
                }
            }
            println!(
                "{:?} {:?}",
                import.report.signals,
                import.report.problems.total()
            );
            for p in import.report.problems.kept().iter().take(10) {
                println!(
                    "  line {} column {} {}: {:?} {}",
                    p.line, p.column, p.header, p.value, p.what
                );
            }
        }
    }
    Ok(())
}
