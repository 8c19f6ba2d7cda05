//! A place in JSON data: what stands there, and the way to it should it have to be refused.
//!
//! Reading goes on behind what is refused, with something harmless in its place; the first refusal is kept in a [`Log`] and told at
//! the end. So what reads needs no way out at every step, which is half of its code.

use crate::day::Day;
use crate::node::Node;
use crate::refusal::{MemberPath, Refusal, Step};
use std::cell::RefCell;

/// The first refusal.
#[derive(Debug, Default)]
pub(crate) struct Log(RefCell<Option<Refusal>>);

impl Log {
    /// Notes a refusal, if it is the first.
    pub(crate) fn note(&self, refusal: Refusal) {
        if let Ok(mut first) = self.0.try_borrow_mut()
            && first.is_none()
        {
            *first = Some(refusal);
        }
    }

    /// Whether nothing was refused.
    pub(crate) fn is_clean(&self) -> bool {
        self.0.try_borrow().is_ok_and(|first| first.is_none())
    }

    /// The refusal, if there is one.
    #[cfg(feature = "workspace")]
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        match self.0.try_borrow().ok().as_deref() {
            Some(Some(refusal)) => Err(refusal.clone()),
            _ => Ok(()),
        }
    }

    /// What was read, unless something was refused.
    pub(crate) fn result<T>(self, read: T) -> Result<T, Refusal> {
        match self.0.into_inner() {
            None => Ok(read),
            Some(refusal) => Err(refusal),
        }
    }
}

/// A value, or the lack of one, with the way to it.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'v, 'p> {
    node: Option<Node<'v>>,
    way: Way<'v, 'p>,
    log: &'p Log,
}

#[derive(Clone, Copy)]
enum Way<'v, 'p> {
    Root,
    Member(&'p Spot<'v, 'p>, &'p str),
    Element(&'p Spot<'v, 'p>, usize),
}

/// Largest whole number that a 64-bit float tells from its neighbours.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;

impl<'v, 'p> Spot<'v, 'p> {
    /// The whole.
    pub(crate) fn root(node: Node<'v>, log: &'p Log) -> Self {
        Spot {
            node: Some(node),
            way: Way::Root,
            log,
        }
    }

    /// A member of the object here; an empty spot if there is none.
    pub(crate) fn member<'s>(&'s self, key: &'s str) -> Spot<'v, 's> {
        self.member_at(key, self.node.and_then(|n| n.member(key)))
    }

    /// A member that has been looked up.
    pub(crate) fn member_at<'s>(&'s self, key: &'s str, node: Option<Node<'v>>) -> Spot<'v, 's> {
        Spot {
            node,
            way: Way::Member(self, key),
            log: self.log,
        }
    }

    /// A member that may be left out or null.
    pub(crate) fn optional<'s>(&'s self, key: &'s str) -> Option<Spot<'v, 's>> {
        let spot = self.member(key);
        spot.node.is_some_and(|n| !n.is_null()).then_some(spot)
    }

    /// The way to here, written out.
    pub(crate) fn path(&self) -> MemberPath {
        let (parent, step) = match self.way {
            Way::Root => return MemberPath::root(),
            Way::Member(parent, key) => (parent, Step::Key(key.into())),
            Way::Element(parent, index) => (parent, Step::Index(index)),
        };
        let mut path = parent.path();
        path.push(step);
        path
    }

    /// What stands here, if anything.
    pub(crate) fn node(&self) -> Option<Node<'v>> {
        self.node
    }

    /// Says that something else was expected here.
    pub(crate) fn refuse(&self, expected: &'static str) {
        let found = match self.node {
            Some(node) => node.describe(),
            None => "nothing".to_owned(),
        };
        self.refuse_saying(expected, found);
    }

    /// Says that something else was expected here, and in its own words what was found.
    pub(crate) fn refuse_saying(&self, expected: &'static str, found: String) {
        // What comes behind the first is not told, so its path is not worth writing out.
        if self.log.is_clean() {
            self.log.note(Refusal::saying(self.path(), expected, found));
        }
    }

    /// What was found, or nothing and a refusal.
    fn found<T: Default>(&self, found: Option<T>, expected: &'static str) -> T {
        match found {
            Some(found) => found,
            None => {
                self.refuse(expected);
                T::default()
            }
        }
    }

    /// The members of the object here.
    pub(crate) fn members(&self) -> Vec<(&'v str, Node<'v>)> {
        self.found(self.node.and_then(Node::members), "an object")
    }

    /// Refuses what is no object.
    pub(crate) fn object(&self) {
        self.members();
    }

    /// Looks at the members of the object here.
    pub(crate) fn each_member(&self, look: &mut dyn FnMut(&'v str, &Spot<'v, '_>)) {
        for (key, node) in self.members() {
            look(key, &self.member_at(key, Some(node)));
        }
    }

    /// Looks at a member, if it is there and not null.
    pub(crate) fn given(&self, key: &str, look: &mut dyn FnMut(&Spot<'v, '_>)) {
        if let Some(spot) = self.optional(key) {
            look(&spot);
        }
    }

    /// Looks at the elements of the list here, which has at least so many.
    pub(crate) fn each(
        &self,
        least: usize,
        expected: &'static str,
        look: &mut dyn FnMut(&Spot<'v, '_>),
    ) {
        for spot in &self.elements(least, expected) {
            look(spot);
        }
    }

    /// Looks at the elements of a list that may be left out.
    pub(crate) fn each_of(&self, key: &str, look: &mut dyn FnMut(&Spot<'v, '_>)) {
        self.given(key, &mut |list| list.each(0, "a list", look));
    }

    /// The text of a member, not blank.
    pub(crate) fn filled_text_of(&self, key: &str, expected: &'static str) -> &'v str {
        self.member(key).filled_text(expected)
    }

    /// The text of a member that may be left out.
    pub(crate) fn text_or(&self, key: &str, other: &'v str) -> &'v str {
        match self.optional(key) {
            Some(text) => text.text("a text"),
            None => other,
        }
    }

    /// The elements of the list here, which may be empty.
    #[cfg(feature = "workspace")]
    pub(crate) fn list<'s>(&'s self) -> Vec<Spot<'v, 's>> {
        self.elements(0, "a list")
    }

    /// The elements of the list here, at least one.
    pub(crate) fn filled_list<'s>(&'s self, expected: &'static str) -> Vec<Spot<'v, 's>> {
        self.elements(1, expected)
    }

    fn elements<'s>(&'s self, least: usize, expected: &'static str) -> Vec<Spot<'v, 's>> {
        let list = self.node.and_then(Node::list);
        let list = self.found(list.filter(|l| l.len() >= least), expected);
        let mut spots = Vec::with_capacity(list.len());
        for (index, node) in list.into_iter().enumerate() {
            spots.push(Spot {
                node: Some(node),
                way: Way::Element(self, index),
                log: self.log,
            });
        }
        spots
    }

    pub(crate) fn text(&self, expected: &'static str) -> &'v str {
        self.found(self.node.and_then(Node::text), expected)
    }

    /// Text that is not blank.
    pub(crate) fn filled_text(&self, expected: &'static str) -> &'v str {
        let text = self.node.and_then(Node::text);
        self.found(text.filter(|t| !t.trim().is_empty()), expected)
    }

    pub(crate) fn number(&self, expected: &'static str) -> f64 {
        self.number_that(&|_| true, expected)
    }

    /// A finite number of which this holds.
    pub(crate) fn number_that(&self, holds: &dyn Fn(f64) -> bool, expected: &'static str) -> f64 {
        let number = self.node.and_then(Node::number);
        self.found(number.filter(|n| n.is_finite() && holds(*n)), expected)
    }

    /// A whole number from `least`, also written `2.0`.
    pub(crate) fn whole(&self, least: i64, expected: &'static str) -> i64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "whole and within range"
        )]
        let number = self.number_that(
            &|n| n.fract() == 0.0 && n.abs() <= MAX_WHOLE && n >= least as f64,
            expected,
        ) as i64;
        number
    }

    /// How many times: a whole number from 1. What is over any count that can occur becomes the largest.
    pub(crate) fn count(&self, expected: &'static str) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "positive; too large becomes the largest"
        )]
        let number = self.number_that(&|n| n.fract() == 0.0 && n >= 1.0, expected) as u64;
        number
    }

    /// A date.
    pub(crate) fn day(&self, expected: &'static str) -> Option<Day> {
        let day = self.node.and_then(Node::text).and_then(Day::parse);
        if day.is_none() {
            self.refuse(expected);
        }
        day
    }
}
