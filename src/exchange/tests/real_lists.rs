//! Lists that other people exported, from the folder of shared data beside the workspace: what their columns are taken for, and what becomes of their contacts.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use exchange::{Import, ImportJob, Meaning, Options, Plan, RawTable, Reader};
use std::path::Path;

fn read(file: &str) -> Option<(RawTable, Plan)> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !data.is_dir() {
        println!("skipped: the folder shared/data with other people's lists is not there");
        return None;
    }
    let bytes = std::fs::read(data.join(file)).unwrap();
    let raw = Reader::read(&bytes, Options::default()).unwrap();
    let plan = Plan::new(&raw);
    Some((raw, plan))
}

/// `columns`: header and the id of what it is taken for. `facts`: row, attribute and value, or row, `signal:` kind and count.
fn check(
    file: &str,
    rows: u32,
    columns: &[(&str, &str)],
    facts: &[(u32, &str, &str)],
) -> Option<Import> {
    let (raw, plan) = read(file)?;
    assert_eq!(raw.rows(), rows, "{file}");
    for (header, meaning) in columns {
        let column = plan.columns.iter().find(|c| c.header == *header);
        let column = column.unwrap_or_else(|| panic!("{file} has no {header}"));
        assert_eq!(column.meaning.id(), *meaning, "{file} {header}");
    }
    let import = ImportJob::run(&raw, plan, None);
    assert_eq!(import.table.rows(), rows);
    for (row, id, expected) in facts {
        let found = match id.strip_prefix("signal:") {
            Some(kind) => {
                let times = import.table.signals_of(*row).filter(|(k, _)| *k == kind);
                times.map(|(_, e)| e.count).sum::<u32>().to_string()
            }
            None => import.table.get(*row, id).to_owned(),
        };
        assert_eq!(found, *expected, "{file} row {row} {id}");
    }
    // Nothing a file held is dropped: every column that is not left out is somewhere as it came.
    for (column, (header, kept_as)) in raw.columns.iter().zip(&import.headers) {
        assert_eq!(column.header, *header);
        for row in (0..rows).step_by(97) {
            let text = column.get(row);
            if !kept_as.is_empty() && text != "Select" && !text.trim().is_empty() {
                assert_eq!(
                    import.table.get(row, kept_as),
                    text,
                    "{file} row {row} {header}"
                );
            }
        }
    }
    Some(import)
}

#[test]
fn x_education() {
    let import = check(
        "x-education/leads.csv",
        6000,
        &[
            ("Lead Source", "attribute:source"),
            ("Do Not Email", "signal:unsubscribed"),
            ("Converted", "status"),
            ("TotalVisits", "signal:site_visit"),
            ("Last Activity", "activity"),
            ("Last Notable Activity", "activity"),
            ("Country", "attribute:country"),
            ("Tags", "keep"),
            ("Lead Quality", "keep"),
        ],
        &[
            (0, "outcome", ""),
            (2, "outcome", "won"),
            (1, "signal:site_visit", "5"),
            (1, "signal:email_open", "1"),
            (1, "country", "IN"),
            (1, "Specialization", ""),
            (0, "signal:site_visit", "1"),
            (2, "City", "Mumbai"),
        ],
    );
    let Some(import) = import else {
        return;
    };
    assert_eq!(import.report.problems.total(), 0);
    let won = import.table.column("outcome").unwrap().counts();
    assert_eq!(won.last(), Some(&2409));
    let (_, plan) = read("x-education/leads.csv").unwrap();
    let warned = plan.columns.iter().filter(|c| c.note.is_some());
    assert_eq!(warned.count(), 7);
}

#[test]
fn zoho() {
    let import = check(
        "zoho/Leads.csv",
        3900,
        &[
            ("Last Name", "last-name"),
            ("Company", "attribute:company"),
            ("Lead Owner", "attribute:owner"),
            ("Mobile", "attribute:phone"),
            ("Lead Status", "status"),
            ("CONVERTED", "status"),
            ("Created Time", "attribute:created_on"),
            ("month_Created Time1", "keep"),
        ],
        &[
            (0, "name", "Denson"),
            (0, "signal:rep_contacted", "1"),
            (0, "qualified_by_sales", "yes"),
            (0, "created_on", "2021-04-15"),
            (0, "crm_stage", "Contacted"),
            (0, "CONVERTED", "Yes"),
        ],
    );
    let Some(import) = import else {
        return;
    };
    assert_eq!(
        (import.report.disqualified, import.table.overrides.len()),
        (388, 388)
    );
    assert_eq!(
        import.table.overrides.get(&1).unwrap().reason,
        "Lead Status: Junk Lead"
    );
    let yes = |id: &str, code: usize| import.table.column(id).unwrap().counts()[code];
    assert_eq!(
        (yes("qualified_by_marketing", 1), yes("outcome", 1)),
        (776, 392)
    );
    check(
        "zoho/Contacts.csv",
        1265,
        &[
            ("Contact Owner", "attribute:owner"),
            ("Contact Owner Id", "keep"),
        ],
        &[],
    );
    check(
        "zoho/Potentials.csv",
        3632,
        &[
            ("Stage", "status"),
            ("Potential Owner", "attribute:owner"),
            ("Closing Date", "attribute:outcome_on"),
        ],
        &[(0, "outcome_on", "2021-04-16")],
    );
}

#[test]
fn salesforce() {
    check(
        "salesforce-portfolio/Leads.csv",
        20,
        &[
            ("First Name", "first-name"),
            ("Title", "attribute:title"),
            ("Status", "status"),
        ],
        &[
            (0, "name", "Lead1 Johnson"),
            (0, "seniority", "manager"),
            (0, "country", "GB"),
            (0, "Country (as written)", "UK"),
            (0, "signal:rep_contacted", "1"),
            (1, "qualified_by_sales", "yes"),
        ],
    );
    check(
        "salesforce-portfolio/Customer_Interactions.csv",
        30,
        &[
            ("Interaction Type", "activity"),
            ("Interaction Date", "activity-date"),
            ("Contact Email", "attribute:email"),
        ],
        &[
            (0, "signal:rep_contacted", "1"),
            (2, "signal:meeting_held", "1"),
        ],
    );
    check(
        "salesforce-portfolio/Opportunities.csv",
        12,
        &[("Stage", "status"), ("Close Date", "attribute:outcome_on")],
        &[],
    );
    check(
        "salesforce-dataloader/accountData.csv",
        423,
        &[
            ("ANNUALREVENUE", "attribute:annual_revenue"),
            ("NUMBEROFEMPLOYEES", "attribute:employees"),
        ],
        &[(0, "country", "US"), (0, "created_on", "2006-04-15")],
    );
    check(
        "salesforce-dataloader/csvEscapedQuotes.csv",
        2,
        &[],
        &[(0, "column1", "\"The Best\" Account")],
    );
}

#[test]
fn other_systems() {
    check(
        "small-sales-crm/Leads.csv",
        200,
        &[
            ("LeadName", "attribute:name"),
            ("Status", "status"),
            ("CreatedDate", "attribute:created_on"),
        ],
        &[
            (0, "signal:rep_contacted", "1"),
            (0, "crm_stage", "Working"),
        ],
    );
    check(
        "small-sales-crm/Activities.csv",
        300,
        &[
            ("ActivityType", "activity"),
            ("ActivityDate", "activity-date"),
        ],
        &[(2, "signal:meeting_held", "1")],
    );
    check(
        "mautic/fakeleaddata.csv",
        54,
        &[
            ("title", "keep"),
            ("firstname", "first-name"),
            ("phone", "attribute:phone"),
        ],
        &[
            (0, "name", "Penny Moore"),
            (0, "country", "GB"),
            (0, "title (as written)", "Mrs."),
        ],
    );
    check(
        "odoo/res.partner.csv",
        6,
        &[
            ("Related Company", "attribute:company"),
            ("Phone", "attribute:phone"),
            ("Mobile", "attribute:phone"),
        ],
        &[
            (0, "phone", "123456789"),
            (1, "phone", "4157654321"),
            (1, "Mobile (as written)", "4157654321"),
        ],
    );
    check(
        "addressbooks/outlook.csv",
        1,
        &[("E-mail Address", "attribute:email")],
        &[(0, "email", "test1@domain.tld")],
    );
    check(
        "addressbooks/tb_plain.csv",
        1,
        &[
            ("Display Name", "attribute:name"),
            ("Organization", "attribute:company"),
        ],
        &[(0, "name", "Displayname"), (0, "email", "test@domain.tld")],
    );
    check(
        "addressbooks/gmail.csv",
        1,
        &[
            ("E-mail 1 - Value", "attribute:email"),
            ("Organization 1 - Name", "attribute:company"),
        ],
        &[(0, "email", "home@aaa.pl"), (0, "Notes", "note\"note")],
    );
}

#[test]
fn messy_lists() {
    check(
        "messy/01-facebook-leads-standard.csv",
        5,
        &[("form_name", "activity"), ("platform", "attribute:source")],
        &[
            (1, "signal:form_submitted", "1"),
            (1, "created_on", "2024-03-15"),
        ],
    );
    check(
        "messy/03-google-ads-leads.csv",
        3,
        &[("Conversion Time", "activity-date")],
        &[(2, "signal:form_submitted", "1")],
    );
    check(
        "messy/05-excel-export.csv",
        3,
        &[],
        &[
            (0, "created_on", "2024-01-15"),
            (0, "seniority", "director"),
            (1, "seniority", "c_suite"),
        ],
    );
    check(
        "messy/07-real-estate-crm.csv",
        3,
        &[
            ("Budget", "attribute:budget_amount"),
            ("CRM Status", "status"),
        ],
        &[
            (0, "budget_amount", "12000000"),
            (1, "budget_amount", "8500000"),
            (2, "outcome", "won"),
        ],
    );
    check(
        "messy/09-duplicate-headers.csv",
        2,
        &[("Email (2)", "attribute:email")],
        &[(0, "email", "john@dup.com"), (0, "Name (2)", "John D.")],
    );
    check(
        "messy/11-international-names.csv",
        4,
        &[],
        &[
            (0, "country", "VN"),
            (3, "country", "AE"),
            (2, "name", "Алексей Иванов"),
        ],
    );
    check(
        "messy/13-mixed-languages.csv",
        3,
        &[],
        &[(1, "company", "Société FR"), (0, "name", "Juan García")],
    );
    check("messy/15-duplicate-rows.csv", 5, &[], &[]);
    check(
        "messy/17-formula-injection.csv",
        5,
        &[],
        &[(0, "name", "=SUM(A1:A10)"), (3, "name", "@SUM(A1)")],
    );
    check(
        "messy/19-empty-columns.csv",
        3,
        &[("Extra1", "ignore"), ("Extra4", "keep")],
        &[(1, "Extra4", "value")],
    );
    check(
        "messy/21-tab-separated.csv",
        2,
        &[("Company", "attribute:company")],
        &[(0, "company", "TabCorp")],
    );
    check(
        "messy/23-quoted-fields-multiline.csv",
        2,
        &[],
        &[(0, "Address", "123 Main St\nApt 4B")],
    );
    check(
        "messy/25-hubspot-export.csv",
        3,
        &[("Lead Status", "status"), ("Lifecycle Stage", "status")],
        &[(2, "signal:rep_contacted", "1")],
    );
}

#[test]
fn the_day_of_an_activity_goes_onto_its_signal() {
    let Some((raw, plan)) = read("small-sales-crm/Activities.csv") else {
        return;
    };
    assert!(plan.find(&Meaning::ActivityDate).is_some());
    let import = ImportJob::run(&raw, plan, None);
    let held = import.table.signal("meeting_held").unwrap();
    let first = held.entries().first().unwrap();
    assert_eq!(
        (first.row, first.day().unwrap().to_string().as_str()),
        (2, "2023-12-17")
    );
}
