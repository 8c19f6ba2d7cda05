//! A place in a JSON value: what stands there, and the way to it should it have to be refused.

use crate::day::Day;
use crate::refusal::{MemberPath, Refusal, Step};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A value, or the lack of one, with the way to it. Costs nothing as long as nothing is refused.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'v, 'p> {
    value: Option<&'v Value>,
    way: Way<'v, 'p>,
}

#[derive(Clone, Copy)]
enum Way<'v, 'p> {
    Root,
    Member(&'p Spot<'v, 'p>, &'p str),
    Element(&'p Spot<'v, 'p>, usize),
}

/// Largest whole number that a 64-bit float tells from its neighbours.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;

impl<'v> Spot<'v, '_> {
    /// The whole value.
    pub(crate) fn root(value: &'v Value) -> Self {
        Spot {
            value: Some(value),
            way: Way::Root,
        }
    }

    /// A member of the object here; an empty spot if there is none.
    pub(crate) fn member<'s>(&'s self, key: &'s str) -> Spot<'v, 's> {
        Spot {
            value: self.value.and_then(|v| v.get(key)),
            way: Way::Member(self, key),
        }
    }

    /// A member that may be left out or null.
    pub(crate) fn optional<'s>(&'s self, key: &'s str) -> Option<Spot<'v, 's>> {
        let spot = self.member(key);
        spot.value.is_some_and(|v| !v.is_null()).then_some(spot)
    }

    /// The way to here, written out.
    pub(crate) fn path(&self) -> MemberPath {
        match self.way {
            Way::Root => MemberPath::root(),
            Way::Member(parent, key) => {
                let mut path = parent.path();
                path.push(Step::Key(key.into()));
                path
            }
            Way::Element(parent, index) => {
                let mut path = parent.path();
                path.push(Step::Index(index));
                path
            }
        }
    }

    /// What stands here, if anything.
    pub(crate) fn value(&self) -> Option<&'v Value> {
        self.value
    }

    /// Says that something else was expected here.
    pub(crate) fn refuse(&self, expected: impl Into<Cow<'static, str>>) -> Refusal {
        Refusal::new(&self.path(), expected, self.value)
    }

    pub(crate) fn object(&self) -> Result<&'v Map<String, Value>, Refusal> {
        self.value
            .and_then(Value::as_object)
            .ok_or_else(|| self.refuse("an object"))
    }

    /// The elements of the list here, which may be empty.
    pub(crate) fn list<'s>(&'s self) -> Result<impl Iterator<Item = Spot<'v, 's>>, Refusal> {
        let list = self
            .value
            .and_then(Value::as_array)
            .ok_or_else(|| self.refuse("a list"))?;
        Ok(list.iter().enumerate().map(|(index, value)| Spot {
            value: Some(value),
            way: Way::Element(self, index),
        }))
    }

    /// The elements of the list here, at least one.
    pub(crate) fn filled_list<'s>(
        &'s self,
        expected: &'static str,
    ) -> Result<impl Iterator<Item = Spot<'v, 's>>, Refusal> {
        match self.value {
            Some(Value::Array(list)) if !list.is_empty() => self.list(),
            _ => Err(self.refuse(expected)),
        }
    }

    pub(crate) fn text(&self, expected: &'static str) -> Result<&'v str, Refusal> {
        self.value
            .and_then(Value::as_str)
            .ok_or_else(|| self.refuse(expected))
    }

    /// Text that is not blank.
    pub(crate) fn filled_text(&self, expected: &'static str) -> Result<&'v str, Refusal> {
        match self.text(expected)? {
            text if text.trim().is_empty() => Err(self.refuse(expected)),
            text => Ok(text),
        }
    }

    pub(crate) fn number(&self, expected: &'static str) -> Result<f64, Refusal> {
        self.value
            .and_then(Value::as_f64)
            .filter(|n| n.is_finite())
            .ok_or_else(|| self.refuse(expected))
    }

    /// A whole number, also written `2.0`.
    pub(crate) fn whole(&self, expected: &'static str) -> Result<i64, Refusal> {
        let number = self.number(expected)?;
        if number.fract() == 0.0 && number.abs() <= MAX_WHOLE {
            #[expect(clippy::cast_possible_truncation, reason = "whole and within range")]
            Ok(number as i64)
        } else {
            Err(self.refuse(expected))
        }
    }

    /// How many times: a whole number from 1. What is over any count that can occur becomes the largest.
    pub(crate) fn count(&self, expected: &'static str) -> Result<u64, Refusal> {
        let number = self.number(expected)?;
        if number.fract() == 0.0 && number >= 1.0 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "positive; too large becomes the largest"
            )]
            Ok(number as u64)
        } else {
            Err(self.refuse(expected))
        }
    }

    pub(crate) fn day(&self, expected: &'static str) -> Result<Day, Refusal> {
        self.value
            .and_then(Value::as_str)
            .and_then(Day::parse)
            .ok_or_else(|| self.refuse(expected))
    }
}
