//! The notation of plans, links and layouts: RON, as a tree of values that know where they stand.
//!
//! A reader of our own, because a mistake is often found long after a value was read, three levels deep, and is
//! underlined all the same: so every value, name and field keeps its [`Span`].
//!
//! Deliberately absent: bytes, raw names, `inf` and `NaN`, suffixes of numbers, all of which no plan needs; floats,
//! because what decides is counted exactly, so a number keeps its digits. What is read here the crate `ron` reads too.

mod blank;
mod choice;
mod fields;
mod named;
mod near;
mod number;
mod parse;
mod path;
mod print;
mod quoted;
mod text;
mod wrong;

#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

pub(crate) use near::{nearest, one_of};
pub(crate) use number::Number;
pub(crate) use parse::parse;

pub use choice::{Choice, Given, Variant};
pub use fields::{Fields, Shape};
pub use named::named;
pub use print::Group;
pub use quoted::quoted;
pub use wrong::Wrong;

/// A stretch of a text, in bytes; what was not read from a text has an empty one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }
}

/// Anything that can be written in the notation.
#[derive(Clone, Debug)]
pub struct Value {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// `true`
    Bool(bool),
    /// `12`, `0x1f`, `0.25`
    Number(Number),
    /// `'c'`
    Char(char),
    /// `"150ms"`
    Text(String),
    /// `[1, 2]`
    List(Vec<Value>),
    /// `{"a": 1}`
    Map(Vec<(Value, Value)>),
    /// `None`, `Some(1)`
    Option(Option<Box<Value>>),
    /// `Name`, `Name(1)`, `(a: 1)`, `()`
    Group(Option<Word>, Body),
}

/// What stands in the parentheses of a group.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// There are none.
    Bare,
    /// Values, perhaps no single one.
    Items(Vec<Value>),
    /// Values with names, at least one.
    Fields(Vec<Field>),
}

impl Body {
    /// Whether nothing stands there.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Body::Bare => true,
            Body::Items(items) => items.is_empty(),
            Body::Fields(_) => false,
        }
    }
}

/// A name with where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// A value with its name.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: Word,
    pub(crate) value: Value,
}

impl Value {
    /// Where it stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What stands behind `Some`, or else the value itself.
    pub(crate) fn bare(&self) -> &Value {
        if let Kind::Option(Some(inner)) = &self.kind { inner.bare() } else { self }
    }

    /// The items of a list, or of a group without names; none of anything else.
    pub fn items(&self) -> &[Value] {
        let kind = &self.bare().kind;
        if let Kind::List(items) | Kind::Group(_, Body::Items(items)) = kind { items } else { &[] }
    }

    /// The field of this name, if there is one.
    pub fn field(&self, name: &str) -> Option<&Value> {
        let Kind::Group(_, Body::Fields(fields)) = &self.bare().kind else { return None };
        fields.iter().find(|field| field.name.text == name).map(|field| &field.value)
    }

    /// Where a part of a text stands, from one byte of it to another.
    ///
    /// A text with escapes isn't written as it reads: there it is the whole.
    pub fn part(&self, start: usize, end: usize) -> Span {
        let Kind::Text(text) = &self.kind else { return self.span };
        if self.span.end - self.span.start != text.len() + 2 {
            return self.span;
        }
        Span::new(self.span.start + 1 + start, self.span.start + 1 + end)
    }

    /// What this is, in words: `a number`.
    pub(crate) fn described(&self) -> String {
        match &self.kind {
            Kind::Bool(true) => "`true`".into(),
            Kind::Bool(false) => "`false`".into(),
            Kind::Number(_) => "a number".into(),
            Kind::Char(_) => "a character".into(),
            Kind::Text(_) => "text".into(),
            Kind::List(_) => "a list".into(),
            Kind::Map(_) => "a map".into(),
            Kind::Option(None) => "`None`".into(),
            Kind::Option(Some(_)) => "`Some`".into(),
            Kind::Group(Some(name), _) => quoted(&name.text),
            Kind::Group(None, Body::Fields(_)) => "a group of fields".into(),
            Kind::Group(None, Body::Bare | Body::Items(_)) => "a tuple".into(),
        }
    }

    /// The mistake that something else should stand here: a number is no duration.
    pub fn is_no(&self, noun: &str) -> Wrong {
        Wrong::new(self.span, alloc::format!("{} is no {noun}", self.described()))
    }
}
