//! Stand-in for the sample list.
use crate::session::Session;
use model::{Day, Edit, EditError, List, Table};

pub fn load(session: Session) -> Result<(), EditError> {
    let rows: u32 = web_sys::window()
        .and_then(|w| w.location().search().ok())
        .and_then(|s| s.trim_start_matches("?rows=").parse().ok())
        .unwrap_or(200);
    let as_of = session.look(|d| d.workspace.as_of());
    let mut t = Table::new();
    t.add_rows(rows, Some(as_of));
    let first = [
        "Jana", "Tomás", "Mei", "Priya", "Samuel", "Aoife", "Kim", "Lucía", "Noor", "Ada", "Igor",
    ];
    let last = [
        "Lindqvist",
        "Arriaga",
        "Okafor",
        "Raman",
        "Brandt",
        "Byrne",
        "Ferrer",
        "Haddad",
        "Novak",
    ];
    let comp = [
        "Nordkap Systems",
        "Bluefin Ledger",
        "Harbour & Finch",
        "Castellan",
        "Kessler Logistik",
        "Tallow Studio",
        "Northwind",
        "Aldea Salud",
    ];
    let ind = ["software", "fintech", "retail", "professional services"];
    let mut seed = 7u32;
    let mut rnd = |n: u32| {
        seed = seed.wrapping_mul(1664525).wrapping_add(1013904223);
        (seed >> 16) % n
    };
    let pick = |list: &[&str], at: u32| list.get(at as usize).copied().unwrap_or("").to_owned();
    for r in 0..rows {
        let name = format!("{} {}", pick(&first, rnd(11)), pick(&last, rnd(9)));
        if rnd(12) > 0 {
            t.set(
                r,
                "name",
                &if rows > 1000 {
                    format!("{name} {r}")
                } else {
                    name.clone()
                },
            );
        }
        t.set(r, "email", &format!("c{r}@example.com"));
        if rnd(9) > 0 {
            t.set(r, "company", &pick(&comp, rnd(8)));
        }
        if rnd(4) > 0 {
            t.set(
                r,
                "title",
                &pick(&["VP Operations", "Head of IT", "Buyer", "CEO"], rnd(4)),
            );
        }
        if rnd(4) > 0 {
            t.set(
                r,
                "seniority",
                &pick(&["vp", "director", "manager", "c_suite"], rnd(4)),
            );
            t.column_mut("seniority").inferred.insert(r);
        }
        if rnd(3) > 0 {
            t.set(r, "industry", &pick(&ind, rnd(4)));
        }
        if rnd(3) > 0 {
            t.set(r, "employees", &(rnd(900) + 10).to_string());
        }
        if rnd(3) > 0 {
            t.set(r, "country", &pick(&["DE", "FR", "US", "ES"], rnd(4)));
        }
        if rnd(3) == 0 {
            t.set(r, "budget", if rnd(4) > 0 { "yes" } else { "no" });
        }
        if rnd(2) == 0 {
            t.set(r, "need", "yes");
        }
        if rnd(2) == 0 {
            t.set(r, "timeline_months", &(rnd(20) + 1).to_string());
        }
        if rnd(2) == 0 {
            t.set(r, "authority", "influencer");
        }
        if rnd(2) == 0 {
            t.set(r, "actively_considering", "yes");
        }
        if rnd(25) == 0 {
            t.set(r, "outcome", if rnd(2) > 0 { "won" } else { "lost" });
        }
        for k in [
            "replied",
            "site_visit",
            "webinar_attended",
            "quote_requested",
            "meeting_held",
            "question_asked",
        ] {
            if rnd(4) == 0 {
                t.add_signal(r, k, Some(Day(as_of.0 - rnd(60) as i32)), 1 + rnd(3));
            }
        }
    }
    session.apply(Edit::Import {
        list: List::new("Autumn webinar"),
        part: Box::new(t),
    })
}
