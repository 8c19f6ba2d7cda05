//! The made-up list of `generate.js`, value for value.

use crate::AS_OF;
use model::Table;

fn mix(x: u32) -> u32 {
    let x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    let x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

fn pick(row: u32, column: u32, n: u32) -> u32 {
    mix(row.wrapping_mul(64).wrapping_add(column)) % n
}

const SENIORITIES: &[&str] = &[
    "owner",
    "c_suite",
    "vp",
    "director",
    "manager",
    "individual",
];
const INDUSTRIES: &[&str] = &[
    "software",
    "fintech",
    "professional services",
    "retail",
    "Manufacturing",
    "health care",
    "education",
    "Energy",
];
const COUNTRIES: &[&str] = &["US", "CA", "GB", "DE", "FR", "NL", "IN", "BR", "ES", "JP"];
const AUTHORITIES: &[&str] = &["decision_maker", "influencer", "none"];

/// Kind, chance in percent, most times.
const KINDS: [(&str, u32, u32); 12] = [
    ("site_visit", 50, 6),
    ("email_open", 40, 4),
    ("email_click", 20, 3),
    ("content_download", 15, 3),
    ("form_submitted", 12, 2),
    ("replied", 10, 2),
    ("meeting_held", 6, 2),
    ("pricing_viewed", 8, 2),
    ("demo_attended", 4, 1),
    ("question_asked", 6, 2),
    ("unsubscribed", 2, 1),
    ("bounced", 2, 1),
];

type Cell = fn(u32) -> Option<String>;

fn yes_no(row: u32, column: u32, known: u32, yes: u32) -> Option<String> {
    (pick(row, column, 100) < known).then(|| {
        if pick(row, column + 1, 100) < yes {
            "yes"
        } else {
            "no"
        }
        .to_owned()
    })
}

fn choice(row: u32, column: u32, known: u32, list: &[&str]) -> Option<String> {
    let count = u32::try_from(list.len()).ok()?;
    if pick(row, column, 100) >= known {
        return None;
    }
    list.get(pick(row, column + 1, count) as usize)
        .map(|text| (*text).to_owned())
}

fn number(row: u32, column: u32, known: u32, value: impl Fn(u32) -> u32) -> Option<String> {
    (pick(row, column, 100) < known).then(|| value(column + 1).to_string())
}

const COLUMNS: [(&str, Cell); 16] = [
    ("name", |row| Some(format!("Contact {row}"))),
    ("company", |row| {
        Some(format!("Company {}", pick(row, 0, 50_000)))
    }),
    ("email", |row| {
        (pick(row, 26, 100) < 95)
            .then(|| format!("contact{row}@company{}.example", pick(row, 0, 50_000)))
    }),
    ("phone", |row| {
        (pick(row, 11, 100) < 60)
            .then(|| format!("+1 555 {}", 1_000_000 + pick(row, 12, 9_000_000)))
    }),
    ("seniority", |row| choice(row, 1, 80, SENIORITIES)),
    ("industry", |row| choice(row, 3, 85, INDUSTRIES)),
    ("employees", |row| {
        number(row, 5, 75, |c| 1 + pick(row, c, 3000))
    }),
    ("annual_revenue", |row| {
        number(row, 7, 60, |c| 100_000 * (1 + pick(row, c, 3000)))
    }),
    ("country", |row| choice(row, 9, 90, COUNTRIES)),
    ("budget", |row| yes_no(row, 13, 40, 70)),
    ("authority", |row| choice(row, 15, 50, AUTHORITIES)),
    ("need", |row| yes_no(row, 17, 50, 70)),
    ("timeline_months", |row| {
        number(row, 19, 45, |c| 1 + pick(row, c, 24))
    }),
    ("actively_considering", |row| yes_no(row, 21, 40, 60)),
    ("in_target_market", |row| yes_no(row, 23, 70, 75)),
    ("outcome", |row| match pick(row, 25, 100) {
        0..2 => Some("won".to_owned()),
        2..5 => Some("lost".to_owned()),
        _ => None,
    }),
];

/// So many contacts of 16 columns, with about two kinds of signals each.
pub fn contacts(rows: u32) -> Table {
    let mut table = Table::new();
    table.add_rows(rows, None);
    for (id, cell) in COLUMNS {
        let column = table.column_mut(id);
        for row in 0..rows {
            if let Some(value) = cell(row) {
                let code = column.intern(&value);
                column.set_code(row, code);
            }
        }
    }
    for (each, (kind, chance, most)) in (0u32..).zip(KINDS) {
        let place = table.signal_index(kind);
        for row in 0..rows {
            if pick(row, 28 + each * 3, 100) < chance {
                let back = pick(row, 29 + each * 3, 240);
                let more = if most > 1 {
                    pick(row, 27 + each * 3, most)
                } else {
                    0
                };
                let day = AS_OF.plus(-i32::try_from(back).unwrap_or(0));
                table.add_signal_at(place, row, Some(day), 1 + more);
            }
        }
    }
    table
}
