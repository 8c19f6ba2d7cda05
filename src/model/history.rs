//! Undo and redo: a walk back and forth over the edits of a sitting.

use crate::change::Change;
use crate::edit::{Edit, EditError};
use crate::shelf::Shelf;
use crate::workspace::Workspace;

/// The edits that were made, each as the edit that takes it back, and those that were taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

#[derive(Clone, Debug)]
struct Step {
    label: String,
    /// What was typed into, so that the next letter joins the step.
    typing: Option<Typing>,
    /// Applied, it goes to the other side.
    edit: Edit,
}

/// What is typed into: all letters into the same are one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing(TypedInto);

#[derive(Clone, Debug, PartialEq, Eq)]
enum TypedInto {
    Fact(u32, String),
    Kept(Shelf, String, String),
}

impl Typing {
    /// A fact of a contact.
    #[must_use]
    pub fn fact(row: u32, attribute: &str) -> Typing {
        Typing(TypedInto::Fact(row, attribute.to_owned()))
    }

    /// A member of what is kept on a shelf.
    #[must_use]
    pub fn kept(shelf: Shelf, key: &str, member: &str) -> Typing {
        Typing(TypedInto::Kept(shelf, key.to_owned(), member.to_owned()))
    }
}

impl History {
    /// Applies an edit and remembers how to take it back, under [`Edit::label`]. What was undone before can no longer be redone.
    ///
    /// # Errors
    /// As [`Workspace::apply`]; nothing is changed then.
    pub fn apply(&mut self, workspace: &mut Workspace, edit: Edit) -> Result<Change, EditError> {
        let label = edit.label();
        self.apply_as(workspace, edit, label)
    }

    /// As [`History::apply`], under a label of one's own.
    ///
    /// # Errors
    /// As [`Workspace::apply`]; nothing is changed then.
    pub fn apply_as(
        &mut self,
        workspace: &mut Workspace,
        edit: Edit,
        label: String,
    ) -> Result<Change, EditError> {
        let change = edit.change(workspace);
        let edit = workspace.apply(edit)?;
        self.undone.clear();
        self.done.push(Step {
            label,
            typing: None,
            edit,
        });
        Ok(change)
    }

    /// As [`History::apply_as`] for a letter: while the same is typed into, all letters are one step, under the last label.
    ///
    /// # Errors
    /// As [`Workspace::apply`]; nothing is changed then.
    pub fn apply_typed(
        &mut self,
        workspace: &mut Workspace,
        edit: Edit,
        label: String,
        typing: Typing,
    ) -> Result<Change, EditError> {
        let typing = Some(typing);
        let joins = self.done.last().is_some_and(|last| last.typing == typing);
        let change = edit.change(workspace);
        let edit = workspace.apply(edit)?;
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if joins => last.label = label,
            _ => self.done.push(Step {
                label,
                typing,
                edit,
            }),
        }
        Ok(change)
    }

    /// Ends typing: the next letter begins a step of its own.
    pub fn end_typing(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.typing = None;
        }
    }

    /// Takes the last edit back; `None` when there is none.
    ///
    /// # Errors
    /// When the workspace was changed behind the history's back, so that the step does not fit; it is forgotten then.
    pub fn undo(&mut self, workspace: &mut Workspace) -> Option<Result<Change, EditError>> {
        Self::walk(&mut self.done, &mut self.undone, workspace)
    }

    /// Makes the edit again that was taken back last; `None` when there is none.
    ///
    /// # Errors
    /// As [`History::undo`].
    pub fn redo(&mut self, workspace: &mut Workspace) -> Option<Result<Change, EditError>> {
        Self::walk(&mut self.undone, &mut self.done, workspace)
    }

    fn walk(
        from: &mut Vec<Step>,
        to: &mut Vec<Step>,
        workspace: &mut Workspace,
    ) -> Option<Result<Change, EditError>> {
        let step = from.pop()?;
        let change = step.edit.change(workspace);
        Some(workspace.apply(step.edit).map(|edit| {
            to.push(Step {
                label: step.label,
                typing: None,
                edit,
            });
            change
        }))
    }

    /// What undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    /// What redo would make again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// The labels of what was done, the first first.
    pub fn labels(&self) -> impl Iterator<Item = &str> + '_ {
        self.done.iter().map(|step| step.label.as_str())
    }
}
