//! The crate `ron` reads what we read, as the same: texts that are put together at random, and the same with a few bytes
//! changed.

use alloc::format;
use alloc::string::String;
use core::cmp::Ordering;

use ron::Value as Theirs;
use sim_core::{Source, Stream};

use crate::mistake::Mistake;
use crate::ron::{Body, Kind, Value, parse};

/// Writes well-formed texts.
struct Writer {
    source: Stream,
    text: String,
}

impl Writer {
    fn write(seed: u64) -> String {
        let mut writer = Writer { source: Stream::new(seed, 1), text: String::new() };
        if writer.below(8) == 0 {
            writer.pick(&["#![enable(implicit_some)]", "#![enable(unwrap_newtypes,)]\n"]);
        }
        writer.blank();
        writer.value(0);
        writer.blank();
        writer.text
    }

    fn below(&mut self, count: u64) -> u64 {
        self.source.between(0, count - 1)
    }

    fn pick(&mut self, texts: &[&str]) {
        let text = self.source.pick(texts).expect("there are some");
        self.text.push_str(text);
    }

    fn blank(&mut self) {
        self.pick(&[
            "", "", "", " ", "\n", "\t ", "/* a */", "// b\n", "/*/**/*/", "\r\n", "\u{85}",
        ]);
    }

    fn name(&mut self) {
        self.pick(&["a", "nodes", "r", "b", "rb", "_x1", "Crash", "Somebody", "truer", "infinite"]);
    }

    fn number(&mut self) {
        self.pick(&[
            "0",
            "7",
            "+7",
            "18446744073709551616",
            "-7",
            "1_000",
            "0xfF",
            "0o17",
            "0b11",
            "-0x1f",
            "1.5",
            "-0.25e3",
        ]);
    }

    fn string(&mut self) {
        self.pick(&[
            "\"\"",
            "\"a\"",
            "\"\u{e9} \u{1f980}\"",
            r#""\"\\\n\r\t\0\'""#,
            r#""\x41\u{e9}""#,
            "r\"a\\\"",
            "r#\"a\"b\"#",
            "r##\"\"#\"##",
            "\"a\nb\"",
            "\"a\\\n  b\"",
            "\"'//\"",
        ]);
    }

    fn sequence(&mut self, (opening, closing): (char, char), item: impl Fn(&mut Self), least: u64) {
        self.text.push(opening);
        let count = least + self.below(3);
        for number in 0..count {
            self.blank();
            item(self);
            self.blank();
            if number + 1 < count || self.below(3) == 0 {
                self.text.push(',');
            }
        }
        self.blank();
        self.text.push(closing);
    }

    fn value(&mut self, depth: u64) {
        let kinds = if depth < 5 { 12 } else { 6 };
        match self.below(kinds) {
            0 => self.pick(&["true", "false"]),
            1 => self.number(),
            2 | 3 => self.string(),
            4 => self.pick(&["'a'", "'\\''", "'\"'", "'\\u{41}'", "'\u{e9}'", "' '"]),
            5 => self.pick(&["None", "Name", "()", "Name()", "( )"]),
            6 => self.sequence(('[', ']'), |writer| writer.value(depth + 1), 0),
            7 => {
                let entry = |writer: &mut Self| {
                    writer.value(depth + 1);
                    writer.blank();
                    writer.text.push(':');
                    writer.blank();
                    writer.value(depth + 1);
                };
                self.sequence(('{', '}'), entry, 0);
            }
            8 => {
                self.text.push_str("Some");
                self.blank();
                self.text.push('(');
                self.blank();
                self.value(depth + 1);
                self.blank();
                self.pick(&["", ","]);
                self.text.push(')');
            }
            9 => self.sequence(('(', ')'), |writer| writer.value(depth + 1), 1),
            kind => {
                if kind == 10 {
                    self.name();
                    self.blank();
                }
                let field = |writer: &mut Self| {
                    writer.name();
                    writer.blank();
                    writer.text.push(':');
                    writer.blank();
                    writer.value(depth + 1);
                };
                self.sequence(('(', ')'), field, 1);
            }
        }
    }
}

/// Changes a few characters.
fn mutated(text: &str, seed: u64) -> String {
    const BITS: &[&str] = &[
        "(", ")", "[", "]", "{", "}", ":", ",", "\"", "'", "\\", "/", "//", "/*", "*/", "#", "r#",
        "b", "_", ".", "..", "-", "+", "0x", "e", "1", "9", "Some", "None", "true", "inf", " ",
        "\n", "\u{e9}", "\0", "\u{200e}",
    ];
    let mut source = Stream::new(seed, 2);
    let mut text = String::from(text);
    for _ in 0..source.between(1, 3) {
        let places: alloc::vec::Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let Some(&from) = source.pick(&places) else { continue };
        let to = (from + usize::try_from(source.between(0, 3)).expect("small")).min(text.len());
        let to = if text.is_char_boundary(to) { to } else { from };
        let bit = if source.between(0, 2) == 0 { &"" } else { source.pick(BITS).expect("some") };
        text.replace_range(from..to, bit);
    }
    text
}

/// Whether two readers have read the same.
fn same(ours: &Value, theirs: &Theirs) -> bool {
    match (&ours.kind, theirs) {
        (Kind::Bool(ours), Theirs::Bool(theirs)) => ours == theirs,
        (Kind::Char(ours), Theirs::Char(theirs)) => ours == theirs,
        (Kind::Text(ours), Theirs::String(theirs)) => ours == theirs,
        (Kind::Number(ours), Theirs::Number(theirs)) => {
            let digits = match ours.whole {
                Some(whole) => format!("{whole}"),
                // A negative one may be written in hexadecimal.
                None => match ours.text.strip_prefix("-0x").map(|hex| u64::from_str_radix(hex, 16))
                {
                    Some(whole) => format!("-{}", whole.expect("checked when it was read")),
                    None => ours.text.clone(),
                },
            };
            match digits.parse::<f64>() {
                Ok(ours) => ours.partial_cmp(&theirs.into_f64()) == Some(Ordering::Equal),
                // Other negative ones aren't compared.
                Err(_) => ours.text.starts_with('-'),
            }
        }
        (Kind::Option(Some(ours)), Theirs::Option(Some(theirs))) => same(ours, theirs),
        (Kind::Option(None), Theirs::Option(None)) | (Kind::Group(_, Body::Bare), Theirs::Unit) => {
            true
        }
        (Kind::Group(_, Body::Items(ours)), Theirs::Unit) => ours.is_empty(),
        (Kind::List(ours) | Kind::Group(_, Body::Items(ours)), Theirs::Seq(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Kind::Group(_, Body::Fields(ours)), Theirs::Map(theirs)) => ours.iter().all(|field| {
            // Their map keeps the last of equal fields.
            let last = ours.iter().rfind(|other| other.name.text == field.name.text);
            let last = last.expect("at least itself");
            theirs.iter().any(|(key, value)| {
                *key == Theirs::String(field.name.text.clone()) && same(&last.value, value)
            })
        }),
        // Whose keys are equal, and which of them counts, is theirs to say.
        (Kind::Map(ours), Theirs::Map(theirs)) => theirs.iter().all(|(their_key, their_value)| {
            ours.iter().any(|(key, value)| same(key, their_key) && same(value, their_value))
        }),
        _ => false,
    }
}

#[track_caller]
fn check_same(text: &str) {
    let Ok(ours) = parse(text) else { return };
    match text.parse::<Theirs>() {
        Ok(theirs) => assert!(same(&ours, &theirs), "{text:?}\n{ours:?}\n{theirs:?}"),
        Err(error) => panic!("{text:?}: {error}"),
    }
}

/// A mistake lies in its text, and its lines aren't too wide.
#[track_caller]
fn check_place(text: &str) {
    let Err(wrong) = parse(text) else { return };
    let mistake = Mistake::new("text", text, wrong);
    let line = text.split('\n').nth(mistake.line as usize - 1).expect("there is such a line");
    assert!((mistake.column as usize - 1) <= line.chars().count(), "{text:?}\n{mistake}");
    assert!(mistake.length >= 1, "{text:?}\n{mistake}");
    for line in format!("{mistake}").lines() {
        assert!(line.chars().count() <= 100, "{text:?}\n{mistake}");
    }
}

#[test]
fn what_is_well_formed_is_read_by_both() {
    for seed in 0..5_000 {
        let text = Writer::write(seed);
        if let Err(wrong) = parse(&text) {
            panic!("{text}\n{}", Mistake::new("text", &text, wrong));
        }
        check_same(&text);
    }
}

#[test]
fn what_we_read_is_read_by_both() {
    for seed in 0..20_000 {
        let text = mutated(&Writer::write(seed % 1_000), seed);
        check_same(&text);
        check_place(&text);
    }
}

#[test]
fn random_characters_are_no_reason_to_panic() {
    for seed in 0..5_000 {
        let mut source = Stream::new(seed, 3);
        let length = source.between(0, 40);
        let text: String = (0..length)
            .filter_map(|_| {
                let most = if source.between(0, 9) == 0 { 0x11_0000 } else { 0x80 };
                char::from_u32(u32::try_from(source.between(0, most)).expect("below 2^32"))
            })
            .collect();
        check_same(&text);
        check_place(&text);
    }
}
