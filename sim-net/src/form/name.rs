//! Names: of nodes, actors, kinds, labels.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::amount::list;
use crate::ron::{Kind, Value, Wrong, quoted};

/// A text, perhaps an empty one; the noun says what it should be.
///
/// # Errors
/// It is something else.
pub fn text<'v>(value: &'v Value, noun: &str) -> Result<&'v str, Wrong> {
    let Kind::Text(text) = &value.kind else {
        let wrong = value.is_no(noun).expected("text in double quotes");
        if let Kind::Group(Some(word), _) = &value.kind {
            return Err(wrong.help(format!("write {}", quoted(&format!("\"{}\"", word.text)))));
        }
        return Err(wrong);
    };
    Ok(text)
}

/// A text that isn't empty.
///
/// # Errors
/// It is something else, or empty.
pub fn name(value: &Value) -> Result<String, Wrong> {
    let text = text(value, "name")?;
    if text.is_empty() {
        return Err(Wrong::new(value.span, "this name is empty"));
    }
    Ok(text.into())
}

/// A list of names, none twice, at least one.
pub(super) fn names(value: &Value) -> Result<Vec<String>, Wrong> {
    let names = list(value, "list of names", name)?;
    if names.is_empty() {
        return Err(Wrong::new(value.span, "this list names nobody"));
    }
    none_twice(&value.items().iter().zip(&names))?;
    Ok(names)
}

/// That no name was given before.
pub(super) fn none_twice<'v>(
    names: &(impl Iterator<Item = (&'v Value, &'v String)> + Clone),
) -> Result<(), Wrong> {
    for (count, (value, name)) in names.clone().enumerate() {
        if let Some((first, _)) = names.clone().take(count).find(|(_, other)| *other == name) {
            let said = format!("{} is given twice", quoted(name));
            return Err(Wrong::new(value.span, said).other("the first one is", first.span));
        }
    }
    Ok(())
}
