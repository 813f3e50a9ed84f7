//! Named alternatives, each with its own parentheses.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::named::{no_name, no_such};
use super::{Body, Fields, Kind, Span, Value, Word, Wrong, one_of, quoted};

/// Alternatives of which one is written: for reading it, and for saying what is wrong.
#[derive(Debug)]
pub struct Choice<T: 'static> {
    /// What it is: `fault`.
    pub noun: &'static str,
    /// What can be written instead of one of these names, in words, if something can.
    pub or: Option<&'static str>,
    /// All alternatives.
    pub variants: &'static [Variant<T>],
}

/// One of the alternatives.
#[derive(Debug)]
pub struct Variant<T> {
    /// Its name.
    pub name: &'static str,
    /// What stands in its parentheses, as one would write it: nothing, `(2)`, `(...)`.
    pub form: &'static str,
    /// Its fields, if they have names.
    pub fields: &'static [&'static str],
    /// Reads the rest.
    pub read: fn(&Given<'_>) -> Result<T, Wrong>,
}

/// An alternative as somebody wrote it.
#[derive(Clone, Copy, Debug)]
pub struct Given<'v> {
    name: &'v Word,
    body: &'v Body,
    /// Where it stands.
    pub(crate) span: Span,
    form: &'static str,
    fields: &'static [&'static str],
}

// How a name is written that somebody wrote otherwise.
const ONE: &str = "needs one value in parentheses";
const TWO: &str = "needs two values in parentheses";
const NAMELESS: &str = "takes values without names";

impl<T> Choice<T> {
    /// Reads one of the alternatives.
    ///
    /// # Errors
    /// It is none of them, or makes no sense.
    pub fn read(&self, value: &Value) -> Result<T, Wrong> {
        // `None` is a name like others where there is one.
        let none = Word { text: String::from("None"), span: value.span };
        let (name, body) = if let Kind::Group(Some(name), body) = &value.kind {
            (name, body)
        } else if matches!(value.kind, Kind::Option(None)) && self.names().contains(&"None") {
            (&none, &Body::Bare)
        } else {
            return Err(no_name(value, self.noun, &self.names(), self.expected()));
        };
        let Some(variant) = self.variants.iter().find(|variant| variant.name == name.text) else {
            return Err(no_such(name, self.noun, &self.names(), self.expected()));
        };
        let Variant { form, fields, .. } = *variant;
        (variant.read)(&Given { name, body, span: value.span, form, fields })
    }

    /// The names of all alternatives.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.variants.iter().map(|variant| variant.name).collect()
    }

    fn expected(&self) -> String {
        match self.or {
            None => one_of(&self.names()),
            Some(or) => format!("{or} or {}", one_of(&self.names())),
        }
    }
}

impl<'v> Given<'v> {
    /// Nothing but the name.
    ///
    /// # Errors
    /// Something stands in parentheses behind it.
    pub fn nothing(&self) -> Result<(), Wrong> {
        if self.body.is_empty() {
            Ok(())
        } else {
            Err(self.otherwise("stands without parentheses"))
        }
    }

    /// One value without a name.
    ///
    /// # Errors
    /// It is no single one, or makes no sense.
    pub fn one<A>(&self, read: impl FnOnce(&Value) -> Result<A, Wrong>) -> Result<A, Wrong> {
        match self.body {
            Body::Items(items) => match items.as_slice() {
                [one] => read(one.bare()),
                _ => Err(self.otherwise(ONE)),
            },
            Body::Bare => Err(self.otherwise(ONE)),
            Body::Fields(_) => Err(self.otherwise(NAMELESS)),
        }
    }

    /// One group of fields, in its own parentheses or, as one reads it more easily, in these.
    pub(crate) fn group<A>(
        &self,
        read: impl FnOnce(&Value) -> Result<A, Wrong>,
    ) -> Result<A, Wrong> {
        let Body::Fields(_) = self.body else { return self.one(read) };
        read(&Value { span: self.span, kind: Kind::Group(None, self.body.clone()) })
    }

    /// Two values without names.
    pub(crate) fn two<A, B>(
        &self,
        first: impl FnOnce(&Value) -> Result<A, Wrong>,
        second: impl FnOnce(&Value) -> Result<B, Wrong>,
    ) -> Result<(A, B), Wrong> {
        match self.body {
            Body::Items(items) => match items.as_slice() {
                [one, other] => Ok((first(one.bare())?, second(other.bare())?)),
                _ => Err(self.otherwise(TWO)),
            },
            Body::Bare => Err(self.otherwise(TWO)),
            Body::Fields(_) => Err(self.otherwise(NAMELESS)),
        }
    }

    /// Its fields.
    ///
    /// # Errors
    /// They have no names, or one isn't known or was given before.
    pub fn fields(&self) -> Result<Fields<'v>, Wrong> {
        Fields::behind(self.name, self.body, self.fields)
    }

    fn otherwise(&self, how: &str) -> Wrong {
        let name = &self.name.text;
        let said = format!("{} {how}", quoted(name));
        Wrong::new(self.span, said).expected(format!("`{name}{}`", self.form))
    }
}
