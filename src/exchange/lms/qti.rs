//! QTI 2.1 packages: each case an item with one right choice, and a test of all. Source: IMS QTI 2.1, Information Model and Integration Guide.

use super::played::PlayedCase;
use super::{Files, Played, Xml, file, number};

const ITEMS: &str = "http://www.imsglobal.org/xsd/imsqti_v2p1";

/// The package: manifest, test, and an item per case.
pub(super) fn files(played: &Played) -> Files {
    let mut dropped = 0;
    let mut files = Vec::with_capacity(played.cases.len() + 2);
    let mut add = |path: &str, xml: Xml| {
        let (text, lost) = xml.finish();
        dropped += lost;
        files.push(file(path, &text));
    };
    add("imsmanifest.xml", manifest(played));
    add("test.xml", test(played));
    for case in &played.cases {
        add(&path(case), item(case, played));
    }
    (files, dropped)
}

fn path(case: &PlayedCase) -> String {
    format!("items/{}.xml", case.id)
}

/// A name that no case has: theirs are behind a prefix.
fn identifier(case: &PlayedCase) -> String {
    ["item_", &case.id].concat()
}

fn manifest(played: &Played) -> Xml {
    let mut xml = Xml::new(
        "manifest",
        &[
            ("identifier", &played.name),
            ("xmlns", "http://www.imsglobal.org/xsd/imscp_v1p1"),
        ],
    );
    xml.begin("metadata", &[]);
    xml.text("schema", &[], "QTIv2.1 Package");
    xml.text("schemaversion", &[], "1.0.0");
    xml.end();
    xml.empty("organizations", &[]);
    xml.begin("resources", &[]);
    let kind = ("type", "imsqti_test_xmlv2p1");
    xml.begin(
        "resource",
        &[("identifier", "test"), kind, ("href", "test.xml")],
    );
    xml.empty("file", &[("href", "test.xml")]);
    for case in &played.cases {
        xml.empty("dependency", &[("identifierref", &identifier(case))]);
    }
    xml.end();
    for case in &played.cases {
        let (id, path) = (identifier(case), path(case));
        let kind = ("type", "imsqti_item_xmlv2p1");
        xml.begin("resource", &[("identifier", &id), kind, ("href", &path)]);
        xml.empty("file", &[("href", &path)]);
        xml.end();
    }
    xml
}

fn test(played: &Played) -> Xml {
    let mut xml = Xml::new(
        "assessmentTest",
        &[
            ("xmlns", ITEMS),
            ("identifier", &played.name),
            ("title", &played.title),
            ("toolName", "Leadlens"),
        ],
    );
    let count = played.cases.len();
    let needed = played.pass_mark.map(|mark| number(mark * count as f64));
    let highest = count.to_string();
    let mut score = vec![
        ("identifier", "SCORE"),
        ("cardinality", "single"),
        ("baseType", "float"),
    ];
    score.push(("normalMaximum", &highest));
    if let Some(needed) = &needed {
        score.push(("masteryValue", needed));
    }
    xml.empty("outcomeDeclaration", &score);
    let modes = [
        ("navigationMode", "linear"),
        ("submissionMode", "individual"),
    ];
    xml.begin("testPart", &[("identifier", "part"), modes[0], modes[1]]);
    let section = [
        ("identifier", "section"),
        ("title", played.title.as_str()),
        ("visible", "true"),
    ];
    xml.begin("assessmentSection", &section);
    for case in &played.cases {
        let (id, path) = (identifier(case), path(case));
        xml.empty("assessmentItemRef", &[("identifier", &id), ("href", &path)]);
    }
    xml.end();
    xml.end();
    xml.begin("outcomeProcessing", &[]);
    xml.begin("setOutcomeValue", &[("identifier", "SCORE")]);
    xml.begin("sum", &[]);
    xml.empty("testVariables", &[("variableIdentifier", "SCORE")]);
    xml
}

fn item(case: &PlayedCase, played: &Played) -> Xml {
    let id = identifier(case);
    let title: String = case.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().take(60).collect();
    let mut xml = Xml::new(
        "assessmentItem",
        &[
            ("xmlns", ITEMS),
            ("identifier", &id),
            ("title", &title),
            ("adaptive", "false"),
            ("timeDependent", "false"),
            ("xml:lang", played.language()),
        ],
    );
    let single = [("cardinality", "single"), ("baseType", "identifier")];
    xml.begin(
        "responseDeclaration",
        &[("identifier", "RESPONSE"), single[0], single[1]],
    );
    xml.begin("correctResponse", &[]);
    let right = case.options.get(case.right);
    xml.text("value", &[], right.map_or("", |option| &option.code));
    xml.end();
    xml.end();
    let float = [
        ("identifier", "SCORE"),
        ("cardinality", "single"),
        ("baseType", "float"),
    ];
    xml.begin("outcomeDeclaration", &float);
    xml.begin("defaultValue", &[]);
    xml.text("value", &[], "0");
    xml.end();
    xml.end();
    let explained = !case.explanation.trim().is_empty();
    if explained {
        xml.empty(
            "outcomeDeclaration",
            &[("identifier", "FEEDBACK"), single[0], single[1]],
        );
    }
    xml.begin("itemBody", &[]);
    paragraphs(&mut xml, &case.text);
    let interaction = [
        ("responseIdentifier", "RESPONSE"),
        ("shuffle", "false"),
        ("maxChoices", "1"),
    ];
    xml.begin("choiceInteraction", &interaction);
    for option in &case.options {
        xml.text(
            "simpleChoice",
            &[("identifier", &option.code)],
            &option.text,
        );
    }
    xml.end();
    xml.end();
    xml.begin("responseProcessing", &[]);
    xml.begin("responseCondition", &[]);
    xml.begin("responseIf", &[]);
    xml.begin("match", &[]);
    xml.empty("variable", &[("identifier", "RESPONSE")]);
    xml.empty("correct", &[("identifier", "RESPONSE")]);
    xml.end();
    set(&mut xml, "SCORE", "float", "1");
    xml.end();
    xml.begin("responseElse", &[]);
    set(&mut xml, "SCORE", "float", "0");
    xml.end();
    xml.end();
    if explained {
        set(&mut xml, "FEEDBACK", "identifier", "explanation");
    }
    xml.end();
    if explained {
        let feedback = [
            ("outcomeIdentifier", "FEEDBACK"),
            ("showHide", "show"),
            ("identifier", "explanation"),
        ];
        xml.begin("modalFeedback", &feedback);
        paragraphs(&mut xml, &case.explanation);
    }
    xml
}

fn set(xml: &mut Xml, outcome: &str, kind: &str, value: &str) {
    xml.begin("setOutcomeValue", &[("identifier", outcome)]);
    xml.text("baseValue", &[("baseType", kind)], value);
    xml.end();
}

/// Each line a paragraph.
fn paragraphs(xml: &mut Xml, text: &str) {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        xml.text("p", &[], line);
    }
}
