//! Ratios and chances: `"10%"`, `"1/3"`, `0.25`.

use alloc::format;
use alloc::string::String;

use sim_core::{ParseRatioError, Ratio};

use crate::ron::{Kind, Number, Value, Wrong, quoted};

// What is longer is shown reduced.
const LENGTH_MAX: usize = 16;

/// A ratio, in text or as a number: `"10%"`, `"1/3"`, `"1.5"`, `0.25`, `3`.
pub(in crate::form) fn ratio(value: &Value) -> Result<Ratio, Wrong> {
    let Some(text) = text(value) else {
        return Err(value.is_no("ratio").expected("text such as \"10%\", \"1/3\" or \"0.25\""));
    };
    let shown = quoted(text);
    text.trim().parse().map_err(|error| match error {
        ParseRatioError::NoRatio(_) if text.trim().starts_with('-') => {
            Wrong::new(value.span, format!("{shown} is below zero"))
        }
        ParseRatioError::NoRatio(_) => {
            let wrong = Wrong::new(value.span, format!("{shown} is no ratio"))
                .expected("a ratio such as 10%, 1/3 or 0.25");
            // A blank before the sign, a comma for the point.
            let other = text.replace(' ', "").replacen(',', ".", 1);
            match other.parse::<Ratio>() {
                Ok(_) => wrong.help(format!("write {}", quoted(&format!("\"{other}\"")))),
                Err(_) => wrong,
            }
        }
        ParseRatioError::ZeroDenominator(_) => {
            Wrong::new(value.span, format!("{shown} divides by zero"))
        }
        ParseRatioError::TooFine(_) => {
            Wrong::new(value.span, format!("{shown} is no fraction of two numbers below 2^32"))
        }
    })
}

/// A ratio up to one.
pub(in crate::form) fn chance(value: &Value) -> Result<Ratio, Wrong> {
    let read = ratio(value)?;
    read.at_most_one().map_err(|_| {
        let text = text(value).unwrap_or("").trim();
        let said = match text.len() {
            0..=LENGTH_MAX => format!("a chance of {text} is above one"),
            _ => format!("a chance of {read} is above one"),
        };
        let wrong = Wrong::new(value.span, said).expected("a chance from 0% to 100%");
        let is_plain = text.chars().all(|c| c.is_ascii_digit() || c == '.');
        if is_plain && text.len() <= LENGTH_MAX && read <= Ratio::percent(100 * 100) {
            return wrong.help(format!("did you mean `\"{text}%\"`?"));
        }
        wrong
    })
}

// As it is written.
fn text(value: &Value) -> Option<&str> {
    if let Kind::Text(text) | Kind::Number(Number { text, .. }) = &value.kind {
        return Some(text);
    }
    None
}

/// A ratio above zero.
pub(in crate::form) fn some_ratio(value: &Value) -> Result<Ratio, Wrong> {
    let read = ratio(value)?;
    if read.is_zero() {
        return Err(Wrong::new(value.span, "this is zero").expected("a ratio above zero"));
    }
    Ok(read)
}

/// In percent, where that is no longer than a fraction.
pub(in crate::form) fn chance_tree(chance: Ratio) -> Value {
    let hundredfold = u64::from(chance.numerator()) * 100;
    Value::text(&match decimal(hundredfold, chance.denominator(), 2) {
        Some(percent) => format!("{percent}%"),
        None => format!("{chance}"),
    })
}

/// As a decimal, where that has few places, else as a fraction.
pub(in crate::form) fn factor_tree(factor: Ratio) -> Value {
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
