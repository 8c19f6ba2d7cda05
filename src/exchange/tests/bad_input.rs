//! Damaged lists: what can be read is read, and every problem is told with its line and column.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use exchange::{Encoding, ImportJob, MAX_KEPT, Options, Plan, RawTable, Reader};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> RawTable {
    Reader::read(bytes, Options::default()).unwrap()
}

/// Rows as texts, cells parted by `|`.
fn rows(table: &RawTable) -> Vec<String> {
    let row = |row| {
        let cells: Vec<&str> = table.columns.iter().map(|c| c.get(row)).collect();
        cells.join("|")
    };
    (0..table.rows()).map(row).collect()
}

fn check(csv: &str, expected_rows: &[&str], expected_problems: &[(u32, u32, &str)]) {
    let table = read(csv.as_bytes());
    assert_eq!(rows(&table), expected_rows, "{csv}");
    let problems = table.problems.kept();
    assert_eq!(
        problems.len(),
        expected_problems.len(),
        "{csv} {problems:?}"
    );
    for (problem, (line, column, what)) in problems.iter().zip(expected_problems) {
        assert_eq!(
            (problem.line, problem.column),
            (*line, *column),
            "{csv} {problem:?}"
        );
        assert!(problem.what.contains(what), "{csv} {problem:?}");
    }
}

#[test]
fn what_can_be_read_is_read() {
    check(
        "a,b,c\n1,2\n3,4,5\n",
        &["1|2|", "3|4|5"],
        &[(2, 2, "2 cells where the header has 3")],
    );
    check(
        "a,b\n1,2,x,y\n3,4\n",
        &["1|2|x|y", "3|4||"],
        &[(2, 3, "Extra 1")],
    );
    check("a,b\n1,2,,\n", &["1|2"], &[]);
    check(
        "a,b\n\"x\ny\",1\n\"open,2\n3,4\n",
        &["x\ny|1", "\"open|2", "3|4"],
        &[(4, 1, "none closes it")],
    );
    check(
        "a,b\n\"x\"y,1\n",
        &["xy|1"],
        &[(2, 1, "behind the closing quote")],
    );
    check("a,b\nx\0y,1\n", &["x\0y|1"], &[(2, 1, "NUL")]);
    check(
        "a,a,\n1,2,3\n",
        &["1|2|3"],
        &[(1, 2, "“a (2)”"), (1, 3, "“Column 3”")],
    );
    check("a,b\n\n,\n1,2\n\n", &["1|2"], &[]);
    check("a,b\r1,2\r3\r", &["1|2", "3|"], &[(3, 1, "1 cells")]);
    check("a,b\n", &[], &[(0, 0, "no row below")]);
    check(
        "Notes:\n\"Some notes\nabout it\"\n\nFirst Name,Last Name,URL\nAnn,B,x\n",
        &["Ann|B|x"],
        &[(1, 0, "left out")],
    );
}

#[test]
fn empty_rows_are_counted() {
    let table = read(b"a,b\n\n,\n1,2\n\n");
    assert_eq!(
        (table.rows(), table.empty_rows, table.lines.as_slice()),
        (1, 3, &[4][..])
    );
}

#[test]
fn bytes_that_are_no_utf8_are_windows_1252() {
    let table = read(b"Name,City\nJos\xE9,M\xFCnchen\n\x80,x\n");
    assert_eq!(rows(&table), ["José|München", "€|x"]);
    assert_eq!(table.encoding, Some(Encoding::Windows1252));
    // The first bad byte may come late.
    let mut long = b"Name,City\n".to_vec();
    for _ in 0..50_000 {
        long.extend_from_slice(b"Ann Example,Springfield\n");
    }
    long.extend_from_slice(b"Jos\xE9,M\xFCnchen\n");
    let table = read(&long);
    assert_eq!(
        (table.rows(), table.columns.first().unwrap().get(50_000)),
        (50_001, "José")
    );
}

#[test]
fn damage_in_utf8_is_told() {
    let table = read(
        "Name,City\nJosé,Zürich\nZoë,Köln\nA"
            .as_bytes()
            .iter()
            .chain(b"\xFF,b\n")
            .copied()
            .collect::<Vec<u8>>()
            .as_slice(),
    );
    assert_eq!(rows(&table), ["José|Zürich", "Zoë|Köln", "A\u{FFFD}|b"]);
    assert!(
        table
            .problems
            .kept()
            .iter()
            .any(|p| p.what.contains("1 places could not be read as UTF-8"))
    );
}

#[test]
fn ten_megabytes_in_one_cell() {
    let huge = "x".repeat(10_000_000);
    let csv = format!("Name,Notes\nAnn,\"{huge}\"\nBob,short\n");
    let table = read(csv.as_bytes());
    assert_eq!(table.rows(), 2);
    assert_eq!(table.columns.last().unwrap().get(0).len(), 10_000_000);
    let open = format!("Name,Notes\nAnn,\"{huge}\nBob,short\n");
    let table = read(open.as_bytes());
    assert_eq!((table.rows(), table.problems.total()), (2, 1));
}

#[test]
fn more_problems_than_anybody_reads_are_counted() {
    let mut csv = String::from("a,b\n");
    csv.push_str(&"1\n".repeat(5_000));
    let table = read(csv.as_bytes());
    assert_eq!(
        (table.problems.kept().len(), table.problems.total()),
        (MAX_KEPT, 5_000)
    );
    assert!(table.problems.to_csv().lines().count() == MAX_KEPT + 2);
}

fn in_slices(
    bytes: &[u8],
    slice: usize,
) -> Result<(Vec<String>, u64, Vec<u32>), exchange::Refusal> {
    let mut reader = Reader::new(Options::default());
    while !reader.step(bytes, slice)?.finished {}
    let table = reader.finish();
    Ok((rows(&table), table.problems.total(), table.lines.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn slices_make_no_difference(text in "[a,;\"\r\né\0 ]{0,1500}", slice in 256_usize..700) {
        let whole = in_slices(text.as_bytes(), 1 << 20);
        prop_assert_eq!(in_slices(text.as_bytes(), slice), whole);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), slice in 256_usize..700) {
        if let Ok((rows, ..)) = in_slices(&bytes, slice) {
            let table = read(&bytes);
            prop_assert_eq!(table.rows() as usize, rows.len());
            let import = ImportJob::run(&table, Plan::new(&table), None);
            prop_assert_eq!(import.table.rows(), table.rows());
        }
    }

    #[test]
    fn no_cells_make_it_panic(cells in proptest::collection::vec("(-?[$€]?[0-9.,]{0,6} ?(k|M|Cr|-)?[0-9/.-]{0,9}|\\PC{0,8}|Select|N/A|Yes)", 8..60)) {
        let mut csv = String::from("Employees,Annual Revenue,Create Date,Country,Title,Lead Status,Last Activity,TotalVisits\n");
        for row in cells.chunks(8) {
            let quoted: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            csv.push_str(&quoted.join(","));
            csv.push('\n');
        }
        let table = read(csv.as_bytes());
        let import = ImportJob::run(&table, Plan::new(&table), None);
        prop_assert_eq!(import.table.rows(), table.rows());
    }
}
