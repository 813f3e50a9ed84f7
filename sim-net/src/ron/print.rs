//! Prints a tree of values: on one line what fits, else one item a line.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use super::{Body, Field, Kind, Number, Span, Value, Word};

const WIDTH: usize = 100;
const STEP: usize = 4;

/// In lines of up to 100 columns, but for rows of tables; without a line break at the end.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        lay_out(self, 0, 0, &mut text);
        f.write_str(&text)
    }
}

impl Value {
    pub(crate) fn new(kind: Kind) -> Value {
        Value { span: Span::default(), kind }
    }

    pub(crate) fn yes(is_so: bool) -> Value {
        Value::new(Kind::Bool(is_so))
    }

    /// A number.
    pub fn number(number: impl Into<u64>) -> Value {
        let number = number.into();
        Value::new(Kind::Number(Number { text: format!("{number}"), whole: Some(number) }))
    }

    /// A text, which is printed in quotes.
    pub fn text<T: AsRef<str> + ?Sized>(text: &T) -> Value {
        Value::new(Kind::Text(text.as_ref().into()))
    }

    /// A list of things, each as this makes a value of it.
    pub fn list<'i, T: 'i>(
        items: impl IntoIterator<Item = &'i T>,
        tree: impl Fn(&T) -> Value,
    ) -> Value {
        Value::new(Kind::List(items.into_iter().map(tree).collect()))
    }

    /// A bare name.
    pub fn word(name: &str) -> Value {
        Value::new(Kind::Group(Some(word(name)), Body::Bare))
    }

    pub(crate) fn tuple(name: Option<&str>, items: Vec<Value>) -> Value {
        Value::new(Kind::Group(name.map(word), Body::Items(items)))
    }

    /// Values by the texts that name them.
    pub fn map<'i, K: AsRef<str> + 'i, T: 'i>(
        entries: impl IntoIterator<Item = &'i (K, T)>,
        tree: impl Fn(&T) -> Value,
    ) -> Value {
        let entries = entries.into_iter().map(|(key, value)| (Value::text(key), tree(value)));
        Value::new(Kind::Map(entries.collect()))
    }

    /// A name before a group of fields, which needs no parentheses of its own.
    pub fn before(name: &str, group: Value) -> Value {
        if let Kind::Group(None, body @ Body::Fields(_)) = group.kind {
            return Value::new(Kind::Group(Some(word(name)), body));
        }
        Value::tuple(Some(name), vec![group])
    }
}

fn word(text: &str) -> Word {
    Word { text: text.into(), span: Span::default() }
}

/// A group of fields that is put together; what is as it is by default is left out.
#[derive(Debug)]
pub struct Group {
    name: Option<Word>,
    fields: Vec<Field>,
}

impl Group {
    /// A group with a name before its parentheses.
    pub fn named(name: &str) -> Group {
        Group { name: Some(word(name)), fields: Vec::new() }
    }

    /// A group without a name.
    pub fn anonymous() -> Group {
        Group { name: None, fields: Vec::new() }
    }

    /// With this field.
    pub fn with(mut self, name: &str, value: Value) -> Group {
        self.fields.push(Field { name: word(name), value });
        self
    }

    /// With this field, if there is anything in it.
    pub fn with_some<T>(
        self,
        name: &str,
        value: Option<T>,
        tree: impl FnOnce(T) -> Value,
    ) -> Group {
        match value {
            Some(value) => self.with(name, tree(value)),
            None => self,
        }
    }

    /// With this field, if it is not as it is by default.
    pub fn with_other<T: PartialEq + Copy>(
        self,
        name: &str,
        value: T,
        default: T,
        tree: impl FnOnce(T) -> Value,
    ) -> Group {
        if value == default { self } else { self.with(name, tree(value)) }
    }

    /// The whole; without fields nothing but its name, or `()`.
    pub fn value(self) -> Value {
        let body = match (&self.name, self.fields) {
            (Some(_), fields) if fields.is_empty() => Body::Bare,
            (None, fields) if fields.is_empty() => Body::Items(Vec::new()),
            (_, fields) => Body::Fields(fields),
        };
        Value::new(Kind::Group(self.name, body))
    }
}

// `taken` is what stands on the line already, `indent` where the next line begins.
fn lay_out(value: &Value, indent: usize, taken: usize, text: &mut String) {
    if !breaks(value) {
        let start = text.len();
        flat(value, text);
        // A comma follows.
        if taken + text[start..].chars().count() < WIDTH {
            return;
        }
        text.truncate(start);
    }
    let inner = indent + STEP;
    match &value.kind {
        Kind::List(items) if !items.is_empty() => {
            lines(items, ('[', ']'), indent, text, |item, text| {
                if is_row(item) { flat(item, text) } else { lay_out(item, inner, inner, text) }
            });
        }
        Kind::Group(name, Body::Items(items)) if !items.is_empty() => {
            name.iter().for_each(|name| text.push_str(&name.text));
            lines(items, ('(', ')'), indent, text, |item, text| lay_out(item, inner, inner, text));
        }
        Kind::Group(name, Body::Fields(fields)) => {
            name.iter().for_each(|name| text.push_str(&name.text));
            lines(fields, ('(', ')'), indent, text, |field, text| {
                text.push_str(&field.name.text);
                text.push_str(": ");
                lay_out(&field.value, inner, inner + field.name.text.len() + 2, text);
            });
        }
        Kind::Map(entries) if !entries.is_empty() => {
            lines(entries, ('{', '}'), indent, text, |(key, value), text| {
                flat(key, text);
                text.push_str(": ");
                lay_out(value, inner, inner, text);
            });
        }
        Kind::Bool(_)
        | Kind::Number(_)
        | Kind::Char(_)
        | Kind::Text(_)
        | Kind::List(_)
        | Kind::Map(_)
        | Kind::Option(_)
        | Kind::Group(..) => flat(value, text),
    }
}

fn lines<T>(
    items: &[T],
    (opening, closing): (char, char),
    indent: usize,
    text: &mut String,
    print: impl Fn(&T, &mut String),
) {
    text.push(opening);
    text.push('\n');
    for item in items {
        text.extend(core::iter::repeat_n(' ', indent + STEP));
        print(item, text);
        text.push_str(",\n");
    }
    text.extend(core::iter::repeat_n(' ', indent));
    text.push(closing);
}

// A list of groups reads as a table, one a line, however short it is.
fn breaks(value: &Value) -> bool {
    match &value.kind {
        Kind::List(items) => items
            .iter()
            .any(|item| matches!(item.kind, Kind::Group(None, Body::Fields(_))) || breaks(item)),
        Kind::Group(_, Body::Items(items)) => items.iter().any(breaks),
        Kind::Group(_, Body::Fields(fields)) => fields.iter().any(|field| breaks(&field.value)),
        Kind::Map(entries) => entries.iter().any(|(_, value)| breaks(value)),
        Kind::Option(inner) => inner.as_deref().is_some_and(breaks),
        Kind::Bool(_)
        | Kind::Number(_)
        | Kind::Char(_)
        | Kind::Text(_)
        | Kind::Group(_, Body::Bare) => false,
    }
}

// A group of plain values is one row of its table, however long it is: a change of it changes one line.
fn is_row(value: &Value) -> bool {
    let Kind::Group(None, Body::Fields(fields)) = &value.kind else { return false };
    fields.iter().all(|field| match &field.value.kind {
        Kind::Bool(_)
        | Kind::Number(_)
        | Kind::Char(_)
        | Kind::Text(_)
        | Kind::Option(None)
        | Kind::Group(_, Body::Bare) => true,
        Kind::List(_) | Kind::Map(_) | Kind::Option(Some(_)) | Kind::Group(..) => false,
    })
}

fn flat(value: &Value, text: &mut String) {
    match &value.kind {
        Kind::Bool(is_so) => text.push_str(if *is_so { "true" } else { "false" }),
        Kind::Number(number) => text.push_str(&number.text),
        Kind::Char(c) => {
            text.push('\'');
            escape(*c, '\'', text);
            text.push('\'');
        }
        Kind::Text(own) => {
            text.push('"');
            own.chars().for_each(|c| escape(c, '"', text));
            text.push('"');
        }
        Kind::List(items) => row(items, ('[', ']'), text, flat),
        Kind::Map(entries) => row(entries, ('{', '}'), text, |(key, value), text| {
            flat(key, text);
            text.push_str(": ");
            flat(value, text);
        }),
        Kind::Option(None) => text.push_str("None"),
        Kind::Option(Some(inner)) => {
            text.push_str("Some(");
            flat(inner, text);
            text.push(')');
        }
        Kind::Group(name, body) => {
            name.iter().for_each(|name| text.push_str(&name.text));
            match body {
                Body::Bare => {}
                Body::Items(items) => row(items, ('(', ')'), text, flat),
                Body::Fields(fields) => row(fields, ('(', ')'), text, |field, text| {
                    text.push_str(&field.name.text);
                    text.push_str(": ");
                    flat(&field.value, text);
                }),
            }
        }
    }
}

fn row<T>(
    items: &[T],
    (opening, closing): (char, char),
    text: &mut String,
    print: impl Fn(&T, &mut String),
) {
    text.push(opening);
    for (count, item) in items.iter().enumerate() {
        if count > 0 {
            text.push_str(", ");
        }
        print(item, text);
    }
    text.push(closing);
}

fn escape(c: char, quote: char, text: &mut String) {
    match c {
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        '\\' => text.push_str("\\\\"),
        _ if c == quote => {
            text.push('\\');
            text.push(c);
        }
        _ if c.is_control() => text.extend(c.escape_unicode()),
        _ => text.push(c),
    }
}
