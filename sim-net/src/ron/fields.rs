//! Groups of named fields, taken apart.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Body, Field, Kind, Span, Value, Word, Wrong, nearest, one_of, quoted};

/// How a structure is written: for reading it, and for saying what is wrong.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Its name, which may stand before the parentheses: `Episode`.
    pub name: &'static str,
    /// What it is: `episode`.
    pub noun: &'static str,
    /// What is written at least, or most often: `(at: ..., fault: ...)`.
    pub form: &'static str,
    /// All its fields, in the order in which they are printed.
    pub fields: &'static [&'static str],
}

/// The fields that were given for a structure: all known, none twice.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'v> {
    given: &'v [Field],
    // What has no name, or the name, to be underlined if something is missing.
    span: Span,
    // What they belong to, and what that may have.
    owner: Owner<'v>,
}

#[derive(Clone, Copy, Debug)]
enum Owner<'v> {
    Noun(&'static str),
    Name(&'v str),
}

impl Owner<'_> {
    fn named(&self) -> String {
        match self {
            Owner::Noun(noun) => format!("this {noun}"),
            Owner::Name(name) => quoted(name),
        }
    }
}

impl Shape {
    /// Takes a group of fields apart, with or without the structure's name before it.
    ///
    /// # Errors
    /// It is something else, or has a field that isn't known or was given before.
    pub fn read<'v>(&self, value: &'v Value) -> Result<Fields<'v>, Wrong> {
        let is_other = || value.is_no(self.noun).expected(format!("`{}`", self.form));
        let Kind::Group(name, body) = &value.kind else {
            let wrong = is_other();
            if let Kind::Map(_) = value.kind {
                let help = "fields stand in parentheses, their names without quotes";
                return Err(wrong.help(help));
            }
            return Err(wrong);
        };
        if name.as_ref().is_some_and(|name| name.text != self.name) {
            return Err(is_other());
        }
        match body {
            Body::Fields(given) => {
                Fields::checked(given, value.span, Owner::Noun(self.noun), self.fields)
            }
            Body::Items(items) if items.is_empty() => {
                Ok(Fields { given: &[], span: value.span, owner: Owner::Noun(self.noun) })
            }
            Body::Bare | Body::Items(_) => Err(is_other()),
        }
    }
}

impl<'v> Fields<'v> {
    /// The fields in the parentheses behind a name.
    pub(super) fn behind(
        name: &'v Word,
        body: &'v Body,
        known: &'static [&'static str],
    ) -> Result<Fields<'v>, Wrong> {
        let owner = Owner::Name(&name.text);
        match body {
            Body::Fields(given) => Fields::checked(given, name.span, owner, known),
            Body::Items(items) => match items.first() {
                None => Ok(Fields { given: &[], span: name.span, owner }),
                Some(first) => {
                    let said = format!("the fields of {} have names", owner.named());
                    let named: Vec<String> = known
                        .iter()
                        .take(items.len())
                        .map(|field| format!("{field}: ..."))
                        .collect();
                    let help = format!("write `{}({})`", name.text, named.join(", "));
                    Err(Wrong::new(first.span, said).help(help))
                }
            },
            Body::Bare => Ok(Fields { given: &[], span: name.span, owner }),
        }
    }

    fn checked(
        given: &'v [Field],
        span: Span,
        owner: Owner<'v>,
        known: &'static [&'static str],
    ) -> Result<Fields<'v>, Wrong> {
        for (count, Field { name, .. }) in given.iter().enumerate() {
            if !known.contains(&name.text.as_str()) {
                let said = format!("{} has no field {}", owner.named(), quoted(&name.text));
                let wrong = Wrong::new(name.span, said).expected(one_of(known));
                return Err(wrong.near(nearest(&name.text, known)));
            }
            if let Some(first) = given[..count].iter().find(|other| other.name.text == name.text) {
                let said = format!("the field {} is given twice", quoted(&name.text));
                return Err(Wrong::new(name.span, said).other("the first one is", first.name.span));
            }
        }
        Ok(Fields { given, span, owner })
    }

    /// The field as it stands there, if it is given.
    pub fn given(&self, name: &str) -> Option<&'v Value> {
        self.given.iter().find(|field| field.name.text == name).map(|field| &field.value)
    }

    /// Where to point at, if the whole makes no sense.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What must be given.
    ///
    /// # Errors
    /// It isn't given, or makes no sense.
    pub fn required<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, Wrong>,
    ) -> Result<T, Wrong> {
        let Some(value) = self.given(name) else {
            let said = format!("{} needs the field `{name}`", self.owner.named());
            return Err(Wrong::new(self.span, said));
        };
        read(value.bare())
    }

    /// What may be left out, and is nothing then.
    ///
    /// # Errors
    /// It makes no sense.
    pub fn optional<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, Wrong>,
    ) -> Result<Option<T>, Wrong> {
        match self.given(name).map(Value::bare) {
            None | Some(Value { kind: Kind::Option(None), .. }) => Ok(None),
            Some(value) => read(value).map(Some),
        }
    }

    /// What may be left out, and is as it is by default then.
    ///
    /// # Errors
    /// It makes no sense.
    pub fn or<T>(
        &self,
        name: &str,
        default: T,
        read: impl FnOnce(&Value) -> Result<T, Wrong>,
    ) -> Result<T, Wrong> {
        self.given(name).map_or(Ok(default), |value| read(value.bare()))
    }
}
