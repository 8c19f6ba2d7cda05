//! The decks that are kept: records under `deck/`.

use super::records;
use crate::session::Session;
use exchange::{Deck, DeckRulebook, read_deck};
use model::learn::json_mark;
use model::{Edit, OWN_FIT, Rulebook, Shelf, Workspace, published_rulebook};
use serde_json::{Value, json};
use std::borrow::Cow;

const PREFIX: &str = "deck/";

/// What outlives a deck under its key: tests, polls, and how far it was presented.
const RESULTS: [&str; 3] = ["test/", "poll/", "presented/"];

/// Where it is kept what a removed deck was that left results behind.
const GONE: &str = "gone/";

/// A deck that is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDeck {
    /// What tells it apart here and stands in addresses. The deck's own id may change, and two may share one.
    pub key: String,
    /// Its JSON.
    pub json: Value,
    /// The deck; or the sentence that says why it is none yet.
    pub deck: Result<Deck, String>,
}

impl KeptDeck {
    /// What it is called: its title, or else its id, or else its key.
    pub fn title(&self) -> String {
        let named = |member: &str| {
            let text = self.json.get(member)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        named("title")
            .or_else(|| named("id"))
            .unwrap_or_else(|| self.key.clone())
    }
}

/// All decks, ordered by key. Listens to what is kept.
pub fn kept_decks(session: Session) -> Vec<KeptDeck> {
    let all = records::records(session, PREFIX).into_iter();
    all.filter_map(|kept| {
        let key = kept.key.strip_prefix(PREFIX)?.to_owned();
        Some(of(key, kept.json))
    })
    .collect()
}

/// The deck of this key. Listens to what is kept.
pub fn kept_deck(session: Session, key: &str) -> Option<KeptDeck> {
    let json = records::record(session, &format!("{PREFIX}{key}"))?;
    Some(of(key.to_owned(), json))
}

/// Keeps a deck under a key; undo takes it back. Whether it is kept now.
pub fn keep_deck(session: Session, key: &str, json: Value, label: &str) -> bool {
    records::change(session, &format!("{PREFIX}{key}"), json, label)
}

/// A deck that comes from elsewhere, as it is meant there: who names a published definition means that, also where the team here has one of
/// the same id, or an ideal customer of its own. Then the deck brings what it means.
pub fn as_meant(session: Session, json: Value) -> Value {
    session.look(|desk| as_meant_in(&desk.workspace, json))
}

fn as_meant_in(workspace: &Workspace, mut json: Value) -> Value {
    let id = exchange::text_of(&json, "rulebook");
    let Some(published) = published_rulebook(id) else {
        return json;
    };
    let is_other = |here: Cow<'_, Rulebook>| here.json != published.json;
    if workspace.rulebook(id).is_some_and(is_other) {
        let mut own = published.json.clone();
        exchange::set_member_of(&mut own, OWN_FIT, Some(true.into()));
        exchange::set_member_of(&mut json, "rulebook", Some(own));
    }
    json
}

/// Keeps a deck while one of its members is typed into.
pub fn type_deck(session: Session, key: &str, member: &str, json: Value, label: &str) {
    records::type_in(session, &format!("{PREFIX}{key}"), member, json, label);
}

/// Removes a deck; undo brings it back. What was answered stays, for the same deck should it come again. Whether it is gone now; if not,
/// why is on the screen.
pub fn remove_deck(session: Session, key: &str, label: &str) -> bool {
    let edits = session.look(|desk| removing(&desk.workspace, key));
    session
        .apply_as(Edit::Several(edits), label.to_owned())
        .is_ok()
}

/// A key for a deck that comes in, made of its id: `ours`, `ours-2`. No deck has it, nor has one left results under it, unless it was this
/// very deck.
pub fn new_key(session: Session, json: &Value) -> String {
    session.look(|desk| free_key(&desk.workspace, json))
}

/// The edits that remove a deck.
fn removing(workspace: &Workspace, key: &str) -> Vec<Edit> {
    let keep = |prefix: &str, json: Option<Value>| Edit::Keep {
        shelf: Shelf::Learning,
        key: format!("{prefix}{key}"),
        json,
    };
    let mut edits = vec![keep(PREFIX, None)];
    let is_kept = |prefix: &&str| is_kept(workspace, prefix, key);
    if let Some(deck) = workspace.kept(Shelf::Learning, &format!("{PREFIX}{key}"))
        && RESULTS.iter().any(is_kept)
    {
        edits.push(keep(GONE, Some(json!({ "mark": mark(deck) }))));
    }
    edits
}

fn free_key(workspace: &Workspace, json: &Value) -> String {
    let mark = mark(json);
    let gone = workspace.shelf(Shelf::Learning).iter().find_map(|kept| {
        let key = kept.key.strip_prefix(GONE)?;
        let same = kept.json.get("mark")?.as_str()? == mark;
        (same && !is_kept(workspace, PREFIX, key)).then(|| key.to_owned())
    });
    if let Some(key) = gone {
        return key;
    }
    let id = exchange::text_of(json, "id");
    let plain: String = id
        .chars()
        .take(40)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let plain = match plain.as_str() {
        "" => "deck".to_owned(),
        // These are the addresses of other pages of the desk.
        page if page == "class" || page.starts_with("course") => format!("deck-{page}"),
        _ => plain,
    };
    let all = [PREFIX, RESULTS[0], RESULTS[1], RESULTS[2]];
    let mut key = plain.clone();
    let mut number = 2_u32;
    while all.iter().any(|prefix| is_kept(workspace, prefix, &key)) {
        key = format!("{plain}-{number}");
        number += 1;
    }
    key
}

fn is_kept(workspace: &Workspace, prefix: &str, key: &str) -> bool {
    let key = format!("{prefix}{key}");
    workspace.kept(Shelf::Learning, &key).is_some()
}

/// What tells a deck from all others, its id among it, however its JSON was written.
fn mark(json: &Value) -> String {
    match read_deck(json) {
        Ok(deck) => json_mark(&deck.to_json()),
        Err(_) => json_mark(json),
    }
}

/// The rulebook under which a deck's answers are right: its own, else the team's or the published one of its id, with the team's ideal
/// customer, as everywhere.
pub fn rulebook_of(session: Session, deck: &Deck) -> Option<Rulebook> {
    session.look(|desk| rulebook_in(&desk.workspace, &deck.rulebook))
}

/// The rulebook of an id, with the team's ideal customer.
pub fn rulebook_with_id(session: Session, id: &str) -> Option<Rulebook> {
    session.look(|desk| rulebook_in(&desk.workspace, &DeckRulebook::Known(id.to_owned())))
}

fn rulebook_in(workspace: &Workspace, named: &DeckRulebook) -> Option<Rulebook> {
    match named {
        DeckRulebook::Own(rulebook) => Some((**rulebook).clone()),
        DeckRulebook::Known(id) => workspace.rulebook(id).map(Cow::into_owned),
    }
}

fn of(key: String, json: Value) -> KeptDeck {
    let deck = read_deck(&json).map_err(|refusal| refusal.to_string());
    KeptDeck { key, json, deck }
}

#[cfg(test)]
mod tests {
    use super::{as_meant_in, free_key, removing, rulebook_in};
    use exchange::DeckRulebook;
    use model::{Day, Edit, Profile, ProfileItem, Shelf, Wanted, Workspace, contact_table};
    use serde_json::{Value, json};

    fn workspace() -> Workspace {
        Workspace::new("ours", Day::parse("2026-11-26").unwrap())
    }

    fn keep(workspace: &mut Workspace, key: &str, json: Value) {
        let edit = Edit::Keep {
            shelf: Shelf::Learning,
            key: key.to_owned(),
            json: Some(json),
        };
        workspace.apply(edit).unwrap();
    }

    fn deck(id: &str, text: &str) -> Value {
        json!({
            "format": "leadlens.deck/1", "id": id, "title": "A", "as_of": "2026-11-26", "rulebook": "house",
            "cases": [{ "id": "a", "text": text, "answer": "lead" }],
        })
    }

    #[test]
    fn no_deck_gets_anothers_results() {
        for results in ["test/ours", "poll/ours", "presented/ours"] {
            let mut workspace = workspace();
            keep(&mut workspace, "deck/ours", deck("ours", "One"));
            keep(&mut workspace, results, json!({}));
            for edit in removing(&workspace, "ours") {
                workspace.apply(edit).unwrap();
            }
            assert!(workspace.kept(Shelf::Learning, "deck/ours").is_none());
            assert_eq!(free_key(&workspace, &deck("ours", "Two")), "ours-2");
            // The same one comes back to its results, but not while another copy of it is there.
            assert_eq!(free_key(&workspace, &deck("ours", "One")), "ours");
            keep(&mut workspace, "deck/ours", deck("ours", "One"));
            assert_eq!(free_key(&workspace, &deck("ours", "One")), "ours-2");
        }
    }

    #[test]
    fn decks_are_judged_with_the_ideal_customer() {
        let mut workspace = workspace();
        let wanted = Wanted::OneOf(vec!["software".to_owned()]);
        let profile = Profile::new(vec![ProfileItem::new("industry", wanted)]);
        workspace.apply(Edit::SetProfile(Some(profile))).unwrap();
        let named = DeckRulebook::Known("house".to_owned());
        let judged = rulebook_in(&workspace, &named).unwrap();
        assert_eq!(&judged, &*workspace.rulebook("house").unwrap());
        // Which makes a difference.
        let facts = json!({ "attributes": { "industry": "software" } });
        let table = contact_table(&facts).unwrap();
        let published = model::published_rulebook("house").unwrap();
        let day = workspace.as_of();
        let fit = |rulebook| model::assess_alone(rulebook, &table, day).fit;
        assert_ne!(fit(&judged), fit(published));
        // A deck that brings its own keeps it.
        let own = DeckRulebook::of(&judged);
        assert_ne!(own, named);
        workspace.apply(Edit::SetProfile(None)).unwrap();
        assert_eq!(fit(&rulebook_in(&workspace, &own).unwrap()), fit(&judged));
    }

    #[test]
    fn what_comes_from_elsewhere_means_what_it_meant_there() {
        let deck = json!({ "id": "given", "rulebook": "house", "cases": [] });
        let mut workspace = workspace();
        assert_eq!(as_meant_in(&workspace, deck.clone()), deck);
        let published = workspace.rulebook("house").unwrap().into_owned();
        let wanted = Wanted::OneOf(vec!["software".to_owned()]);
        let profile = Profile::new(vec![ProfileItem::new("industry", wanted)]);
        workspace.apply(Edit::SetProfile(Some(profile))).unwrap();
        let meant = as_meant_in(&workspace, deck.clone());
        let own = model::parse_rulebook(&meant["rulebook"]).unwrap();
        assert_eq!(own.json["fit"], published.json["fit"]);
        assert_eq!(own.json["own_fit"], true);
        assert_eq!(
            rulebook_in(&workspace, &DeckRulebook::Own(Box::new(own.clone()))),
            Some(own)
        );
        // What brings a definition, or names one that nobody published, comes as it is.
        for other in [meant.clone(), json!({ "rulebook": "ours" }), json!({})] {
            assert_eq!(as_meant_in(&workspace, other.clone()), other);
        }
    }

    #[test]
    fn a_deck_that_left_nothing_behind_leaves_its_key() {
        let mut workspace = workspace();
        keep(&mut workspace, "deck/ours", deck("ours", "One"));
        assert_eq!(removing(&workspace, "ours").len(), 1);
        for edit in removing(&workspace, "ours") {
            workspace.apply(edit).unwrap();
        }
        assert_eq!(free_key(&workspace, &deck("ours", "Two")), "ours");
    }

    #[test]
    fn keys_are_no_addresses_of_other_pages() {
        let long = "a".repeat(60);
        for (id, expected) in [
            ("class", "deck-class"),
            ("course", "deck-course"),
            ("course/x", "deck-course-x"),
            ("classy", "classy"),
            ("q 1/2", "q-1-2"),
            ("", "deck"),
            (&long, &"a".repeat(40)),
        ] {
            assert_eq!(
                free_key(&workspace(), &json!({ "id": id })),
                expected,
                "{id}"
            );
        }
    }
}
