//! Durations and ranges of them: `"150ms"`, `"1s..2s"`.

use alloc::format;
use alloc::string::String;

use sim_core::{Duration, ParseDurationError, Site, hours};

use crate::plan::Within;
use crate::ron::{Kind, Span, Value, Wrong, nearest, quoted};

const UNITS: &[&str] = &["ns", "us", "ms", "s", "m", "h"];
const UNIT: &str = "one of ns, us, ms, s, m, h";
const DURATION: &str = "a number and a unit, such as 150ms";

// What units are called elsewhere, in lower case.
const OTHER_UNITS: &[(&str, &str)] = &[
    ("ns", "nano nanos nanosecond nanoseconds nsec"),
    ("us", "micro micros microsecond microseconds usec \u{b5}s \u{3bc}s"),
    ("ms", "milli millis millisecond milliseconds msec"),
    ("s", "sec second seconds secs"),
    ("m", "min mins minute minutes"),
    ("h", "hour hours hr hrs"),
];

/// A duration: `"150ms"`.
///
/// # Errors
/// It is something else, or no whole number of nanoseconds that 64 bits can hold.
pub fn duration(value: &Value) -> Result<Duration, Wrong> {
    let Kind::Text(text) = &value.kind else { return Err(no_duration(value)) };
    duration_part(value, text, 0)
}

fn no_duration(value: &Value) -> Wrong {
    let wrong = value.is_no("duration").expected("text such as \"150ms\"");
    if let Kind::Number(number) = &value.kind
        && !number.text.starts_with('-')
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
    trimmed.parse().map_err(|error| match error {
        ParseDurationError::NoNumber(_) => no_number(span, trimmed),
        ParseDurationError::NoUnit(_) => {
            Wrong::new(span, format!("{shown} has no unit")).expected(format!("{UNIT} behind it"))
        }
        ParseDurationError::UnknownUnit(_) => {
            let unit = trimmed.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let unit_start = start + trimmed.len() - unit.len();
            no_unit(span, trimmed, unit, value.part(unit_start, start + trimmed.len()))
        }
        ParseDurationError::TooFine(_) => {
            Wrong::new(span, format!("{shown} is no whole number of nanoseconds"))
        }
        ParseDurationError::TooLong(_) => {
            let most = Duration::MAX.as_nanos() / hours(1).as_nanos();
            Wrong::new(span, format!("{shown} is longer than {most}h"))
        }
    })
}

// What doesn't begin with a number.
fn no_number(span: Span, text: &str) -> Wrong {
    if text.is_empty() {
        return Wrong::new(span, "a duration is missing").expected(DURATION);
    }
    let shown = quoted(text);
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(rest), _) if is_number(rest) => Wrong::new(span, format!("{shown} is below zero")),
        (_, Some(rest)) if is_number(rest) => {
            Wrong::new(span, format!("{shown} has a sign")).help(in_quotes(rest))
        }
        _ => Wrong::new(span, format!("{shown} is no duration")).expected(DURATION),
    }
}

// What goes on behind its number with something that is no unit.
fn no_unit(span: Span, text: &str, unit: &str, unit_span: Span) -> Wrong {
    let word = unit.trim_start();
    let bare = word.to_lowercase();
    if text.contains("..") {
        let wrong = Wrong::new(span, format!("{} is a range", quoted(text)));
        return wrong.expected("a single duration, such as 150ms");
    }
    if UNITS.contains(&word) {
        let wrong = Wrong::new(span, format!("{} has a blank before its unit", quoted(text)));
        return wrong.help(in_quotes(&text.replace(unit, word)));
    }
    if !bare.starts_with(char::is_alphabetic) {
        let wrong = Wrong::new(span, format!("{} is no duration", quoted(text))).expected(DURATION);
        return match text.replacen(',', ".", 1).parse::<Duration>() {
            Ok(_) => wrong.help(in_quotes(&text.replacen(',', ".", 1))),
            Err(_) => wrong,
        };
    }
    if let Some(sum) = sum(text) {
        let wrong = Wrong::new(span, format!("{} has two units", quoted(text)));
        return wrong.help(format!("write `\"{sum}\"`"));
    }
    let wrong = Wrong::new(unit_span, format!("there is no unit {}", quoted(word))).expected(UNIT);
    if matches!(bare.as_str(), "d" | "day" | "days") {
        return wrong.help("a day is 24h");
    }
    let known = OTHER_UNITS.iter().find(|(_, words)| words.split(' ').any(|known| known == bare));
    wrong.near(known.map(|(unit, _)| *unit).or_else(|| nearest(word, UNITS)))
}

fn in_quotes(text: &str) -> String {
    format!("write {}", quoted(&format!("\"{text}\"")))
}

// What a text of several durations without anything between them would be: `1m30s`.
fn sum(text: &str) -> Option<Duration> {
    let mut sum = Duration::ZERO;
    let mut rest = text;
    while !rest.is_empty() {
        let unit = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let end =
            rest[unit..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |it| unit + it);
        sum = sum.checked_add(rest[..end].parse().ok()?)?;
        rest = &rest[end..];
    }
    Some(sum)
}

/// A duration above zero.
pub(in crate::form) fn some_duration(value: &Value) -> Result<Duration, Wrong> {
    let read = duration(value)?;
    if read.is_zero() {
        return Err(Wrong::new(value.span, "this lasts no time").expected("a duration above zero"));
    }
    Ok(read)
}

/// A duration forwards or backwards: `"5s"`, `"-5s"`. At most what a clock can show.
pub(in crate::form) fn jump(value: &Value) -> Result<(Duration, bool), Wrong> {
    let Kind::Text(text) = &value.kind else { return Err(no_duration(value)) };
    let (by, back) = match text.strip_prefix('-') {
        Some(by) => (duration_part(value, by, 1)?, true),
        None => (duration_part(value, text, 0)?, false),
    };
    if by.as_nanos() > i64::MAX.unsigned_abs() {
        let most = i64::MAX.unsigned_abs() / hours(1).as_nanos();
        return Err(Wrong::new(
            value.span,
            format!("no clock on a wall goes farther than {most}h"),
        ));
    }
    Ok((by, back))
}

pub(in crate::form) fn jump_tree(by: Duration, back: bool) -> Value {
    Value::text(&if back { format!("-{by}") } else { format!("{by}") })
}

pub(in crate::form) fn duration_tree(duration: Duration) -> Value {
    // No time has no unit of its own; the one that people think in reads best.
    Value::text(&if duration.is_zero() { "0s".into() } else { format!("{duration}") })
}

/// A duration, or a range of durations with both bounds included: `"1s"`, `"1s..2s"`, `"1s..=2s"`.
pub(in crate::form) fn within(value: &Value) -> Result<Within, Wrong> {
    let Kind::Text(text) = &value.kind else {
        return Err(no_duration(value).expected("text such as \"150ms\" or \"1s..2s\""));
    };
    let Some((least_text, most_text)) = text.split_once("..") else {
        let least = duration_part(value, text, 0).map_err(|wrong| {
            let is_other =
                text.trim_start_matches('-').contains(['-', '\u{2013}']) || text.contains(" to ");
            if is_other { wrong.help("a range has two dots: \"1s..2s\"") } else { wrong }
        })?;
        return Ok(Within { least, most: least });
    };
    let most_text = most_text.strip_prefix('=').unwrap_or(most_text);
    let (has_least, has_most) = (!least_text.trim().is_empty(), !most_text.trim().is_empty());
    let open = match (has_least, has_most) {
        (true, true) => None,
        (true, false) => Some("this range has no end"),
        (false, true) => Some("this range has no beginning"),
        (false, false) => Some("this range has no bounds"),
    };
    if let Some(said) = open {
        return Err(Wrong::new(value.span, said).expected("two bounds, as in \"1s..2s\""));
    }
    if most_text.contains("..") || most_text.starts_with('.') {
        let wrong = Wrong::new(value.span, format!("{} is no range", quoted(text)));
        return Err(wrong.expected("two bounds with two dots between them, as in \"1s..2s\""));
    }
    let least = duration_part(value, least_text, 0)?;
    let most = duration_part(value, most_text, text.len() - most_text.len())?;
    let Some(width) = most.checked_sub(least) else {
        let wrong =
            Wrong::new(value.span, format!("this range is backwards: {least} is above {most}"));
        return Err(wrong.help(format!("write `\"{most}..{least}\"`")));
    };
    let width_max = Duration::from_nanos(Site::EpisodeTime.largest());
    if width > width_max {
        let said = format!("the bounds are further apart than {width_max}");
        return Err(Wrong::new(value.span, said));
    }
    Ok(Within { least, most })
}

pub(in crate::form) fn within_tree(within: Within) -> Value {
    let Within { least, most } = within;
    if least == most {
        return duration_tree(least);
    }
    Value::text(&format!("{least}..{most}"))
}
