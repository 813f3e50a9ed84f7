//! Whatever a protocol says is shown, and never obeyed.

use serde_json::Value;
use sim_check::render::{
    LanesOptions, TextOptions, chrome, html, json_lines, lanes, mermaid, shiviz, svg, text,
};
use sim_check::trace::{Happening, Highlights, Trace, TraceActor, TraceEvent, TracePlace, Who};
use sim_check::{Evidence, Violation};
use sim_core::{EventId, Time};

const EVIL: &str = "<script>alert(1)</script><img src=x onerror=alert(2)></style></svg>--> \"q\" 'a' &amp; \
     $$x$$ %%{init}%% `m` ;end\n\r\u{1b}[31m\u{202e}\u{2028}\0 #99; end";

// Names, payloads, words and notes, all of them evil.
pub(crate) fn trace() -> (Trace, Highlights) {
    let nodes = vec![EVIL.to_string(), EVIL.to_string()];
    let actor = |node| TraceActor { path: EVIL.to_string(), node };
    let actors = vec![actor(Some(0)), actor(Some(1)), actor(Some(1)), actor(None)];
    let mut trace = Trace::new(nodes, actors).expect("two nodes");
    let happenings = [
        (TracePlace::World, Happening::Struck { fault: 0 }),
        (TracePlace::Actor(Who(0)), Happening::Sent { to: Who(1) }),
        (TracePlace::Actor(Who(1)), Happening::Delivered { from: Who(0), copy: 0 }),
        (TracePlace::Actor(Who(2)), Happening::Told),
        (TracePlace::Node(1), Happening::Crashed { wiped: false, survivors: 0, torn: 0 }),
        (TracePlace::Actor(Who(3)), Happening::Panicked),
    ];
    for (id, (place, what)) in (0..).zip(happenings) {
        let id = EventId::nth(id);
        let event = TraceEvent {
            id,
            time: Time::from_nanos(id.index()),
            place,
            cause: None,
            what,
            payload: EVIL.to_string(),
            told: EVIL.to_string(),
            late: None,
        };
        trace.push(event).expect("an event in its place");
    }
    let violation = Violation::new("evil", EVIL).shown_by([Evidence::new(EventId::nth(3), EVIL)]);
    (trace, Highlights { title: EVIL.to_string(), ..Highlights::of(&violation) })
}

// The tags of a text that has no comments, and whose attributes have no `>` in them.
fn tags(markup: &str) -> Vec<&str> {
    markup
        .split('<')
        .skip(1)
        .map(|rest| rest.split(['>', ' ', '\n']).next().unwrap_or_default())
        .collect()
}

#[test]
fn a_page_has_no_tags_but_its_own() {
    let (trace, highlights) = trace();
    let page = html(&trace, &highlights);
    let own = [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "header", "h1", "p", "ul",
        "li", "a", "b", "i", "q", "s", "u", "em", "span", "svg", "path", "rect", "text", "defs",
        "marker", "pattern", "input", "label", "main", "div",
    ];
    for tag in tags(&page) {
        assert!(own.contains(&tag.trim_start_matches('/')), "<{tag}>");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!page.contains(['\0', '\u{1b}', '\u{202e}', '\u{2028}', '\r']));
}

#[test]
fn a_picture_has_no_tags_but_its_own() {
    let (trace, highlights) = trace();
    let picture = svg(&trace, &highlights);
    let own = ["svg", "style", "defs", "marker", "pattern", "path", "rect", "text", "title", "g"];
    for tag in tags(&picture) {
        assert!(own.contains(&tag.trim_start_matches('/')), "<{tag}>");
    }
    assert!(!picture.contains(['\0', '\u{1b}', '\u{202e}', '\u{2028}', '\r']));
}

#[test]
fn in_a_terminal_an_event_stays_in_its_line() {
    let (trace, highlights) = trace();
    let told = text(&trace, &highlights, &TextOptions::all());
    assert_eq!(told.lines().count(), trace.events().len());
    let readable = trace.events().iter().filter(|event| event.what.is_readable()).count();
    let drawn = lanes(&trace, &highlights, &LanesOptions::default());
    assert_eq!(drawn.lines().count(), 4 + 1 + readable);
    for text in [told, drawn] {
        assert!(!text.contains(['\0', '\u{1b}', '\u{202e}', '\u{2028}', '\r']), "{text:?}");
    }
}

#[test]
fn mermaid_has_one_statement_a_line() {
    let (trace, highlights) = trace();
    let diagram = mermaid(&trace, &highlights);
    let body = diagram.split_once("sequenceDiagram\n").expect("a diagram").1;
    for line in body.lines() {
        let line = line.trim_start();
        let known = ["participant p", "box transparent ", "rect rgb(", "Note over p", "p0", "end"];
        assert!(known.iter().any(|begin| line.starts_with(begin)), "{line}");
        assert!(
            !line.contains(['<', '>', '"', '`', '$', '%']) || line.starts_with("p0->>p1: "),
            "{line}"
        );
        // A hash begins the number of a character, and a semicolon ends it.
        for number in line.split('#').skip(1) {
            let end = number.find(';').expect("an end of the number");
            assert!(number[..end].chars().all(|it| it.is_ascii_digit()), "{line}");
        }
        assert_eq!(line.matches('#').count(), line.matches(';').count(), "{line}");
    }
}

#[test]
fn shiviz_finds_two_lines_and_one_name_for_each_host() {
    let (trace, _) = trace();
    let log = shiviz(&trace);
    assert_eq!(log.lines().count(), 2 * trace.events().len());
    for line in log.lines().skip(1).step_by(2) {
        let (host, clock) = line.split_once(' ').expect("a host and its clock");
        let clock: Value = serde_json::from_str(clock).expect("JSON");
        assert!(clock[host].is_u64(), "{line}");
    }
}

#[test]
fn json_brings_everything_back() {
    let (trace, highlights) = trace();
    let parsed: Value = serde_json::from_str(&chrome(&trace, &highlights)).expect("JSON");
    let items = parsed["traceEvents"].as_array().expect("a list");
    assert!(items.iter().any(|item| item["args"]["payload"] == EVIL));
    assert_eq!(Trace::read_json_lines("evil", &json_lines(&trace)), Ok(trace));
}
