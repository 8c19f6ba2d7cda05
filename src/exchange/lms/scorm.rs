//! SCORM packages. Sources: ADL, SCORM 1.2 Content Aggregation Model; SCORM 2004 4th Edition CAM and SN.

use super::{Files, PLAYED, Played, Xml, number, with_player};

/// The package for SCORM 1.2.
pub(super) fn edition_1_2(played: &Played) -> Files {
    let mut xml = Xml::new(
        "manifest",
        &[
            ("identifier", &played.name),
            ("version", "1.0"),
            ("xmlns", "http://www.imsproject.org/xsd/imscp_rootv1p1p2"),
            ("xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_rootv1p2"),
        ],
    );
    begin(&mut xml, "1.2", played);
    if let Some(mark) = played.pass_mark {
        // In hundredths of a percent, as the player tells the score.
        xml.text(
            "adlcp:masteryscore",
            &[],
            &number((mark * 10_000.0).round() / 100.0),
        );
    }
    xml.end();
    resources(&mut xml, "adlcp:scormtype");
    let (manifest, dropped) = xml.finish();
    let record = include_str!("scorm12.js");
    let files = with_player(played, ("imsmanifest.xml", &manifest), record, "'none'");
    (files, dropped)
}

/// The package for SCORM 2004, 4th edition.
pub(super) fn edition_2004(played: &Played) -> Files {
    let mut xml = Xml::new(
        "manifest",
        &[
            ("identifier", &played.name),
            ("version", "1"),
            ("xmlns", "http://www.imsglobal.org/xsd/imscp_v1p1"),
            ("xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_v1p3"),
            ("xmlns:imsss", "http://www.imsglobal.org/xsd/imsss"),
        ],
    );
    begin(&mut xml, "2004 4th Edition", played);
    xml.begin("imsss:sequencing", &[]);
    if let Some(mark) = played.pass_mark {
        xml.begin("imsss:objectives", &[]);
        let objective = [("objectiveID", "deck"), ("satisfiedByMeasure", "true")];
        xml.begin("imsss:primaryObjective", &objective);
        xml.text("imsss:minNormalizedMeasure", &[], &number(mark));
        xml.end();
        xml.end();
    }
    let controls = [
        ("completionSetByContent", "true"),
        ("objectiveSetByContent", "true"),
    ];
    xml.empty("imsss:deliveryControls", &controls);
    xml.end();
    xml.end();
    // The platform may go to the one item by itself.
    xml.begin("imsss:sequencing", &[]);
    xml.empty("imsss:controlMode", &[("choice", "true"), ("flow", "true")]);
    xml.end();
    resources(&mut xml, "adlcp:scormType");
    let (manifest, dropped) = xml.finish();
    let record = include_str!("scorm2004.js");
    let files = with_player(played, ("imsmanifest.xml", &manifest), record, "'none'");
    (files, dropped)
}

/// Everything up to and with the title of the one item.
fn begin(xml: &mut Xml, version: &str, played: &Played) {
    xml.begin("metadata", &[]);
    xml.text("schema", &[], "ADL SCORM");
    xml.text("schemaversion", &[], version);
    xml.end();
    xml.begin("organizations", &[("default", "organization")]);
    xml.begin("organization", &[("identifier", "organization")]);
    xml.text("title", &[], &played.title);
    let item = [
        ("identifier", "item"),
        ("identifierref", "player"),
        ("isvisible", "true"),
    ];
    xml.begin("item", &item);
    xml.text("title", &[], &played.title);
}

/// Ends the organization, and lists the files.
fn resources(xml: &mut Xml, kind: &str) {
    for _ in ["organization", "organizations"] {
        xml.end();
    }
    xml.begin("resources", &[]);
    let resource = [
        ("identifier", "player"),
        ("type", "webcontent"),
        (kind, "sco"),
        ("href", "player.html"),
    ];
    xml.begin("resource", &resource);
    for name in PLAYED {
        xml.empty("file", &[("href", name)]);
    }
}
