//! The quiz that is open, and how it changes.

use crate::session::Session;
use leptos::prelude::*;
use model::quiz::changes::{Changed, set_member};
use model::quiz::{QuizProblem, can_be_played, changes_between, for_others, variant_of};
use model::{Edit, MemberPath, Shelf, Typing};
use serde_json::Value;

/// The quiz that is open: the original, or one of its variants as somebody who gets it sees it. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The program it is open in.
    pub session: Session,
    key: StoredValue<String>,
    /// The id of the variant that is edited; `None` for the original.
    pub variant: RwSignal<Option<String>>,
    /// The list that something was just added to, and its id: it opens, and the focus goes there.
    fresh: RwSignal<Option<(String, String)>>,
    /// The quiz as it is kept, with its variants.
    pub kept: Memo<Value>,
    /// What is edited: the original without variants, or the variant.
    pub shown: Memo<Value>,
    /// The quiz as others get it, with its variants; or the sentence that says why nobody could play it.
    pub ready: Memo<Result<Value, QuizProblem>>,
}

impl Draft {
    /// The kept quiz of this key.
    pub fn new(session: Session, key: &str) -> Draft {
        let key = StoredValue::new(key.to_owned());
        let variant = RwSignal::new(None::<String>);
        let kept = Memo::new(move |_| {
            session.quizzes.track();
            let key = key.get_value();
            session.look(|desk| desk.workspace.quiz(&key).cloned().unwrap_or_default())
        });
        let shown = Memo::new(move |_| {
            let variant = variant.get();
            kept.with(|kept| {
                let changed = variant.and_then(|id| variant_of(kept, &id));
                changed.unwrap_or_else(|| without_variants(kept))
            })
        });
        let ready = Memo::new(move |_| {
            session.rules.track();
            kept.with(|kept| {
                let ready = session
                    .look(|desk| for_others(kept, &desk.workspace))
                    .map_err(|sentence| QuizProblem {
                        sentence,
                        place: "/rulebook".to_owned(),
                    })?;
                can_be_played(&ready)?;
                Ok(ready)
            })
        });
        Draft {
            session,
            key,
            variant,
            fresh: RwSignal::new(None),
            kept,
            shown,
            ready,
        }
    }

    /// What others get of what is edited: the variant, if one is.
    pub fn played(self) -> Result<Value, QuizProblem> {
        let variant = self.variant.get();
        self.ready.get().map(|ready| {
            let changed = variant.and_then(|id| variant_of(&ready, &id));
            changed.unwrap_or_else(|| without_variants(&ready))
        })
    }

    /// The text at a place such as `/questions/0/text`; a number as it is written; empty for nothing.
    pub fn text(self, place: &str) -> String {
        self.shown.with(|quiz| match quiz.pointer(place) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(yes)) => (if *yes { "yes" } else { "no" }).to_owned(),
            _ => String::new(),
        })
    }

    /// What is wrong with what stands at a place, if that is what keeps the quiz from being played.
    pub fn problem_at(self, place: &str) -> Option<String> {
        self.ready.with(|ready| match ready {
            Err(problem) if problem.place == place => Some(problem.sentence.clone()),
            _ => None,
        })
    }

    /// Whether the place holds true.
    pub fn flag(self, place: &str) -> bool {
        self.shown
            .with(|quiz| quiz.pointer(place) == Some(&Value::Bool(true)))
    }

    /// Sets what stands at a place, or takes it out.
    pub fn set(self, place: &str, value: Option<Value>, label: &str) {
        self.change(label, |quiz| set_member(quiz, &path(place), value));
    }

    /// As [`Draft::set`] for what is being typed: all letters into the same place are one step of undo.
    pub fn type_in(self, place: &str, value: Option<Value>, label: &str) {
        let changed = self
            .changed_by()
            .with_untracked(|quiz| set_member(quiz, &path(place), value));
        let variant = self.variant.get_untracked().unwrap_or_default();
        let typing = Typing::kept(
            Shelf::Quizzes,
            &self.key.get_value(),
            &format!("{variant}{place}"),
        );
        self.keep(changed, label, Some(typing));
    }

    /// Makes a change of what is edited. What stands against it, and what had to change besides, is said on the screen.
    pub fn change(self, label: &str, change: impl FnOnce(&Value) -> Result<Changed, String>) {
        let changed = self.changed_by().with_untracked(change);
        self.keep(changed, label, None);
    }

    /// As [`Draft::change`] for a change that adds an element to the list at a place; [`Draft::is_fresh`] knows it.
    pub fn add(
        self,
        list: &str,
        label: &str,
        change: impl FnOnce(&Value) -> Result<Changed, String>,
    ) {
        let before = self.shown.with_untracked(|quiz| ids(quiz, list));
        self.fresh.set(None);
        let changed = self.changed_by().with_untracked(change);
        if let Ok(changed) = &changed {
            let mut added = ids(&changed.quiz, list).into_iter();
            let added = added.find(|id| !before.contains(id));
            self.fresh.set(added.map(|id| (list.to_owned(), id)));
        }
        self.keep(changed, label, None);
    }

    /// Whether an element of the list at a place was just added; asked once, when it is made.
    pub fn is_fresh(self, list: &str, id: &str) -> bool {
        self.fresh
            .with_untracked(|fresh| matches!(fresh, Some((l, i)) if l == list && i == id))
    }

    /// Makes a change of the quiz as it is kept, variants and all.
    pub fn change_kept(self, label: &str, change: impl FnOnce(&mut Value)) {
        let mut quiz = self.kept.get_untracked();
        change(&mut quiz);
        let _ = self.apply(quiz, label, None);
    }

    /// Removes the quiz from the workspace.
    pub fn remove(self) {
        let key = self.key.get_value();
        let title = self.kept.with_untracked(title);
        let edit = Edit::Keep {
            shelf: Shelf::Quizzes,
            key,
            json: None,
        };
        if self
            .session
            .apply_as(edit, format!("Remove quiz “{title}”"))
            .is_ok()
        {
            self.session
                .say(format!("“{title}” is removed. Undo brings it back."));
        }
    }

    /// What a change is made of: the variant that is edited, or else the quiz with all its variants, whose changes name what it has.
    fn changed_by(self) -> Memo<Value> {
        match self.variant.get_untracked() {
            Some(_) => self.shown,
            None => self.kept,
        }
    }

    fn keep(self, changed: Result<Changed, String>, label: &str, typing: Option<Typing>) {
        let changed = changed.and_then(|changed| {
            let quiz = self.with_shown(changed.quiz)?;
            Ok((quiz, changed.said))
        });
        match changed {
            Err(why) => self.session.warn(why),
            Ok((quiz, said)) => {
                if self.apply(quiz, label, typing) && !said.is_empty() {
                    self.session.say(said.join(" "));
                }
            }
        }
    }

    /// The kept quiz after what is edited became `shown`.
    fn with_shown(self, mut shown: Value) -> Result<Value, String> {
        let mut kept = self.kept.get_untracked();
        match self.variant.get_untracked() {
            None => {
                // JSON that somebody wrote anew says nothing of the variants; they stay.
                if let (Some(members), Some(variants)) =
                    (shown.as_object_mut(), kept.get("variants"))
                    && !members.contains_key("variants")
                {
                    members.insert("variants".to_owned(), variants.clone());
                }
                Ok(shown)
            }
            Some(id) => {
                let changes = changes_between(&without_variants(&kept), &shown)?;
                let variants = kept.get_mut("variants").and_then(Value::as_array_mut);
                let mut variants = variants.into_iter().flatten();
                let variant = variants
                    .find(|v| v.get("id").and_then(Value::as_str) == Some(&id))
                    .and_then(Value::as_object_mut);
                if let Some(variant) = variant {
                    variant.insert("changes".to_owned(), changes);
                }
                Ok(kept)
            }
        }
    }

    /// Keeps the quiz. Whether it is kept now; if not, why is on the screen.
    fn apply(self, quiz: Value, label: &str, typing: Option<Typing>) -> bool {
        if self.kept.with_untracked(|kept| *kept == quiz) {
            return true;
        }
        let edit = Edit::Keep {
            shelf: Shelf::Quizzes,
            key: self.key.get_value(),
            json: Some(quiz),
        };
        let label = format!("Quiz: {label}");
        let made = match typing {
            Some(typing) => self.session.type_in(edit, label, typing),
            None => self.session.apply_as(edit, label),
        };
        made.is_ok()
    }
}

/// What a quiz is called: its title, or else its id.
pub fn title(quiz: &Value) -> String {
    let named = |member: &str| {
        let text = quiz.get(member)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    named("title")
        .or_else(|| named("id"))
        .unwrap_or_else(|| "Quiz".to_owned())
}

/// The ids of the elements of the list at a place.
fn ids(quiz: &Value, list: &str) -> Vec<String> {
    let elements = quiz.pointer(list).and_then(Value::as_array);
    let ids = elements
        .into_iter()
        .flatten()
        .filter_map(|e| e.get("id")?.as_str());
    ids.map(str::to_owned).collect()
}

fn without_variants(quiz: &Value) -> Value {
    let mut quiz = quiz.clone();
    if let Some(members) = quiz.as_object_mut() {
        members.shift_remove("variants");
    }
    quiz
}

/// The path of a place such as `/questions/0/text`.
fn path(place: &str) -> MemberPath {
    let steps = place.split('/').skip(1);
    steps.fold(MemberPath::root(), |path, step| match step.parse() {
        Ok(place) => path.index(place),
        Err(_) => path.key(step),
    })
}

#[cfg(test)]
mod tests {
    use super::{path, title};
    use serde_json::json;

    #[test]
    fn places_are_paths() {
        for (place, expected) in [
            ("/title", "title"),
            ("/questions/2/text", "questions[2].text"),
            ("/results/0/action/href", "results[0].action.href"),
        ] {
            assert_eq!(path(place).written(), expected);
        }
    }

    #[test]
    fn a_quiz_has_a_name() {
        for (quiz, expected) in [
            (json!({ "title": "A", "id": "a" }), "A"),
            (json!({ "title": " ", "id": "a" }), "a"),
            (json!({ "id": 3 }), "Quiz"),
        ] {
            assert_eq!(title(&quiz), expected);
        }
    }
}
