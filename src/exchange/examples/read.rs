//! How long a list takes: `cargo run --release -p exchange --example read -- file.csv`.

use exchange::{Options, Reader};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let whole = std::fs::read(path)?;
    for _ in 0..5 {
        let start = Instant::now();
        let mut reader = Reader::new(Options::default());
        let mut longest = 0.0_f64;
        loop {
            let step = Instant::now();
            let finished = reader.step(&whole, 512 * 1024)?.finished;
            longest = longest.max(step.elapsed().as_secs_f64());
            if finished {
                break;
            }
        }
        let table = reader.finish();
        let reading = start.elapsed();
        println!(
            "{} rows × {} columns, reading {reading:?}, longest step {:.1} ms",
            table.rows(),
            table.columns.len(),
            longest * 1e3
        );
    }
    Ok(())
}
