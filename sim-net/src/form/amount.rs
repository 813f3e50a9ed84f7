//! Amounts: numbers, [durations](mod@duration), [ratios](mod@ratio); lists and pairs of anything.

mod duration;
mod ratio;

pub use duration::duration;
pub(super) use duration::{duration_tree, jump, jump_tree, some_duration, within, within_tree};
pub(super) use ratio::{chance, chance_tree, factor_tree, ratio, some_ratio};

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::name::name;
use crate::ron::{Body, Kind, Number, Value, Wrong, quoted};

pub(super) fn yes(value: &Value) -> Result<bool, Wrong> {
    let Kind::Bool(is_so) = value.kind else {
        let said = format!("{} is neither yes nor no", value.described());
        let wrong = Wrong::new(value.span, said).expected("`true` or `false`");
        let text = match &value.kind {
            Kind::Text(text) | Kind::Number(Number { text, .. }) => text.as_str(),
            Kind::Group(Some(word), Body::Bare) => word.text.as_str(),
            Kind::Bool(_)
            | Kind::Char(_)
            | Kind::List(_)
            | Kind::Map(_)
            | Kind::Option(_)
            | Kind::Group(..) => "",
        };
        return Err(match text.to_ascii_lowercase().as_str() {
            "1" | "yes" | "true" | "on" => wrong.help("write `true`"),
            "0" | "no" | "false" | "off" => wrong.help("write `false`"),
            _ => wrong,
        });
    };
    Ok(is_so)
}

/// What stands in a list, each read in turn.
///
/// # Errors
/// It is no list, or something in it makes no sense.
pub fn list<T>(
    value: &Value,
    noun: &str,
    item: impl Fn(&Value) -> Result<T, Wrong>,
) -> Result<Vec<T>, Wrong> {
    let Kind::List(items) = &value.kind else {
        let wrong = value.is_no(noun).expected("`[...]`");
        return Err(match &value.kind {
            Kind::Text(text) => wrong.help(format!("write {}", quoted(&format!("[\"{text}\"]")))),
            Kind::Group(None, Body::Fields(_)) => wrong.help("also a single one stands in a list"),
            Kind::Bool(_)
            | Kind::Number(_)
            | Kind::Char(_)
            | Kind::List(_)
            | Kind::Map(_)
            | Kind::Option(_)
            | Kind::Group(..) => wrong,
        });
    };
    items.iter().map(|value| item(value.bare())).collect()
}

/// The entries of a map, which has text for keys, none twice; each value read in turn.
///
/// # Errors
/// It is no map, a key is no text or was given before, or a value makes no sense.
pub fn entries<T>(
    value: &Value,
    noun: &str,
    example: &str,
    item: impl Fn(&Value) -> Result<T, Wrong>,
) -> Result<Vec<(String, T)>, Wrong> {
    let Kind::Map(given) = &value.kind else {
        return Err(value.is_no(noun).expected(quoted(example)));
    };
    let mut places = BTreeMap::new();
    let mut entries = Vec::with_capacity(given.len());
    for (key, value) in given {
        let name = name(key.bare())?;
        if let Some(first) = places.insert(name.clone(), key.span) {
            let said = format!("{} is given twice", quoted(&name));
            return Err(Wrong::new(key.span, said).other("the first one is", first));
        }
        entries.push((name, item(value.bare())?));
    }
    Ok(entries)
}

/// A pair in parentheses, without names.
pub(super) fn pair<A, B>(
    value: &Value,
    example: &str,
    first: impl FnOnce(&Value) -> Result<A, Wrong>,
    second: impl FnOnce(&Value) -> Result<B, Wrong>,
) -> Result<(A, B), Wrong> {
    match (&value.kind, value.items()) {
        (Kind::Group(None, _), [one, other]) => Ok((first(one.bare())?, second(other.bare())?)),
        _ => Err(value.is_no("pair").expected(example)),
    }
}

// No bound that anybody would think of: what a count can hold.
const UNBOUNDED: u64 = u32::MAX as u64;

/// A whole number between two bounds, both included.
pub fn whole<T: TryFrom<u64>>(least: u64, most: u64) -> impl Fn(&Value) -> Result<T, Wrong> {
    move |value| {
        let expected = match (least, most) {
            (0, UNBOUNDED | u64::MAX) => String::from("a whole number"),
            (_, UNBOUNDED | u64::MAX) => format!("a whole number from {least} on"),
            _ => format!("a whole number from {least} to {most}"),
        };
        let Kind::Number(number) = &value.kind else {
            let wrong = value.is_no("number").expected(expected);
            if let Kind::Text(text) = &value.kind
                && text.parse::<u64>().is_ok()
            {
                return Err(wrong.help("write it without quotes"));
            }
            return Err(wrong);
        };
        let within = number.whole.filter(|whole| (least..=most).contains(whole));
        within.and_then(|whole| T::try_from(whole).ok()).ok_or_else(|| {
            let said = match number.whole {
                Some(whole) if whole < least => format!("{whole} is below {least}"),
                Some(whole) => format!("{whole} is above {most}"),
                None if number.text.starts_with('-') => {
                    format!("{} is below {least}", quoted(&number.text))
                }
                None if number.text.contains(['.', 'e', 'E']) => {
                    format!("{} is no whole number", quoted(&number.text))
                }
                None => format!("{} is out of range", quoted(&number.text)),
            };
            Wrong::new(value.span, said).expected(expected)
        })
    }
}
