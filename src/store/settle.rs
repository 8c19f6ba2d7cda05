//! Putting a space in order after it was opened for writing: nothing unreadable is lost, and nothing is left over.

use std::collections::BTreeMap;

use crate::aside::set_aside;
use crate::keeper::Keeper;
use crate::key::Key;
use crate::opened::SetAside;
use crate::sealed::Unreadable;
use crate::space::Space;

impl<S: Space> Keeper<S> {
    /// Sets the texts aside that must be kept, writes the manifest where it is not what it should be, and sweeps.
    /// What cannot be done now is left as it is; the state that was found can still be read.
    pub(crate) fn settle(
        &mut self,
        keep: BTreeMap<Key, Option<Unreadable>>,
        repaired: bool,
    ) -> Vec<SetAside> {
        let mut set_asides = Vec::new();
        let alter = repaired || !keep.is_empty();
        for (key, why) in keep {
            let copy = match set_aside(&mut self.space, &key) {
                Ok(Some(copy)) => copy,
                Ok(None) => continue,
                Err(_) => {
                    self.manifest.kept.insert(key.clone());
                    key.clone()
                }
            };
            set_asides.push(SetAside {
                segment: key.segment_name(),
                in_place: copy == key,
                key: copy.to_string(),
                why,
            });
        }
        if alter {
            self.settled = false;
            let mut manifest = self.manifest.clone();
            manifest.save = self.highest.max(manifest.save) + 1;
            // Not settled, then: nothing is swept, and the next save writes the manifest.
            let _ = self.commit(manifest);
        } else if self.found.is_some() {
            self.mirror();
        }
        self.sweep();
        set_asides
    }
}
