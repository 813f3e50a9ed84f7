//! Numbers, as they are written.

use alloc::format;
use alloc::string::String;

use super::parse::{Parser, in_quotes};
use super::{Span, Wrong, quoted};

/// A number: its digits, because nothing here is rounded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Number {
    /// As it is written, without underscores.
    pub(crate) text: String,
    /// Its value, if it is whole, not negative and fits.
    pub(crate) whole: Option<u64>,
}

impl Parser<'_> {
    pub(super) fn number(&mut self) -> Result<Number, Wrong> {
        let start = self.at;
        let is_negative = self.peek() == Some('-');
        if is_negative || self.peek() == Some('+') {
            self.next();
        }
        let radix = match self.rest().as_bytes() {
            [b'0', b'x', ..] => 16,
            [b'0', b'o', ..] => 8,
            [b'0', b'b', ..] => 2,
            _ => 10,
        };
        if radix == 10 {
            self.decimal(start)?;
        } else {
            self.at += 2;
            self.digits(start, radix)?;
        }
        if self.is_unit() {
            while self.is_unit() {
                self.next();
            }
            let help = in_quotes(self.text[start..self.at].trim_end_matches('"'));
            return Err(Wrong { expected: None, ..self.no_number(start) }.help(help));
        }
        let text: String = self.text[start..self.at].chars().filter(|c| *c != '_').collect();
        let digits = text.trim_start_matches(['+', '-']);
        let digits = if radix == 10 { digits } else { &digits[2..] };
        let whole = u64::from_str_radix(digits, radix).ok();
        if radix != 10 && whole.is_none_or(|whole| is_negative && whole > i64::MAX.unsigned_abs()) {
            return Err(Wrong::new(self.since(start), "this number has more than 64 bits"));
        }
        let whole = whole.filter(|whole| !is_negative || *whole == 0);
        Ok(Number { text, whole })
    }

    // What can't follow a number, but goes on with what is no number: `5s`, `5%`, `1/3`.
    fn is_unit(&self) -> bool {
        let rest = self.rest();
        let is_comment = rest.starts_with("//") || rest.starts_with("/*");
        let is_in = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '"' | '%' | '/');
        !is_comment && rest.starts_with(is_in)
    }

    // Digits, a fraction, an exponent.
    fn decimal(&mut self, start: usize) -> Result<(), Wrong> {
        self.digits(start, 10)?;
        if self.rest().starts_with('.') && !self.rest().starts_with("..") {
            self.next();
            if self.peek().is_some_and(|c| c.is_ascii_digit()) {
                self.digits(start, 10)?;
            }
        }
        if self.peek().is_some_and(|c| matches!(c, 'e' | 'E')) {
            self.next();
            if self.peek().is_some_and(|c| matches!(c, '+' | '-')) {
                self.next();
            }
            self.digits(start, 10)?;
        }
        Ok(())
    }

    // Digits with single underscores between them, at least one digit.
    fn digits(&mut self, start: usize, radix: u32) -> Result<(), Wrong> {
        loop {
            if self.skip_while(|c| c.is_digit(radix)).is_empty() {
                return Err(self.no_number(start));
            }
            if !self.eat("_") {
                return Ok(());
            }
        }
    }

    fn no_number(&self, start: usize) -> Wrong {
        let end = self.at.max(start + 1);
        let said = format!("{} is no number", quoted(&self.text[start..end]));
        Wrong::new(Span::new(start, end), said).expected("a number such as 12 or 0.25")
    }
}
