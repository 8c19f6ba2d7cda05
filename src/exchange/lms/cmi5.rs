//! cmi5 packages. Source: AICC, cmi5 specification, "Quartz", sections 13 and 14.

use super::{Files, PLAYED, Played, Xml, number, with_player};

/// The package: a course of one assignable unit.
pub(super) fn files(played: &Played) -> Files {
    let id = iri(&played.id);
    let language = [("lang", played.language())];
    let count = played.cases.len();
    let about = format!("{count} cases: read each, choose, say how sure you are, and see why.");
    let mut xml = Xml::new(
        "courseStructure",
        &[(
            "xmlns",
            "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd",
        )],
    );
    let words = |xml: &mut Xml| {
        xml.begin("title", &[]);
        xml.text("langstring", &language, &played.title);
        xml.end();
        xml.begin("description", &[]);
        xml.text("langstring", &[("lang", "en")], &about);
        xml.end();
    };
    xml.begin("course", &[("id", &id)]);
    words(&mut xml);
    xml.end();
    let unit = [&id, ":cases"].concat();
    let mark = played.pass_mark.map(number);
    let mut attributes = vec![
        ("id", unit.as_str()),
        (
            "moveOn",
            if mark.is_some() {
                "Passed"
            } else {
                "Completed"
            },
        ),
        ("launchMethod", "AnyWindow"),
    ];
    if let Some(mark) = &mark {
        attributes.push(("masteryScore", mark));
    }
    xml.begin("au", &attributes);
    words(&mut xml);
    xml.text("url", &[], PLAYED[0]);
    let (structure, dropped) = xml.finish();
    let record = include_str!("cmi5.js");
    // Where the platform keeps its records is not known before.
    let files = with_player(played, ("cmi5.xml", &structure), record, "https: http:");
    (files, dropped)
}

/// An IRI for the deck: its id in UTF-8, all but letters and digits percent-encoded.
fn iri(id: &str) -> String {
    let mut iri = String::from("urn:leadlens:deck:");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            iri.push(char::from(byte));
        } else {
            iri.push_str(&format!("%{byte:02X}"));
        }
    }
    iri
}
