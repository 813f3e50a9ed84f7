//! Texts of plans, layouts, links and saved failures with something changed: what must hold however wrong a text is.

use std::fmt::Display;

use sim_check::Saved;
use sim_core::{Source, Stream};
use sim_net::{Layout, Link, Mistake, Plan};

const GUIDE: &str = include_str!("../../docs/plan-grammar.md");
const SAVED: [&str; 3] = [
    include_str!("../testdata/saved/charged_twice.ron"),
    include_str!("../testdata/saved/drawn_only.ron"),
    include_str!("../testdata/saved/two_leaders.ron"),
];

const NODES: &[&str] = &["n1", "n2", "n3", "bank"];

// What can stand in a text, and what can't: a change may bring any of these.
const BITS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "\"",
    "'",
    "\\",
    "//",
    "/*",
    "*/",
    "#",
    "r#\"",
    "..",
    "-",
    "%",
    "0",
    "9",
    "0x",
    "1e9",
    "99999999999999999999",
    "4294967296",
    "Some(",
    "None",
    "true",
    "All",
    "Halves",
    "\"n1\"",
    "\"0s\"",
    "\"1s..2s\"",
    "\"50%\"",
    "\"1/0\"",
    "at: ",
    "nodes: ",
    "links: ",
    "chance: ",
    "(episodes: [",
    "version: 2",
    "Copies",
    "Silent(",
    "steps: [",
    "\"0123456789abcdef\"",
    "18446744073709551615",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\u{0}",
    "\u{e9}",
    "\u{1f980}",
    "\u{2028}",
    "\u{feff}",
];

/// The texts to begin with: the examples of the guide, in what is needed around them, and saved failures.
pub fn corpus() -> Vec<String> {
    let fault = |fault: &str| format!("(episodes: [\n    (at: \"1s\", fault: {fault}),\n])");
    let blocks = GUIDE.split("```ron ").skip(1);
    let examples = blocks.filter_map(|block| block.split("```").next()?.split_once('\n'));
    examples
        .map(|(noun, text)| match (noun, text.trim_end()) {
            ("episode", text) => format!("(episodes: [{text}])"),
            ("fault", text) => fault(text),
            ("nodes", text) => fault(&format!("Pause(nodes: {text})")),
            ("links", text) => fault(&format!("Hold(links: {text})")),
            ("spread", text) => format!("(spread: {text})"),
            (_, text) => text.into(),
        })
        .chain(SAVED.map(String::from))
        .collect()
}

/// A text with some changes, and parts of another.
pub fn mutated(text: &str, other: &str, source: &mut Stream) -> String {
    let mut text = String::from(text);
    for _ in 0..source.between(1, 4) {
        let (from, to) = part(&text, source);
        match source.between(0, 6) {
            0 => text.replace_range(from..to, ""),
            1 => {
                let copy = String::from(&text[from..to]);
                text.insert_str(to, &copy);
            }
            2 => text.insert_str(from, source.pick(BITS).unwrap_or(&"")),
            3 => text.replace_range(from..to, source.pick(BITS).unwrap_or(&"")),
            4 => {
                let (other_from, other_to) = part(other, source);
                text.replace_range(from..to, &other[other_from..other_to]);
            }
            5 => text = swapped(&text, source),
            _ => text = flipped(&text, source),
        }
    }
    text
}

// From one boundary of words or signs to another one that is mostly near.
fn part(text: &str, source: &mut Stream) -> (usize, usize) {
    let mut ends = boundaries(text);
    let far = source.between(0, 9) == 0;
    let from = usize::try_from(source.between(0, ends.len() as u64 - 1)).unwrap_or(0);
    let ends = ends.split_off(from);
    let most = if far { ends.len() } else { ends.len().min(6) } as u64;
    let to = usize::try_from(source.between(0, most - 1)).unwrap_or(0);
    (ends[0], ends[to])
}

// Where words and signs begin and end.
fn boundaries(text: &str) -> Vec<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut boundaries = vec![0];
    let mut before = None;
    for (place, c) in text.char_indices() {
        if !(is_word(c) && before.is_some_and(is_word)) && place > 0 {
            boundaries.push(place);
        }
        before = Some(c);
    }
    boundaries.push(text.len());
    boundaries
}

fn swapped(text: &str, source: &mut Stream) -> String {
    let mut parts = [part(text, source), part(text, source)];
    parts.sort_unstable();
    let [(a, b), (c, d)] = parts;
    if b > c {
        return text.into();
    }
    [&text[..a], &text[c..d], &text[b..c], &text[a..b], &text[d..]].concat()
}

// What is no text any more becomes one with marks in it.
fn flipped(text: &str, source: &mut Stream) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let place = usize::try_from(source.between(0, bytes.len() as u64)).unwrap_or(0);
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= 1 << source.between(0, 7);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads a text as a plan, a layout, a link and a saved failure, and says as how many of these it can be read.
///
/// # Panics
/// A reader panics, a mistake doesn't lie in the text, or what is printed reads otherwise.
pub fn check(text: &str) -> u32 {
    let plan = check_read(text, Plan::read, |plan| {
        // Lines belong to a text.
        plan.episodes.iter_mut().for_each(|episode| episode.line = None);
    });
    let layout = check_read(text, Layout::read, |_| {});
    let link = check_read(text, Link::read, |_| {});
    let saved = check_read(text, Saved::read, |_| {});
    for mistake in Saved::read_for("text", text, NODES).err().unwrap_or_default() {
        check_mistake(text, &mistake);
    }
    [plan, layout, link, saved].into_iter().map(u32::from).sum()
}

fn check_read<T: PartialEq + Display>(
    text: &str,
    read: fn(&str, &str) -> Result<T, Mistake>,
    without_lines: fn(&mut T),
) -> bool {
    let mut first = match read("text", text) {
        Ok(first) => first,
        Err(mistake) => {
            check_mistake(text, &mistake);
            return false;
        }
    };
    without_lines(&mut first);
    let printed = first.to_string();
    let mut again = match read("printed", &printed) {
        Ok(again) => again,
        Err(mistake) => panic!("{text}\nis printed as\n{printed}\nwhich doesn't read:\n{mistake}"),
    };
    without_lines(&mut again);
    assert!(again == first, "{text}\nis printed as\n{printed}\nwhich reads otherwise");
    assert_eq!(again.to_string(), printed, "{text}\nis printed in two ways");
    true
}

fn check_mistake(text: &str, mistake: &Mistake) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line = text.split('\n').nth(mistake.line as usize - 1);
    let length = line.map(|line| line.chars().count());
    let is_inside = length.is_some_and(|length| mistake.column as usize <= length + 1);
    assert!(is_inside && mistake.length > 0, "{text}\nhas a mistake outside of it:\n{mistake}");
    let shown = mistake.to_string();
    let is_narrow = shown.lines().all(|line| line.chars().count() <= 100);
    assert!(is_narrow, "{text}\nhas a mistake that is too wide:\n{shown}");
}
