//! Amounts: numbers, durations, ranges of them, ratios; lists and pairs of anything.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use sim_core::{Duration, ParseDurationError, ParseRatioError, Ratio, Site};

use crate::plan::Within;
use crate::ron::{Kind, Number, Value, Wrong, nearest, quoted};

const UNITS: &[&str] = &["ns", "us", "ms", "s", "m", "h"];

pub(super) fn yes(value: &Value) -> Result<bool, Wrong> {
    let Kind::Bool(is_so) = value.kind else {
        return Err(Wrong::new(value.span, format!("{} is neither yes nor no", value.described()))
            .expected("`true` or `false`"));
    };
    Ok(is_so)
}

pub(super) fn list<T>(
    value: &Value,
    noun: &str,
    item: impl Fn(&Value) -> Result<T, Wrong>,
) -> Result<Vec<T>, Wrong> {
    let Kind::List(items) = &value.kind else {
        return Err(value.is_no(noun).expected("`[...]`"));
    };
    items.iter().map(|value| item(value.bare())).collect()
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

/// A whole number between two bounds, both included.
pub(super) fn whole<T: TryFrom<u64>>(least: u64, most: u64) -> impl Fn(&Value) -> Result<T, Wrong> {
    move |value| {
        let expected = match (least, most) {
            (0, u64::MAX) => String::from("a whole number"),
            (_, u64::MAX) => format!("a whole number from {least} on"),
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
                None => format!("{} is out of range", quoted(&number.text)),
            };
            Wrong::new(value.span, said).expected(expected)
        })
    }
}

/// A duration: `"150ms"`.
pub(super) fn duration(value: &Value) -> Result<Duration, Wrong> {
    let Kind::Text(text) = &value.kind else { return Err(no_duration(value)) };
    duration_part(value, text, 0)
}

fn no_duration(value: &Value) -> Wrong {
    let wrong = value.is_no("duration").expected("text such as \"150ms\"");
    if let Kind::Number(number) = &value.kind
        && number.whole.is_some()
    {
        let example = quoted(&format!("\"{}s\"", number.text));
        return wrong.help(format!("write {example}, or another unit"));
    }
    wrong
}

// A part of a text that begins at this byte of it; blanks around it don't count.
fn duration_part(value: &Value, part: &str, start: usize) -> Result<Duration, Wrong> {
    let trimmed = part.trim();
    let start = start + part.len() - part.trim_start().len();
    let span = value.part(start, start + trimmed.len());
    let shown = quoted(trimmed);
    let units = "one of ns, us, ms, s, m, h";
    trimmed.parse().map_err(|error| match error {
        ParseDurationError::NoNumber(_) if trimmed.is_empty() => {
            Wrong::new(span, "a duration is missing").expected("a number and a unit, such as 150ms")
        }
        ParseDurationError::NoNumber(_) => Wrong::new(span, format!("{shown} is no duration"))
            .expected("a number and a unit, such as 150ms"),
        ParseDurationError::NoUnit(_) => {
            Wrong::new(span, format!("{shown} has no unit")).expected(format!("{units} behind it"))
        }
        ParseDurationError::UnknownUnit(_) => {
            let unit = trimmed.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let span = value.part(start + trimmed.len() - unit.len(), start + trimmed.len());
            let wrong = Wrong::new(span, format!("there is no unit {}", quoted(unit)));
            let wrong = wrong.expected(units);
            match unit.trim_start() {
                bare if UNITS.contains(&bare) => wrong.help("write it without a blank"),
                "min" | "minutes" => wrong.help("did you mean `m`?"),
                "sec" | "seconds" => wrong.help("did you mean `s`?"),
                "\u{b5}s" | "\u{3bc}s" => wrong.help("did you mean `us`?"),
                bare => wrong.near(nearest(bare, UNITS)),
            }
        }
        ParseDurationError::TooFine(_) => {
            Wrong::new(span, format!("{shown} is no whole number of nanoseconds"))
        }
        ParseDurationError::TooLong(_) => {
            Wrong::new(span, format!("{shown} is longer than {}", Duration::MAX))
        }
    })
}

/// A duration above zero.
pub(super) fn some_duration(value: &Value) -> Result<Duration, Wrong> {
    let read = duration(value)?;
    if read.is_zero() {
        return Err(Wrong::new(value.span, "this lasts no time").expected("a duration above zero"));
    }
    Ok(read)
}

/// A duration forwards or backwards: `"5s"`, `"-5s"`. At most what a clock can show.
pub(super) fn jump(value: &Value) -> Result<(Duration, bool), Wrong> {
    let Kind::Text(text) = &value.kind else { return Err(no_duration(value)) };
    let (by, back) = match text.strip_prefix('-') {
        Some(by) => (duration_part(value, by, 1)?, true),
        None => (duration_part(value, text, 0)?, false),
    };
    if by.as_nanos() > i64::MAX.unsigned_abs() {
        let most = Duration::from_nanos(i64::MAX.unsigned_abs());
        return Err(Wrong::new(value.span, format!("no clock on a wall goes farther than {most}")));
    }
    Ok((by, back))
}

pub(super) fn jump_tree(by: Duration, back: bool) -> Value {
    Value::text(&if back { format!("-{by}") } else { format!("{by}") })
}

pub(super) fn duration_tree(duration: Duration) -> Value {
    // No time has no unit of its own; the one that people think in reads best.
    Value::text(&if duration.is_zero() { "0s".into() } else { format!("{duration}") })
}

/// A duration, or a range of durations with both bounds included: `"1s"`, `"1s..2s"`, `"1s..=2s"`.
pub(super) fn within(value: &Value) -> Result<Within, Wrong> {
    let Kind::Text(text) = &value.kind else {
        return Err(no_duration(value).expected("text such as \"150ms\" or \"1s..2s\""));
    };
    let Some((least_text, most_text)) = text.split_once("..") else {
        let least = duration_part(value, text, 0)?;
        return Ok(Within { least, most: least });
    };
    let most_text = most_text.strip_prefix('=').unwrap_or(most_text);
    let least = duration_part(value, least_text, 0)?;
    let most = duration_part(value, most_text, text.len() - most_text.len())?;
    let Some(width) = most.checked_sub(least) else {
        let wrong = Wrong::new(value.span, format!("{least} is above {most}"));
        return Err(wrong.help(format!("write `\"{most}..{least}\"`")));
    };
    let width_max = Duration::from_nanos(Site::EpisodeTime.largest());
    if width > width_max {
        let said = format!("the bounds are further apart than {width_max}");
        return Err(Wrong::new(value.span, said));
    }
    Ok(Within { least, most })
}

pub(super) fn within_tree(within: Within) -> Value {
    let Within { least, most } = within;
    if least == most {
        return duration_tree(least);
    }
    Value::text(&format!("{least}..{most}"))
}

/// A ratio, in text or as a number: `"10%"`, `"1/3"`, `"1.5"`, `0.25`, `3`.
pub(super) fn ratio(value: &Value) -> Result<Ratio, Wrong> {
    let (Kind::Text(text) | Kind::Number(Number { text, .. })) = &value.kind else {
        return Err(value.is_no("ratio").expected("text such as \"10%\", \"1/3\" or \"0.25\""));
    };
    let shown = quoted(text);
    text.trim().parse().map_err(|error| match error {
        ParseRatioError::NoRatio(_) => Wrong::new(value.span, format!("{shown} is no ratio"))
            .expected("a ratio such as 10%, 1/3 or 0.25"),
        ParseRatioError::ZeroDenominator(_) => {
            Wrong::new(value.span, format!("{shown} divides by zero"))
        }
        ParseRatioError::TooFine(_) => {
            Wrong::new(value.span, format!("{shown} is no fraction of two numbers below 2^32"))
        }
    })
}

/// A ratio up to one.
pub(super) fn chance(value: &Value) -> Result<Ratio, Wrong> {
    let read = ratio(value)?;
    read.at_most_one().map_err(|_| {
        let wrong = Wrong::new(value.span, format!("a chance of {read} is above one"));
        let wrong = wrong.expected("a chance from 0% to 100%");
        let whole = (read.denominator() == 1 && read.numerator() <= 100).then_some(read);
        match whole {
            Some(percent) => wrong.help(format!("did you mean `\"{percent}%\"`?")),
            None => wrong,
        }
    })
}

/// A ratio above zero.
pub(super) fn some_ratio(value: &Value) -> Result<Ratio, Wrong> {
    let read = ratio(value)?;
    if read.is_zero() {
        return Err(Wrong::new(value.span, "this is zero").expected("a ratio above zero"));
    }
    Ok(read)
}

/// In percent, where that is no longer than a fraction.
pub(super) fn chance_tree(chance: Ratio) -> Value {
    let hundredfold = u64::from(chance.numerator()) * 100;
    Value::text(&match decimal(hundredfold, chance.denominator(), 2) {
        Some(percent) => format!("{percent}%"),
        None => format!("{chance}"),
    })
}

/// As a decimal, where that has few places, else as a fraction.
pub(super) fn factor_tree(factor: Ratio) -> Value {
    let decimal = decimal(factor.numerator().into(), factor.denominator(), 6);
    Value::text(&decimal.unwrap_or_else(|| format!("{factor}")))
}

// Exact, with at most so many places, or not at all.
fn decimal(numerator: u64, denominator: u32, places_max: u32) -> Option<String> {
    let denominator = u64::from(denominator);
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    // Below 2^32 * 10^6: no overflow.
    let scaled = rest * 10_u64.pow(places_max);
    if !scaled.is_multiple_of(denominator) {
        return None;
    }
    let places = places_max as usize;
    let fraction = format!("{:0places$}", scaled / denominator);
    match fraction.trim_end_matches('0') {
        "" => Some(format!("{whole}")),
        fraction => Some(format!("{whole}.{fraction}")),
    }
}
