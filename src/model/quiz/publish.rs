//! A quiz as it leaves the workspace: whoever plays it must judge by the same rules.

use crate::parse::parse_rulebook;
use crate::published::published_rulebook;
use crate::rulebook::Rulebook;
use crate::workspace::Workspace;
use serde_json::Value;
use std::borrow::Cow;

/// The rulebook that judges a quiz: one of the workspace's by id, or the quiz's own.
///
/// # Errors
/// A sentence, when there is none.
pub fn rulebook_of<'w>(
    quiz: &Value,
    workspace: &'w Workspace,
) -> Result<Cow<'w, Rulebook>, String> {
    match quiz.get("rulebook") {
        Some(Value::String(id)) => workspace
            .rulebook(id)
            .ok_or_else(|| format!("There is no definition “{id}”. Choose another one.")),
        Some(own @ Value::Object(_)) => parse_rulebook(own)
            .map(Cow::Owned)
            .map_err(|error| format!("The definition in this quiz cannot be used: {error}")),
        _ => Err("Choose a definition for this quiz.".to_owned()),
    }
}

/// The quiz as others get it. A definition that is not the published one of its id, as the team changed it or has one of its own, goes
/// along in full: elsewhere nobody knows it.
///
/// # Errors
/// As [`rulebook_of`].
pub fn for_others(quiz: &Value, workspace: &Workspace) -> Result<Value, String> {
    let rulebook = rulebook_of(quiz, workspace)?;
    let known = published_rulebook(&rulebook.id).is_some_and(|r| r.json == rulebook.json);
    let by_id = quiz.get("rulebook").is_some_and(Value::is_string);
    let mut quiz = quiz.clone();
    if let (true, false, Some(members)) = (by_id, known, quiz.as_object_mut()) {
        members.insert("rulebook".to_owned(), rulebook.json.clone());
    }
    Ok(quiz)
}

#[cfg(test)]
mod tests {
    use super::for_others;
    use crate::{Day, Edit, Profile, ProfileItem, Wanted, Workspace, published_rulebook};
    use serde_json::{Value, json};

    #[test]
    fn others_get_the_rules_that_judge_here() {
        let mut own = published_rulebook("house").unwrap().json.clone();
        own["id"] = "ours".into();
        let mut workspace = Workspace::new("w", Day(0));
        let (id, json) = ("ours".to_owned(), Some(own.clone()));
        workspace.apply(Edit::SetRulebook { id, json }).unwrap();
        let rulebook = |workspace: &Workspace, rulebook: Value| {
            for_others(&json!({ "id": "q", "rulebook": rulebook }), workspace)
                .map(|q| q["rulebook"].clone())
        };
        assert_eq!(rulebook(&workspace, "house".into()), Ok("house".into()));
        assert_eq!(rulebook(&workspace, "ours".into()), Ok(own.clone()));
        assert_eq!(rulebook(&workspace, own.clone()), Ok(own));
        assert_eq!(
            rulebook(&workspace, "theirs".into()).unwrap_err(),
            "There is no definition “theirs”. Choose another one."
        );
        assert!(rulebook(&workspace, Value::Null).is_err());
        // An ideal customer stands in place of a definition's fit.
        let wanted = Wanted::OneOf(vec!["software".to_owned()]);
        let profile = Profile::new(vec![ProfileItem::new("industry", wanted)]);
        workspace.apply(Edit::SetProfile(Some(profile))).unwrap();
        let with_fit = rulebook(&workspace, "house".into()).unwrap();
        assert_eq!(with_fit, workspace.rulebook("house").unwrap().json);
        assert_ne!(with_fit, published_rulebook("house").unwrap().json);
    }
}
