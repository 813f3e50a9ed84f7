//! Reads a text into a tree of values.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Body, Field, Kind, Span, Value, Word, Wrong, quoted};

// Deeper than any plan, and shallow enough for every stack.
const DEPTH_MAX: u32 = 64;

// What the notation knows besides, and no plan needs: better refused than taken for names.
const NO_NAMES: &[&str] = &["inf", "inff32", "inff64", "NaN", "NaNf32", "NaNf64"];

/// Reads a whole text as one value.
pub(crate) fn parse(text: &str) -> Result<Value, Wrong> {
    let mut parser = Parser { text, at: 0, depth: 0, broken: None };
    parser.attributes()?;
    if parser.peek().is_none() {
        return Err(Wrong { said: "there is nothing to read".into(), ..parser.found() });
    }
    let value = parser.value()?;
    parser.blanks()?;
    if parser.peek().is_some() {
        let wrong = parser.found().expected("the end of the text");
        if let (Some(':'), Kind::Group(Some(_), Body::Bare)) = (parser.peek(), &value.kind) {
            return Err(wrong.help("fields stand in parentheses"));
        }
        return Err(wrong.other("what is already closed begins", value.span));
    }
    Ok(value)
}

/// A text and how far it has been read.
pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    // Invariant: at a boundary of characters.
    pub(super) at: usize,
    depth: u32,
    // The last text that goes on in another line: most likely a quote is missing.
    pub(super) broken: Option<Span>,
}

impl<'t> Parser<'t> {
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn eat(&mut self, sign: &str) -> bool {
        let is_there = self.rest().starts_with(sign);
        if is_there {
            self.at += sign.len();
        }
        is_there
    }

    pub(super) fn skip_while(&mut self, is_in: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !is_in(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub(super) fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// The mistake that what comes next has no place here.
    pub(super) fn found(&self) -> Wrong {
        let Some(c) = self.peek() else {
            // Where the last thing ends, so that the mistake lies in a line that is not empty.
            let end = self.text.trim_end().len();
            return Wrong::new(Span::new(end, end), "the text ends here");
        };
        let length = match self.rest().find(|c: char| !is_in_word(c)) {
            None => self.rest().len(),
            Some(0) => c.len_utf8(),
            Some(length) => length,
        };
        let said = format!("{} has no place here", quoted(&self.rest()[..length]));
        Wrong::new(Span::new(self.at, self.at + length), said)
    }

    /// A name, without blanks.
    pub(super) fn word(&mut self) -> Result<Word, Wrong> {
        let start = self.at;
        if !self.peek().is_some_and(begins_word) {
            return Err(self.found().expected("a name"));
        }
        let text = String::from(self.skip_while(is_in_word));
        let is_cut = self.peek().is_some_and(|c| !c.is_ascii() && c.is_alphanumeric());
        if is_cut {
            self.skip_while(|c| is_in_word(c) || c.is_alphanumeric());
            let wrong = Wrong::new(self.since(start), "a name has letters from a to z only");
            return Err(wrong.help(in_quotes(&self.text[start..self.at])));
        }
        Ok(Word { text, span: self.since(start) })
    }

    /// Any value, without the blanks around it.
    pub(super) fn value(&mut self) -> Result<Value, Wrong> {
        let start = self.at;
        let rest = self.rest().as_bytes();
        let kind = match rest {
            [b'(', ..] => Kind::Group(None, self.body()?),
            [b'[', ..] => Kind::List(self.sequence(']', Self::value)?),
            [b'{', ..] => Kind::Map(self.sequence('}', Self::entry)?),
            [b'"', ..] | [b'r', b'"' | b'#', ..] => Kind::Text(self.string()?),
            [b'\'', ..] => Kind::Char(self.char()?),
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => Kind::Number(self.number()?),
            [b'b', b'"' | b'\'', ..] | [b'b', b'r', b'"' | b'#', ..] => {
                return Err(Wrong::new(Span::new(start, start + 1), "bytes have no place here"));
            }
            [b'a'..=b'z' | b'A'..=b'Z' | b'_', ..] => self.named()?,
            _ => return Err(self.no_value()),
        };
        Ok(Value { span: self.since(start), kind })
    }

    fn no_value(&self) -> Wrong {
        let wrong = self.found().expected("a value");
        match self.peek() {
            Some('#') => wrong.help("a comment begins with `//`"),
            Some(
                '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}' | '\u{ab}' | '`',
            ) => wrong.help("text stands in straight double quotes: `\"`"),
            _ => wrong,
        }
    }

    // A value that begins with a name.
    fn named(&mut self) -> Result<Kind, Wrong> {
        let word = self.word()?;
        Ok(match word.text.as_str() {
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            "None" => Kind::Option(None),
            "Some" => {
                self.blanks()?;
                Kind::Option(Some(Box::new(self.some(&word)?)))
            }
            text if NO_NAMES.contains(&text) => {
                let said = format!("{} has no place here", quoted(text));
                return Err(Wrong::new(word.span, said).expected("a number such as 12 or 0.25"));
            }
            _ => {
                let end = self.at;
                self.blanks()?;
                let body = if self.peek() == Some('(') { self.body()? } else { Body::Bare };
                if matches!(body, Body::Bare) {
                    // The blanks are no part of the value.
                    self.at = end;
                }
                Kind::Group(Some(word), body)
            }
        })
    }

    fn some(&mut self, word: &Word) -> Result<Value, Wrong> {
        if self.peek() != Some('(') {
            return Err(Wrong::new(word.span, "`Some` needs a value").expected("`Some(...)`"));
        }
        let mut values = self.sequence(')', Self::value)?;
        let last = values.pop();
        match last {
            Some(value) if values.is_empty() => Ok(value),
            _ => Err(Wrong::new(self.since(word.span.start), "`Some` takes one value")),
        }
    }

    // What stands in parentheses: fields, if it begins with a name and a colon.
    fn body(&mut self) -> Result<Body, Wrong> {
        let start = self.at;
        self.next();
        self.blanks()?;
        let begins_with_name = self.peek().is_some_and(begins_word) && {
            self.skip_while(is_in_word);
            self.blanks()?;
            self.peek() == Some(':')
        };
        self.at = start;
        if begins_with_name {
            return Ok(Body::Fields(self.sequence(')', Self::field)?));
        }
        Ok(Body::Items(self.sequence(')', Self::value)?))
    }

    fn field(&mut self) -> Result<Field, Wrong> {
        let name = self.word().map_err(|wrong| wrong.expected("the name of a field"))?;
        self.blanks()?;
        if !self.eat(":") {
            return Err(self.found().expected(format!("a `:` after {}", quoted(&name.text))));
        }
        self.blanks()?;
        Ok(Field { name, value: self.value()? })
    }

    fn entry(&mut self) -> Result<(Value, Value), Wrong> {
        let key = self.value()?;
        self.blanks()?;
        if !self.eat(":") {
            return Err(self.found().expected("a `:` after the key"));
        }
        self.blanks()?;
        Ok((key, self.value()?))
    }

    // From an opening bracket to the one that closes it.
    fn sequence<T>(
        &mut self,
        closing: char,
        item: fn(&mut Self) -> Result<T, Wrong>,
    ) -> Result<Vec<T>, Wrong> {
        let opened = Span::new(self.at, self.at + 1);
        if self.depth == DEPTH_MAX {
            let said = format!("this is nested deeper than {DEPTH_MAX} levels");
            return Err(Wrong::new(opened, said));
        }
        self.depth += 1;
        self.next();
        let mut items = Vec::new();
        loop {
            self.blanks()?;
            if self.peek().is_none() {
                let expected = format!("a `{closing}`");
                return Err(self.found().expected(expected).other(open(closing), opened));
            }
            if self.peek() == Some(closing) {
                break;
            }
            if matches!(self.peek(), Some(')' | ']' | '}')) {
                let expected = format!("a `{closing}`");
                return Err(self.found().expected(expected).other(open(closing), opened));
            }
            let start = self.at;
            items.push(item(self).map_err(|wrong| {
                // Perhaps what goes on here should have been closed.
                let is_here = wrong.span.start == start && wrong.expected.is_some();
                if is_here && is_opening(self.text, start) {
                    return wrong.other(open(closing), opened);
                }
                wrong
            })?);
            self.blanks()?;
            if !self.eat(",") && self.peek() != Some(closing) {
                return Err(self.no_comma(closing, opened));
            }
        }
        self.next();
        self.depth -= 1;
        Ok(items)
    }

    fn no_comma(&self, closing: char, opened: Span) -> Wrong {
        if let Some(broken) = self.broken.filter(|broken| broken.end == self.at) {
            let first = Span::new(broken.start, broken.start + 1);
            return Wrong::new(first, "this text is not closed in its line")
                .expected("a `\"` at its end");
        }
        let wrong = self.found().expected(format!("`,` or `{closing}`"));
        match self.peek() {
            Some(':') => wrong.help("the name of a field stands without quotes"),
            Some('=') => wrong.help("a field and its value are separated by `:`"),
            Some(';') => wrong.help("fields and items are separated by `,`"),
            Some('.') => wrong.help("a range is written as text: \"1s..2s\""),
            Some(')' | ']' | '}') | None => wrong.other(open(closing), opened),
            Some(_) => wrong.help("perhaps a comma is missing before it"),
        }
    }
}

// What the bracket is called that this one closes.
fn open(closing: char) -> &'static str {
    match closing {
        ')' => "the open `(` is",
        ']' => "the open `[` is",
        _ => "the open `{` is",
    }
}

/// What to do about a text without quotes.
pub(super) fn in_quotes(text: &str) -> String {
    format!("text stands in double quotes: {}", quoted(&format!("\"{text}\"")))
}

fn is_opening(text: &str, at: usize) -> bool {
    text[at..].starts_with(['(', '[', '{'])
}

fn begins_word(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

fn is_in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
