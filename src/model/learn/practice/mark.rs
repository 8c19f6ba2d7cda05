//! Whether a definition still is what it was.

use crate::rulebook::Rulebook;
use serde_json::Value;

/// Members that only people read: stories do not change with them.
const WORDS: [&str; 5] = ["name", "summary", "source", "playbook", "stale_after_days"];

/// Sixteen digits that are others when a definition decides otherwise, and mostly the same when it does not.
#[must_use]
pub fn rulebook_mark(rulebook: &Rulebook) -> String {
    let mut json = rulebook.json.clone();
    if let Some(members) = json.as_object_mut() {
        members.retain(|member, _| !WORDS.contains(&member.as_str()));
    }
    json_mark(&json)
}

/// Sixteen digits that are others when the JSON is another.
#[must_use]
pub fn json_mark(json: &Value) -> String {
    // FNV-1a, 64 bits. Source: Fowler, Noll and Vo, draft-eastlake-fnv.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in Value::to_string(json).bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::rulebook_mark;
    use crate::published::published_rulebook;

    #[test]
    fn what_decides_is_marked() {
        let house = published_rulebook("house").unwrap();
        let mark = rulebook_mark(house);
        assert_eq!(mark.len(), 16);
        assert_ne!(
            mark,
            rulebook_mark(published_rulebook("conversation").unwrap())
        );
        let mut other = house.clone();
        other.json["summary"] = "Ours.".into();
        assert_eq!(rulebook_mark(&other), mark);
        other.json["gates"]["lead"] = serde_json::json!({ "any": [] });
        assert_ne!(rulebook_mark(&other), mark);
    }
}
