mod oracle;

use alloc::format;
use alloc::string::{String, ToString};

use super::parse;
use crate::mistake::Mistake;

/// A text is read, and printed like this.
#[track_caller]
fn check(text: &str, expected: &str) {
    let value = parse(text).unwrap_or_else(|wrong| panic!("{}", Mistake::new("text", text, wrong)));
    assert_eq!(value.to_string(), expected);
}

/// A text is refused: at this line and column, because of this.
#[track_caller]
fn check_refused(text: &str, (line, column): (u32, u32), said: &str) {
    let wrong = parse(text).expect_err("a mistake");
    let mistake = Mistake::new("text", text, wrong);
    assert_eq!((mistake.line, mistake.column, &*mistake.said), (line, column, said), "\n{mistake}");
}

#[test]
fn every_kind_of_value_is_read() {
    check("true", "true");
    check("()", "()");
    check("Name", "Name");
    check("Name ( 1 , true , )", "Name(1, true)");
    check("(a:1,b:\"x\",)", "(a: 1, b: \"x\")");
    check("Name(a: [1, 2,], b: {\"k\": 'v'})", "Name(a: [1, 2], b: {\"k\": 'v'})");
    check("[]", "[]");
    check("[None, Some(1), Some (Some(x),)]", "[None, Some(1), Some(Some(x))]");
    check("{1: 2, [3]: (4)}", "{1: 2, [3]: (4)}");
    check("(true: 1)", "(true: 1)");
}

#[test]
fn numbers_keep_their_digits() {
    check("[0, -12, +3, 1_000_000, 0.10, -2.5e-3, 7.]", "[0, -12, +3, 1000000, 0.10, -2.5e-3, 7.]");
    let whole = |text: &str| match parse(text).map(|value| value.kind) {
        Ok(super::Kind::Number(number)) => number.whole,
        other => panic!("{text} is {other:?}"),
    };
    assert_eq!(whole("0xff_ff"), Some(65_535));
    assert_eq!(whole("0b101"), Some(5));
    assert_eq!(whole("0o17"), Some(15));
    assert_eq!(whole("18446744073709551615"), Some(u64::MAX));
    assert_eq!(whole("18446744073709551616"), None);
    assert_eq!(whole("-1"), None);
    assert_eq!(whole("-0"), Some(0));
    assert_eq!(whole("1.0"), None);
}

#[test]
fn texts_have_escapes_or_are_raw() {
    check(r#""a\n\t\"\\\u{e9}\x41""#, r#""a\n\t\"\\éA""#);
    check(r##"r#"a "quoted" \n"#"##, r#""a \"quoted\" \\n""#);
    check(r#"r"raw""#, r#""raw""#);
    check("\"two\\\n    words\"", "\"twowords\"");
    check(r"['\'', '\u{1f980}', 'x']", r"['\'', '🦀', 'x']");
    check("\"two\nlines\"", r#""two\nlines""#);
}

#[test]
fn blanks_mean_nothing() {
    check("/* a /* nested */ comment */ ( // one\n a /**/ : 1 /***/ ) // the end", "(a: 1)");
    check("#![enable(implicit_some, unwrap_newtypes,)]\n#![type = \"Plan\"]\n1", "1");
    check("\u{feff}1".trim_start_matches('\u{feff}'), "1");
}

#[test]
fn what_is_not_closed_is_shown_where_it_begins() {
    check_refused("(a: \"1s)", (1, 5), "this text is not closed");
    check_refused("(a: r#\"1s\")", (1, 5), "this text is not closed");
    check_refused("(\n  a: 1, /* no end", (2, 9), "this comment is not closed");
    check_refused("[\n  1,\n  2,\n\n", (3, 5), "the text ends here");
    check_refused("", (1, 1), "there is nothing to read");
    check_refused(" \n // nothing\n", (2, 12), "there is nothing to read");
}

#[test]
fn what_has_no_place_is_named() {
    check_refused("(a: 1]", (1, 6), "`]` has no place here");
    check_refused("(\n  a: 1\n  b: 2\n)", (3, 3), "`b` has no place here");
    check_refused("[1, , 2]", (1, 5), "`,` has no place here");
    check_refused("(a: 1, 2)", (1, 8), "`2` has no place here");
    check_refused("(\"a\": 1)", (1, 5), "`:` has no place here");
    check_refused("(a = 1)", (1, 4), "`=` has no place here");
    check_refused("1 2", (1, 3), "`2` has no place here");
    check_refused("1s..2s", (1, 1), "`1s` is no number");
    check_refused("[1..2]", (1, 3), "`.` has no place here");
    check_refused("[0x]", (1, 2), "`0x` is no number");
    check_refused("[b\"bytes\"]", (1, 2), "bytes have no place here");
    check_refused("[inf]", (1, 2), "`inf` has no place here");
    check_refused("[r#name]", (1, 2), "raw names have no place here");
    check_refused("(na\u{ef}ve: 1)", (1, 2), "a name has letters from a to z only");
    check_refused("Some(1, 2)", (1, 1), "`Some` takes one value");
    check_refused("'n1'", (1, 1), "this is no character");
    check_refused(r#""\q""#, (1, 2), "there is no such escape");
    check_refused("#![enable(everything)] 1", (1, 11), "there is no extension `everything`");
}

#[test]
fn nothing_is_nested_too_deep() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(64)).is_ok());
    check_refused(&nested(65), (1, 65), "this is nested deeper than 64 levels");
    assert!(parse(&"Some(".repeat(100_000)).is_err());
    assert!(parse(&"/*".repeat(100_000)).is_err());
}

#[test]
fn what_is_too_wide_for_a_line_is_broken() {
    let long = |length: usize| format!("\"{}\"", "x".repeat(length));
    let fits = format!("[{}, {}]", long(45), long(45));
    assert_eq!(fits.len(), 98);
    check(&fits, &fits);
    let broken = format!("[\n    {},\n    {},\n]", long(46), long(47));
    check(&format!("[{}, {}]", long(46), long(47)), &broken);
    let items = String::from("[(a: 1)]");
    check(&items, "[\n    (a: 1),\n]");
}

#[test]
fn a_row_of_a_table_stays_on_its_line() {
    let long = "x".repeat(90);
    let table = format!("[\n    (key: \"{long}\", value: 1),\n]");
    check(&table, &table);
    let deep = format!("[(key: \"{long}\", value: [1])]");
    check(&deep, &format!("[\n    (\n        key: \"{long}\",\n        value: [1],\n    ),\n]"));
}
