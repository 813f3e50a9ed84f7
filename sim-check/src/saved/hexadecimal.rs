//! Keys, hashes and digests: 64 bits as 16 hexadecimal digits.

use sim_net::notation::{Value, Wrong, quoted, text};

const DIGITS: usize = 16;
const EXPECTED: &str = "16 hexadecimal digits in double quotes";

/// 64 bits; the noun says what they are.
pub(super) fn hexadecimal(noun: &str) -> impl Fn(&Value) -> Result<u64, Wrong> {
    move |value| {
        let digits = text(value, noun).map_err(|wrong| wrong.expected(EXPECTED))?;
        if let Some((place, other)) = digits.char_indices().find(|(_, c)| !c.is_ascii_hexdigit()) {
            let span = value.part(place, place + other.len_utf8());
            let said = format!("{} is no hexadecimal digit", quoted(&other.to_string()));
            let wrong = Wrong::new(span, said).expected(EXPECTED);
            let is_prefixed = digits.starts_with("0x") || digits.starts_with("0X");
            return Err(if is_prefixed { wrong.help("they stand without `0x`") } else { wrong });
        }
        // What isn't 16 digits long is damaged, even where it would fit.
        let number = u64::from_str_radix(digits, 16).ok().filter(|_| digits.len() == DIGITS);
        number.ok_or_else(|| {
            let said = format!("{} is no {noun}: it has {} digits", quoted(digits), digits.len());
            Wrong::new(value.span(), said).expected(EXPECTED)
        })
    }
}

pub(super) fn hexadecimal_tree(number: u64) -> Value {
    Value::text(&format!("{number:016x}"))
}
