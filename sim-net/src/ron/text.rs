//! Texts and characters, with their escapes.

use alloc::string::String;

use super::parse::{Parser, in_quotes};
use super::{Span, Wrong};

impl Parser<'_> {
    /// A text, plain or raw.
    pub(super) fn string(&mut self) -> Result<String, Wrong> {
        match self.peek() {
            Some('"') => self.plain(),
            Some('r') => self.raw(),
            _ => Err(self.found().expected("text in double quotes")),
        }
    }

    fn plain(&mut self) -> Result<String, Wrong> {
        let start = self.at;
        self.next();
        let mut text = String::new();
        loop {
            text.push_str(self.skip_while(|c| c != '"' && c != '\\'));
            if self.eat("\"") {
                if text.contains('\n') && self.text[start..self.at].contains('\n') {
                    self.broken = Some(self.since(start));
                }
                return Ok(text);
            }
            if self.peek().is_none() {
                return Err(not_closed(start));
            }
            if !self.continues() {
                text.push(self.escape()?);
            }
        }
    }

    fn raw(&mut self) -> Result<String, Wrong> {
        let start = self.at;
        self.next();
        let hashes = self.skip_while(|c| c == '#').len();
        if !self.eat("\"") {
            let wrong = Wrong::new(self.since(start), "raw names have no place here");
            return Err(wrong.expected("a name, or text in double quotes"));
        }
        let begin = self.at;
        loop {
            self.skip_while(|c| c != '"');
            let end = self.at;
            if self.next().is_none() {
                return Err(not_closed(start));
            }
            let behind = self.rest().as_bytes();
            if behind.len() >= hashes && behind[..hashes].iter().all(|byte| *byte == b'#') {
                self.at += hashes;
                return Ok(String::from(&self.text[begin..end]));
            }
        }
    }

    /// A character in single quotes.
    pub(super) fn char(&mut self) -> Result<char, Wrong> {
        let start = self.at;
        self.next();
        let c = if self.peek() == Some('\\') { Some(self.escape()?) } else { self.next() };
        match c {
            Some(c) if self.eat("'") => Ok(c),
            _ => {
                let rest = &self.text[start + 1..];
                let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
                let wrong = |end| Wrong::new(Span::new(start, end), "this is no character");
                Err(match line.find('\'') {
                    Some(length) => wrong(start + length + 2).help(in_quotes(&line[..length])),
                    None => wrong(start + 1).help("text stands in double quotes"),
                })
            }
        }
    }

    // A backslash at the end of a line: the text goes on with the next thing in a line.
    fn continues(&mut self) -> bool {
        let continues = self.eat("\\\n") || self.eat("\\\r\n");
        if continues {
            self.skip_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
        }
        continues
    }

    // What a backslash and what follows stand for.
    fn escape(&mut self) -> Result<char, Wrong> {
        let start = self.at;
        self.next();
        let escaped = match self.next() {
            Some(c @ ('\'' | '"' | '\\')) => Some(c),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('0') => Some('\0'),
            Some('x') => self.hexadecimal(2).filter(char::is_ascii),
            Some('u') if self.eat("{") => {
                let c = self.hexadecimal(6);
                c.filter(|_| self.eat("}"))
            }
            _ => None,
        };
        escaped.ok_or_else(|| {
            let wrong = Wrong::new(self.since(start), "there is no such escape");
            wrong.expected(r#"one of \n, \r, \t, \0, \\, \", \', \x41, \u{1f600}"#)
        })
    }

    fn hexadecimal(&mut self, length_max: usize) -> Option<char> {
        let rest = self.rest();
        let length = rest.bytes().take(length_max).take_while(u8::is_ascii_hexdigit).count();
        // In a `\x` there are two digits, no fewer.
        if length_max == 2 && length < 2 {
            return None;
        }
        self.at += length;
        char::from_u32(u32::from_str_radix(&rest[..length], 16).ok()?)
    }
}

fn not_closed(start: usize) -> Wrong {
    Wrong::new(Span::new(start, start + 1), "this text is not closed").expected("a `\"` at its end")
}
