use alloc::format;
use alloc::string::{String, ToString};

use super::Mistake;
use crate::ron::{Span, Wrong};

/// The mistake that this part of a text is wrong, as it is shown.
#[track_caller]
fn check(text: &str, wrong: &str, expected: &str, shown: &str) {
    let start = text.find(wrong).expect("a part of the text");
    let wrong = Wrong::new(Span::new(start, start + wrong.len()), "this is wrong");
    assert_eq!(Mistake::new("f", text, wrong.expected(expected)).to_string(), shown);
}

#[test]
fn a_tab_is_as_wide_as_four_blanks() {
    let shown = "\
error: this is wrong
  --> f:2:4
   |
 2 |     a    b
   |          ^ expected c";
    check("x\n\ta\tb", "b", "c", shown);
}

#[test]
fn a_line_may_end_as_lines_end_elsewhere() {
    check(
        "one\r\ntwo\r\n",
        "two",
        "2",
        "\
error: this is wrong
  --> f:2:1
   |
 2 | two
   | ^^^ expected 2",
    );
}

#[test]
fn what_goes_on_in_the_next_line_is_underlined_to_the_end_of_its_first() {
    check(
        "one (\n)",
        "(\n)",
        "a bracket",
        "\
error: this is wrong
  --> f:1:5
   |
 1 | one (
   |     ^ expected a bracket",
    );
}

#[test]
fn a_long_line_is_cut_around_what_is_meant() {
    let text = format!("{}middle{}", "<".repeat(200), ">".repeat(200));
    check(
        &text,
        "middle",
        "the middle",
        &format!(
            "\
error: this is wrong
  --> f:1:201
   |
 1 | ...{}middle{}...
   |    {}^^^^^^ expected the middle",
            "<".repeat(29),
            ">".repeat(54),
            " ".repeat(29)
        ),
    );
    let text = format!("begin{}", ">".repeat(200));
    let wrong = Wrong::new(Span::new(0, text.len()), "this is wrong");
    for line in Mistake::new("f", &text, wrong).to_string().lines() {
        assert!(line.len() <= 100, "{line}");
    }
}

#[test]
fn what_does_not_fit_behind_the_carets_stands_below() {
    let words = "word ".repeat(30);
    let shown =
        Mistake::new("f", "x", Wrong::new(Span::new(0, 1), words.trim()).expected(words.trim()));
    let (long, short) = ("word ".repeat(18), "word ".repeat(12));
    let expected = format!(
        "\
error: {}
       {}
  --> f:1:1
   |
 1 | x
   | ^
   = expected {}
     {}",
        long.trim_end(),
        short.trim_end(),
        "word ".repeat(17).trim_end(),
        "word ".repeat(13).trim_end()
    );
    assert_eq!(shown.to_string(), expected);
}

#[test]
fn the_end_of_a_text_lies_behind_its_last_character() {
    let wrong = Wrong::new(Span::new(3, 3), "the text ends here");
    let mistake = Mistake::new("f", "one", wrong);
    assert_eq!((mistake.line, mistake.column, mistake.length), (1, 4, 1));
    assert!(mistake.to_string().ends_with("\n   |    ^"), "{mistake}");
}

#[test]
fn the_place_of_something_else_is_told() {
    let wrong = Wrong::new(Span::new(4, 5), "this is wrong").help("do something");
    let mistake = Mistake::new("f", "one\n2", wrong.other("the first one is", Span::new(0, 3)));
    assert_eq!(
        mistake.help.map(String::from).as_deref(),
        Some("do something; the first one is in line 1, column 1")
    );
}
