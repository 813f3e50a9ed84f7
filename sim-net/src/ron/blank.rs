//! Blanks: what stands between values and means nothing. Space, comments, attributes.

use super::parse::Parser;
use super::{Span, Wrong, nearest, one_of, quoted};
use alloc::format;

const EXTENSIONS: &[&str] =
    &["unwrap_newtypes", "implicit_some", "unwrap_variant_newtypes", "explicit_struct_names"];

impl Parser<'_> {
    /// Skips space and comments.
    pub(super) fn blanks(&mut self) -> Result<(), Wrong> {
        loop {
            self.skip_while(is_space);
            if self.rest().starts_with("//") {
                self.skip_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.block_comment()?;
            } else {
                return Ok(());
            }
        }
    }

    fn block_comment(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        let mut depth = 0_u32;
        loop {
            if self.eat("/*") {
                // As many levels as there are bytes in the text: no overflow below four gigabytes of comments.
                depth = depth.saturating_add(1);
            } else if self.eat("*/") {
                depth -= 1;
                if depth == 0 {
                    return Ok(());
                }
            } else if self.next().is_none() {
                let opened = Span::new(start, start + 2);
                return Err(Wrong::new(opened, "this comment is not closed").expected("a `*/`"));
            }
        }
    }

    /// Skips attributes at the beginning: what they allow is allowed anyway.
    pub(super) fn attributes(&mut self) -> Result<(), Wrong> {
        self.blanks()?;
        while self.peek() == Some('#') {
            self.token("#")?;
            self.token("!")?;
            self.token("[")?;
            self.attribute()?;
            self.token("]")?;
        }
        Ok(())
    }

    fn attribute(&mut self) -> Result<(), Wrong> {
        let name = self.word()?;
        self.blanks()?;
        match name.text.as_str() {
            "enable" => {
                self.token("(")?;
                self.extension()?;
                while self.eat(",") {
                    self.blanks()?;
                    if self.peek() == Some(')') {
                        break;
                    }
                    self.extension()?;
                }
                self.token(")")
            }
            "type" | "schema" => {
                self.token("=")?;
                self.string()?;
                self.blanks()
            }
            _ => {
                let said = format!("there is no attribute {}", quoted(&name.text));
                Err(Wrong::new(name.span, said).expected("`enable`, `type` or `schema`"))
            }
        }
    }

    fn extension(&mut self) -> Result<(), Wrong> {
        let name = self.word()?;
        if !EXTENSIONS.contains(&name.text.as_str()) {
            let said = format!("there is no extension {}", quoted(&name.text));
            let wrong = Wrong::new(name.span, said).expected(one_of(EXTENSIONS));
            return Err(wrong.near(nearest(&name.text, EXTENSIONS)));
        }
        self.blanks()
    }

    // One of the signs of an attribute, and the blanks after it.
    fn token(&mut self, sign: &str) -> Result<(), Wrong> {
        if !self.eat(sign) {
            return Err(self.found().expected(format!("`{sign}`")));
        }
        self.blanks()
    }
}

fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t'
            | '\n'
            | '\r'
            | '\x0B'
            | '\x0C'
            | '\u{85}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'
            | '\u{2029}'
    )
}
