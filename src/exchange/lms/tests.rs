//! What a deck is packed into: archives that others open, XML that others parse.

use super::{PackRefusal, PackageKind, pack_deck, pack_problems};
use crate::deck::{Deck, read_deck};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use roxmltree::Document;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

fn deck(others: &Value) -> Deck {
    let mut deck = json!({
        "format": "leadlens.deck/1", "id": "First week!", "title": "First <week> & \"more\"", "as_of": "2026-11-25", "rulebook": "house",
        "pass_mark": 0.8,
        "cases": [
            { "id": "ada", "text": "Ada & Co\n\n<b>no markup</b>", "answer": "lead", "explanation": "Because ]]> of\nthis." },
            { "id": "ada!", "text": "Bo", "answer": "Call", "options": ["prospect", "Call", "</script>"] },
        ],
    });
    let members = deck.as_object_mut().unwrap();
    members.extend(others.as_object().unwrap().clone());
    read_deck(&deck).unwrap()
}

/// The files of an archive, read by somebody else's reader, which checks sums and sizes.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let name = file.name().unwrap().into_owned();
        files.insert(name, text);
    }
    files
}

fn files(deck: &Deck, kind: PackageKind) -> BTreeMap<String, String> {
    let package = pack_deck(deck, kind).unwrap();
    assert_eq!(package.problems.total(), 0);
    unpacked(&package.bytes)
}

#[test]
fn every_kind_has_its_files() {
    let check = |kind: PackageKind, expected: Expect| {
        let package = pack_deck(&deck(&json!({})), kind).unwrap();
        let files = unpacked(&package.bytes);
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        expected.assert_eq(&[package.name, names.join(" ")].join(": "));
    };
    check(
        PackageKind::Scorm12,
        expect![
            "First-week-scorm-1.2.zip: deck.js imsmanifest.xml memory.js player.css player.html player.js record.js"
        ],
    );
    check(
        PackageKind::Scorm2004,
        expect![
            "First-week-scorm-2004.zip: deck.js imsmanifest.xml memory.js player.css player.html player.js record.js"
        ],
    );
    check(
        PackageKind::Cmi5,
        expect![
            "First-week-cmi5.zip: cmi5.xml deck.js memory.js player.css player.html player.js record.js"
        ],
    );
    check(
        PackageKind::Qti,
        expect!["First-week-qti-2.1.zip: imsmanifest.xml items/ada.xml items/ada_2.xml test.xml"],
    );
}

#[test]
fn manifests() {
    let check = |kind: PackageKind, name: &str, expected: Expect| {
        expected.assert_eq(&files(&deck(&json!({ "lang": "en-GB" })), kind)[name]);
    };
    check(
        PackageKind::Scorm12,
        "imsmanifest.xml",
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <manifest identifier="First_week" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>
        <schemaversion>1.2</schemaversion>
        </metadata>
        <organizations default="organization"><organization identifier="organization"><title>First &lt;week&gt; &amp; "more"</title>
        <item identifier="item" identifierref="player" isvisible="true"><title>First &lt;week&gt; &amp; "more"</title>
        <adlcp:masteryscore>80</adlcp:masteryscore>
        </item>
        </organization>
        </organizations>
        <resources><resource identifier="player" type="webcontent" adlcp:scormtype="sco" href="player.html"><file href="player.html"/>
        <file href="deck.js"/>
        <file href="record.js"/>
        <file href="memory.js"/>
        <file href="player.css"/>
        <file href="player.js"/>
        </resource>
        </resources>
        </manifest>
    "#]],
    );
    check(
        PackageKind::Scorm2004,
        "imsmanifest.xml",
        expect![[r#"
            <?xml version="1.0" encoding="UTF-8"?>
            <manifest identifier="First_week" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"><metadata><schema>ADL SCORM</schema>
            <schemaversion>2004 4th Edition</schemaversion>
            </metadata>
            <organizations default="organization"><organization identifier="organization"><title>First &lt;week&gt; &amp; "more"</title>
            <item identifier="item" identifierref="player" isvisible="true"><title>First &lt;week&gt; &amp; "more"</title>
            <imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="deck" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
            </imsss:objectives>
            <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
            </imsss:sequencing>
            </item>
            <imsss:sequencing><imsss:controlMode choice="true" flow="true"/>
            </imsss:sequencing>
            </organization>
            </organizations>
            <resources><resource identifier="player" type="webcontent" adlcp:scormType="sco" href="player.html"><file href="player.html"/>
            <file href="deck.js"/>
            <file href="record.js"/>
            <file href="memory.js"/>
            <file href="player.css"/>
            <file href="player.js"/>
            </resource>
            </resources>
            </manifest>
        "#]],
    );
    check(
        PackageKind::Cmi5,
        "cmi5.xml",
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><course id="urn:leadlens:deck:First%20week%21"><title><langstring lang="en-GB">First &lt;week&gt; &amp; "more"</langstring>
        </title>
        <description><langstring lang="en">2 cases: read each, choose, say how sure you are, and see why.</langstring>
        </description>
        </course>
        <au id="urn:leadlens:deck:First%20week%21:cases" moveOn="Passed" launchMethod="AnyWindow" masteryScore="0.8"><title><langstring lang="en-GB">First &lt;week&gt; &amp; "more"</langstring>
        </title>
        <description><langstring lang="en">2 cases: read each, choose, say how sure you are, and see why.</langstring>
        </description>
        <url>player.html</url>
        </au>
        </courseStructure>
    "#]],
    );
    check(
        PackageKind::Qti,
        "imsmanifest.xml",
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <manifest identifier="First_week" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><metadata><schema>QTIv2.1 Package</schema>
        <schemaversion>1.0.0</schemaversion>
        </metadata>
        <organizations/>
        <resources><resource identifier="test" type="imsqti_test_xmlv2p1" href="test.xml"><file href="test.xml"/>
        <dependency identifierref="item_ada"/>
        <dependency identifierref="item_ada_2"/>
        </resource>
        <resource identifier="item_ada" type="imsqti_item_xmlv2p1" href="items/ada.xml"><file href="items/ada.xml"/>
        </resource>
        <resource identifier="item_ada_2" type="imsqti_item_xmlv2p1" href="items/ada_2.xml"><file href="items/ada_2.xml"/>
        </resource>
        </resources>
        </manifest>
    "#]],
    );
    check(
        PackageKind::Qti,
        "test.xml",
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="First_week" title="First &lt;week&gt; &amp; &quot;more&quot;" toolName="Leadlens"><outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="2" masteryValue="1.6"/>
        <testPart identifier="part" navigationMode="linear" submissionMode="individual"><assessmentSection identifier="section" title="First &lt;week&gt; &amp; &quot;more&quot;" visible="true"><assessmentItemRef identifier="item_ada" href="items/ada.xml"/>
        <assessmentItemRef identifier="item_ada_2" href="items/ada_2.xml"/>
        </assessmentSection>
        </testPart>
        <outcomeProcessing><setOutcomeValue identifier="SCORE"><sum><testVariables variableIdentifier="SCORE"/>
        </sum>
        </setOutcomeValue>
        </outcomeProcessing>
        </assessmentTest>
    "#]],
    );
    check(
        PackageKind::Qti,
        "items/ada.xml",
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="item_ada" title="Ada &amp; Co &lt;b&gt;no markup&lt;/b&gt;" adaptive="false" timeDependent="false" xml:lang="en-GB"><responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>lead</value>
        </correctResponse>
        </responseDeclaration>
        <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value>
        </defaultValue>
        </outcomeDeclaration>
        <outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>
        <itemBody><p>Ada &amp; Co</p>
        <p>&lt;b&gt;no markup&lt;/b&gt;</p>
        <choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1"><simpleChoice identifier="contact">Contact</simpleChoice>
        <simpleChoice identifier="lead">Lead</simpleChoice>
        <simpleChoice identifier="prospect">Prospect</simpleChoice>
        <simpleChoice identifier="opportunity">Opportunity</simpleChoice>
        </choiceInteraction>
        </itemBody>
        <responseProcessing><responseCondition><responseIf><match><variable identifier="RESPONSE"/>
        <correct identifier="RESPONSE"/>
        </match>
        <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>
        </setOutcomeValue>
        </responseIf>
        <responseElse><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue>
        </setOutcomeValue>
        </responseElse>
        </responseCondition>
        <setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">explanation</baseValue>
        </setOutcomeValue>
        </responseProcessing>
        <modalFeedback outcomeIdentifier="FEEDBACK" showHide="show" identifier="explanation"><p>Because ]]&gt; of</p>
        <p>this.</p>
        </modalFeedback>
        </assessmentItem>
    "#]],
    );
}

#[test]
fn without_a_mark_nothing_asks_for_one() {
    let deck = deck(&json!({ "pass_mark": null }));
    for (kind, name) in [
        (PackageKind::Scorm12, "imsmanifest.xml"),
        (PackageKind::Scorm2004, "imsmanifest.xml"),
        (PackageKind::Cmi5, "cmi5.xml"),
        (PackageKind::Qti, "test.xml"),
    ] {
        let text = files(&deck, kind)[name].to_lowercase();
        for asked in ["mastery", "minnormalizedmeasure", "\"passed\""] {
            assert!(!text.contains(asked), "{kind:?}: {asked}");
        }
    }
}

#[test]
fn the_player_has_no_inline_code_and_sets_no_markup() {
    let files = files(&deck(&json!({})), PackageKind::Cmi5);
    let page = &files["player.html"];
    assert!(!page.contains("<style") && !page.contains("style=") && !page.contains(" on"));
    assert!(page.contains("connect-src https: http:;"), "{page}");
    for name in ["player.js", "record.js", "memory.js"] {
        for markup in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
        ] {
            assert!(!files[name].contains(markup), "{name}: {markup}");
        }
    }
    let offline = pack_deck(&deck(&json!({})), PackageKind::Scorm12).unwrap();
    assert!(unpacked(&offline.bytes)["player.html"].contains("connect-src 'none';"));
}

#[test]
fn all_that_a_manifest_names_is_there() {
    for kind in [
        PackageKind::Scorm12,
        PackageKind::Scorm2004,
        PackageKind::Qti,
    ] {
        let files = files(&deck(&json!({})), kind);
        let manifest = Document::parse(&files["imsmanifest.xml"]).unwrap();
        let mut named: Vec<&str> = manifest
            .descendants()
            .filter(|node| node.has_tag_name("file") || node.tag_name().name() == "file")
            .filter_map(|node| node.attribute("href"))
            .collect();
        named.push("imsmanifest.xml");
        named.sort_unstable();
        let there: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(named, there, "{kind:?}");
    }
}

#[test]
fn what_xml_cannot_hold_is_said() {
    let deck = deck(&json!({ "title": "a\u{1}b\u{ffff}c\r\nd" }));
    let package = pack_deck(&deck, PackageKind::Scorm12).unwrap();
    assert_eq!(pack_problems(&deck, PackageKind::Scorm12), package.problems);
    // The title stands there twice.
    assert_eq!(
        package.problems.kept()[0].what,
        "4 control characters in the deck's texts were left out: files of this kind cannot hold them."
    );
    let files = unpacked(&package.bytes);
    let manifest = Document::parse(&files["imsmanifest.xml"]).unwrap();
    let title = manifest
        .descendants()
        .find(|node| node.tag_name().name() == "title");
    assert_eq!(title.unwrap().text(), Some("abc\r\nd"));
}

#[test]
fn nothing_is_not_packed() {
    let deck = deck(&json!({ "cases": [] }));
    for kind in PackageKind::ALL {
        assert_eq!(pack_deck(&deck, kind), Err(PackRefusal::Empty));
    }
}

/// The cases as the player reads them.
fn played(files: &BTreeMap<String, String>) -> Value {
    let text = files["deck.js"].strip_prefix("\"use strict\";\nglobalThis.leadlens = { deck: ");
    let text = text.unwrap().strip_suffix(" };\n").unwrap();
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_player_gets_the_cases() {
    let files = files(&deck(&json!({})), PackageKind::Scorm12);
    expect![[r#"
        [
          {
            "id": "ada",
            "text": "Ada & Co\n\n<b>no markup</b>",
            "options": [
              {
                "code": "contact",
                "text": "Contact"
              },
              {
                "code": "lead",
                "text": "Lead"
              },
              {
                "code": "prospect",
                "text": "Prospect"
              },
              {
                "code": "opportunity",
                "text": "Opportunity"
              }
            ],
            "right": 1,
            "explanation": "Because ]]> of\nthis."
          },
          {
            "id": "ada_2",
            "text": "Bo",
            "options": [
              {
                "code": "prospect",
                "text": "Prospect"
              },
              {
                "code": "b",
                "text": "Call"
              },
              {
                "code": "c",
                "text": "</script>"
              }
            ],
            "right": 1,
            "explanation": ""
          }
        ]"#]]
    .assert_eq(&serde_json::to_string_pretty(&played(&files)["cases"]).unwrap());
    let mark =
        |others: &Value| played(&self::files(&deck(others), PackageKind::Scorm12))["mark"].clone();
    assert_eq!(mark(&json!({})), mark(&json!({ "id": "other" })));
    assert_ne!(mark(&json!({})), mark(&json!({ "title": "other" })));
}

#[test]
fn what_is_no_language_is_not_said() {
    for (lang, expected) in [
        ("", ""),
        ("de", "de"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("x", ""),
        ("en_US", ""),
        ("de-", ""),
        ("ééé", ""),
        ("english language", ""),
    ] {
        let files = files(&deck(&json!({ "lang": lang })), PackageKind::Cmi5);
        assert_eq!(played(&files)["lang"], expected, "{lang}");
        let told = if expected.is_empty() { "en" } else { expected };
        assert!(
            files["cmi5.xml"].contains(&format!("<title><langstring lang=\"{told}\">")),
            "{lang}"
        );
    }
}

/// The largest deck that can be.
#[test]
fn ten_thousand_cases_are_packed() {
    let case = |at: usize| json!({ "id": format!("c {at}"), "text": format!("Case {at}"), "answer": "lead" });
    let deck = deck(&json!({ "cases": (0..10_000).map(case).collect::<Vec<Value>>() }));
    let files = files(&deck, PackageKind::Qti);
    assert_eq!(files.len(), 10_002);
    assert!(files.contains_key("items/c_9999.xml"));
}

fn any_deck() -> impl Strategy<Value = Deck> {
    let text = ".{0,12}[a-z&<>\"'\u{1}\u{ffff}]";
    let case = (
        text,
        text,
        prop::collection::hash_set(text, 2..5),
        text,
        any::<prop::sample::Index>(),
    );
    (text, "[a-zA-Z-]{0,5}|é", prop::option::of(0.0..1.0_f64), prop::collection::vec(case, 1..5)).prop_map(
        |(title, lang, mark, all)| {
            let mut deck = deck(&json!({ "title": title, "lang": lang, "pass_mark": mark, "cases": [] }));
            for (id, text, options, explanation, right) in all {
                let options: Vec<String> = options.into_iter().collect();
                let answer = options[right.index(options.len())].clone();
                if deck.cases.iter().all(|case| case.id != id) {
                    let json = json!({ "id": id, "text": text, "options": options, "answer": answer, "explanation": explanation });
                    let whole = json!({ "format": "leadlens.deck/1", "id": "d", "title": "D", "as_of": "2026-11-25", "rulebook": "house", "cases": [json] });
                    deck.cases.extend(read_deck(&whole).map(|deck| deck.cases).unwrap_or_default());
                }
            }
            deck
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_deck_holds_is_packed(deck in any_deck()) {
        prop_assume!(!deck.cases.is_empty());
        for kind in PackageKind::ALL {
            let package = pack_deck(&deck, kind).unwrap();
            prop_assert_eq!(&pack_deck(&deck, kind).unwrap(), &package);
            prop_assert_eq!(&pack_problems(&deck, kind), &package.problems);
            let files = unpacked(&package.bytes);
            for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".xml")) {
                let document = Document::parse(text).map_err(|error| TestCaseError::fail(format!("{name}: {error}\n{text}")))?;
                prop_assert!(document.root_element().tag_name().namespace().is_some());
            }
            if kind == PackageKind::Qti {
                prop_assert_eq!(files.len(), deck.cases.len() + 2);
                continue;
            }
            let played = played(&files);
            let mut ids = std::collections::HashSet::new();
            for (case, given) in played["cases"].as_array().unwrap().iter().zip(&deck.cases) {
                let id = case["id"].as_str().unwrap();
                prop_assert!(id.len() <= 250 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'), "{}", id);
                prop_assert!(ids.insert(id));
                let right = case["right"].as_u64().unwrap() as usize;
                prop_assert_eq!(&given.options[right], &given.answer);
            }
        }
    }
}
