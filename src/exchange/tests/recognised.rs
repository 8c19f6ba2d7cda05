//! The shapes that other programs export, with rows of our own making.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use exchange::{CsvWriter, ImportJob, Meaning, Options, Plan, Reader, Reading, export_columns};

/// `expected`: a header and the id of what it is taken for. `facts`: an attribute of the first row, or `signal:` kind, and what it is.
fn check(csv: &str, expected: &[(&str, &str)], facts: &[(&str, &str)]) {
    let raw = Reader::read(csv.as_bytes(), Options::default()).unwrap();
    let plan = Plan::new(&raw);
    for (header, meaning) in expected {
        let column = plan.columns.iter().find(|c| c.header == *header);
        let column = column.unwrap_or_else(|| panic!("no {header}"));
        assert_eq!(column.meaning.id(), *meaning, "{header}");
    }
    let import = ImportJob::run(&raw, plan, None);
    for (id, value) in facts {
        let found = match id.strip_prefix("signal:") {
            Some(kind) => {
                let found = import.table.signals_of(0).find(|(k, _)| *k == kind);
                found.map_or("none".into(), |(_, e)| match e.day() {
                    Some(day) => format!("{} on {day}", e.count),
                    None => e.count.to_string(),
                })
            }
            None => import.table.get(0, id).to_owned(),
        };
        assert_eq!(found, *value, "{id}");
    }
}

#[test]
fn hubspot() {
    check(
        "Record ID,First Name,Last Name,Job Title,Company Name,Email,Phone Number,Country/Region,City,Lead Status,Lifecycle Stage,Original Source,Contact Owner,Create Date,Last Modified Date,Last Activity Date,Annual Revenue,Lead Score\n\
         7,Ann,Example,VP Sales,Birch Labs,ann@birch.example,+1 202 555 0100,Germany,Köln,CONNECTED,marketingqualifiedlead,ORGANIC_SEARCH,Kim,2026-03-01 10:00,2026-03-02 10:00,2026-03-02 10:00,$2.5M,40\n",
        &[
            ("Record ID", "keep"),
            ("Job Title", "attribute:title"),
            ("Country/Region", "attribute:country"),
            ("Lead Status", "status"),
            ("Lifecycle Stage", "status"),
            ("Original Source", "attribute:source"),
            ("Contact Owner", "attribute:owner"),
            ("Create Date", "attribute:created_on"),
            ("Last Activity Date", "activity-date"),
            ("Annual Revenue", "attribute:annual_revenue"),
        ],
        &[
            ("name", "Ann Example"),
            ("seniority", "vp"),
            ("annual_revenue", "2500000"),
            ("Annual Revenue (as written)", "$2.5M"),
            ("country", "DE"),
            ("signal:replied", "1"),
            ("qualified_by_marketing", "yes"),
            ("crm_stage", "CONNECTED"),
            ("Lifecycle Stage", "marketingqualifiedlead"),
            ("created_on", "2026-03-01"),
        ],
    );
}

#[test]
fn salesforce() {
    check(
        "Id,LastName,FirstName,Title,Company,Country,Phone,Email,Website,LeadSource,Status,Industry,Rating,AnnualRevenue,NumberOfEmployees,OwnerId,IsConverted,ConvertedDate,CreatedDate,LastActivityDate\n\
         00Q1,Example,Ann,CEO,Birch Labs,USA,1,ann@birch.example,x.example,Web,Working - Contacted,Software,Hot,1000000,11-50,0051,true,2026-04-01,2026-03-01T03:23:15.000Z,2026-03-05\n",
        &[
            ("OwnerId", "attribute:owner"),
            ("IsConverted", "status"),
            ("Rating", "keep"),
        ],
        &[
            ("employees", "31"),
            ("NumberOfEmployees (as written)", "11-50"),
            ("qualified_by_sales", "yes"),
            ("signal:rep_contacted", "1"),
            ("seniority", "c_suite"),
            ("created_on", "2026-03-01"),
        ],
    );
    check(
        "Lead Owner,First Name,Last Name,Title,Company / Account,Lead Source,Rating,Street,Email\nKim,Ann,Example,CEO,Birch,Web,Hot,x,a@b.example\n",
        &[
            ("Company / Account", "attribute:company"),
            ("Lead Owner", "attribute:owner"),
        ],
        &[("company", "Birch")],
    );
}

#[test]
fn pipedrive() {
    check(
        "Person - Name,Person - Phone,Person - Email (Work),Organization - Name,Deal - Title,Deal - Value,Activity - Subject,Activity - Due date,Note - Content\n\
         Ann Example,1,ann@birch.example,Birch Labs,Big deal,5000,Demo,2026-05-04,hello\n",
        &[
            ("Person - Name", "attribute:name"),
            ("Person - Email (Work)", "attribute:email"),
            ("Organization - Name", "attribute:company"),
            ("Activity - Due date", "activity-date"),
        ],
        &[
            ("signal:demo_attended", "1 on 2026-05-04"),
            ("Note - Content", "hello"),
        ],
    );
}

#[test]
fn apollo() {
    check(
        "\u{feff}First Name,Last Name,Title,Company Name,Email,Email Status,Seniority,Contact Owner,First Phone,Stage,Last Contacted,# Employees,Industry,Website,Annual Revenue,Email Sent,Email Open,Email Bounced,Replied,Demoed\n\
         Ann,Example,Head of Ops,Birch Labs,ann@birch.example,Verified,C suite,Kim,+1 202 555 0100,Approaching,2026-05-04,120,software,x.example,2000000,true,3,false,true,false\n",
        &[
            ("# Employees", "attribute:employees"),
            ("Email Status", "keep"),
            ("Stage", "status"),
        ],
        &[
            ("seniority", "c_suite"),
            ("signal:rep_contacted", "1 on 2026-05-04"),
            ("signal:email_open", "3"),
            ("signal:bounced", "none"),
            ("signal:replied", "1"),
            ("signal:demo_attended", "none"),
        ],
    );
}

#[test]
fn linkedin() {
    check(
        "Notes:\n\"When exporting your connection data, you may notice that some addresses are missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Example,https://x.example,,Birch Labs,Founder,04 May 2026\n",
        &[
            ("Position", "attribute:title"),
            ("Connected On", "signal:social_interaction"),
            ("Email Address", "ignore"),
        ],
        &[
            ("name", "Ann Example"),
            ("seniority", "owner"),
            ("signal:social_interaction", "1 on 2026-05-04"),
        ],
    );
}

#[test]
fn other_languages() {
    check(
        "Vorname;Nachname;Firma;E-Mail;Telefon;Land;Mitarbeiter;Umsatz;Erstellt am\nJürgen;Beispiel;Birke GmbH;j@birke.example;1;Deutschland;1.200;2,5 Mio. €;15.04.2026\n",
        &[],
        &[
            ("name", "Jürgen Beispiel"),
            ("company", "Birke GmbH"),
            ("country", "DE"),
            ("employees", "1200"),
            ("annual_revenue", "2500000"),
            ("created_on", "2026-04-15"),
        ],
    );
    check(
        "Prénom;Nom de famille;Société;Courriel;Pays;Effectif\nZoé;Exemple;Bouleau;z@b.example;États-Unis;50\n",
        &[],
        &[
            ("name", "Zoé Exemple"),
            ("company", "Bouleau"),
            ("country", "US"),
            ("email", "z@b.example"),
        ],
    );
}

#[test]
fn pasted_cells() {
    check(
        "Name\tEmail\tCompany\nAnn\ta@b.example\tBirch\n",
        &[],
        &[("name", "Ann"), ("company", "Birch")],
    );
}

#[test]
fn values_that_cannot_be_read_stay_and_are_told() {
    let csv = "Name,Employees,Create Date\nAnn,many,soon\nBob,12,2026-01-01\nCem,many,\nDee,N/A,\n";
    let raw = Reader::read(csv.as_bytes(), Options::default()).unwrap();
    let plan = Plan::new(&raw);
    let employees = plan.columns.get(1).unwrap();
    assert_eq!(
        (
            employees.filled,
            employees.read,
            employees.unread.as_slice()
        ),
        (3, 1, &["many".to_owned()][..])
    );
    let import = ImportJob::run(&raw, plan, None);
    let told: Vec<(u32, u32, &str)> = import
        .report
        .problems
        .kept()
        .iter()
        .map(|p| (p.line, p.column, p.value.as_str()))
        .collect();
    assert_eq!(told, [(2, 2, "many"), (2, 3, "soon")]);
    assert_eq!(import.table.get(0, "employees"), "many");
    assert_eq!(import.table.get(3, "employees"), "");
    assert_eq!(import.table.get(3, "Employees (as written)"), "N/A");
}

#[test]
fn everything_can_be_changed_before_the_import() {
    let csv = "Who,State,Score\nAnn,hot,1\nBob,cold,2\nCem,hot,3\n";
    let raw = Reader::read(csv.as_bytes(), Options::default()).unwrap();
    let mut plan = Plan::new(&raw);
    assert!(plan.columns.iter().all(|c| c.meaning == Meaning::Keep));
    plan.choose(&raw, 0, Meaning::Attribute("name".into()));
    plan.choose(&raw, 1, Meaning::Status);
    plan.choose(&raw, 2, Meaning::Signal("site_visit".into()));
    let values: Vec<(&str, u32)> = plan.columns[1]
        .values
        .iter()
        .map(|v| (v.text.as_str(), v.count))
        .collect();
    assert_eq!(values, [("hot", 2), ("cold", 1)]);
    plan.choose_reading(1, 0, Reading::Signal("replied".into()));
    plan.choose_reading(1, 1, Reading::Disqualified);
    let import = ImportJob::run(&raw, plan, None);
    assert_eq!(import.table.get(0, "name"), "Ann");
    assert_eq!(import.table.signal("replied").unwrap().entries().len(), 2);
    assert_eq!(
        import.table.overrides.get(&1).unwrap().reason,
        "State: cold"
    );
    let visits: u32 = import
        .table
        .signal("site_visit")
        .unwrap()
        .entries()
        .iter()
        .map(|e| e.count)
        .sum();
    assert_eq!(visits, 6);
}

#[test]
fn our_own_file_comes_back() {
    let csv = "Name,Company,Employees,Notes\n=Ann,+Birch,1.200,'=x\nBob,Oak,1.500,\"a\nb\"\n";
    let raw = Reader::read(csv.as_bytes(), Options::default()).unwrap();
    let first = ImportJob::run(&raw, Plan::new(&raw), None);
    let imported = first
        .headers
        .iter()
        .map(|(h, id)| (h.as_str(), id.as_str()));
    let columns = export_columns(&first.table, imported);
    let mut headers: Vec<&str> = columns.iter().map(|c| c.header.as_str()).collect();
    headers.push("Leadlens stage");
    let mut out = CsvWriter::ours(&headers);
    for row in 0..first.table.rows() {
        let cells = columns.iter().map(|c| first.table.get(row, &c.attribute));
        out.row(cells.chain(["Lead"]));
    }
    let text = out.finish();
    assert!(text.lines().all(|l| !l.starts_with(['=', '+', '-', '@'])));
    let again = Reader::read(text.as_bytes(), Options::default()).unwrap();
    assert!(again.is_ours);
    let second = ImportJob::run(&again, Plan::new(&again), None);
    for column in first.table.columns() {
        for row in 0..first.table.rows() {
            assert_eq!(
                second.table.get(row, &column.id),
                column.get(row),
                "{}",
                column.id
            );
        }
    }
    assert!(second.table.column("Leadlens stage").is_none());
}
