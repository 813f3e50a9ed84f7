//! Every event is in exactly one place.

use std::collections::BTreeMap;

use serde_json::Value;
use sim_check::render::{
    LanesOptions, TextOptions, chrome, html, json_lines, lanes, mermaid, numbering, shiviz, svg,
    text,
};
use sim_check::trace::{Highlights, Trace};
use sim_core::millis;

use crate::{election, house};

// The numbers that stand between these two texts, each as often as it stands there.
fn between(text: &str, before: &str, after: &str) -> BTreeMap<u64, usize> {
    let mut found = BTreeMap::new();
    for rest in text.split(before).skip(1) {
        if let Some((number, _)) = rest.split_once(after)
            && let Ok(number) = number.parse()
        {
            *found.entry(number).or_default() += 1;
        }
    }
    found
}

#[track_caller]
fn check(found: &BTreeMap<u64, usize>, trace: &Trace, all: bool) {
    let events = trace.events().iter().filter(|event| all || event.what.is_readable());
    let expected = events.map(|event| (event.id.index(), 1)).collect();
    assert_eq!(*found, expected);
}

fn runs() -> [Trace; 2] {
    [election::trace(), house::trace()]
}

#[test]
fn a_page_has_one_anchor_for_each_event() {
    for trace in runs() {
        let page = html(&trace, &Highlights::default());
        check(&between(&page, " id=\"e", "\""), &trace, true);
    }
}

#[test]
fn a_picture_has_one_anchor_for_each_event() {
    for trace in runs() {
        let picture = svg(&trace, &Highlights::default());
        check(&between(&picture, " id=\"e", "\""), &trace, true);
    }
}

#[test]
fn a_text_has_one_line_for_each_event_of_its_view() {
    for trace in runs() {
        for (options, all) in [(TextOptions::all(), true), (TextOptions::readable(), false)] {
            let told = text(&trace, &Highlights::default(), &options);
            check(&between(&format!("\n{told}"), "\n#", " "), &trace, all);
        }
    }
}

#[test]
fn a_numbering_from_one_has_no_gaps() {
    for trace in runs() {
        let options = TextOptions::readable().from_one();
        let numbers = numbering(&trace, &options);
        let told = text(&trace, &Highlights::default(), &options);
        let found: Vec<u64> = between(&format!("\n{told}"), "\n#", " ").into_keys().collect();
        assert_eq!(found, numbers.into_values().collect::<Vec<_>>());
        assert_eq!(found, (1..=found.len() as u64).collect::<Vec<_>>());
    }
}

#[test]
fn lanes_and_mermaid_have_one_line_for_each_readable_event() {
    for trace in runs() {
        let drawn = lanes(&trace, &Highlights::default(), &LanesOptions::default());
        check(&between(&drawn, "  #", " "), &trace, false);
        let diagram = mermaid(&trace, &Highlights::default());
        check(&between(&diagram, ": #35;", " "), &trace, false);
    }
}

#[test]
fn json_lines_have_one_line_for_each_event() {
    for trace in runs() {
        let text = json_lines(&trace);
        check(&between(&text, "\n{\"id\":\"", "\""), &trace, true);
        assert_eq!(text.lines().count(), trace.events().len() + 1);
    }
}

#[test]
fn chrome_has_one_slice_for_each_event_and_each_flow_has_both_ends() {
    for trace in runs() {
        let parsed: Value =
            serde_json::from_str(&chrome(&trace, &Highlights::default())).expect("JSON");
        let items = parsed["traceEvents"].as_array().expect("a list");
        let mut found = BTreeMap::new();
        let (mut out, mut into) = (Vec::new(), Vec::new());
        for item in items.iter().filter(|item| item["ph"] == "X") {
            let id = item["args"]["event"].as_str().expect("an id");
            *found.entry(id[1..].parse().expect("a number")).or_default() += 1;
            let flow = item["bind_id"].as_str().map(str::to_string);
            if item["flow_out"] == true {
                out.extend(flow.clone());
            }
            if item["flow_in"] == true {
                into.extend(flow);
            }
        }
        check(&found, &trace, true);
        assert!(!into.is_empty());
        assert!(into.iter().all(|flow| out.contains(flow)), "{into:?} {out:?}");
    }
}

// As ShiViz checks it: each host counts its own events one by one, and knows of others only what has happened.
#[test]
fn clocks_for_shiviz_are_vector_clocks() {
    for trace in runs() {
        let log = shiviz(&trace);
        let lines: Vec<&str> = log.lines().collect();
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        assert_eq!(lines.len(), 2 * trace.events().len());
        for (pair, event) in lines.chunks(2).zip(trace.events()) {
            assert!(pair[0].starts_with(&format!("{} ", event.id)), "{}", pair[0]);
            let (host, clock) = pair[1].split_once(' ').expect("a host and its clock");
            let clock: BTreeMap<String, u64> = serde_json::from_str(clock).expect("JSON");
            *counts.entry(host.to_string()).or_default() += 1;
            assert_eq!(clock.get(host), counts.get(host), "{}", pair[1]);
            for (other, count) in &clock {
                assert!(count <= counts.get(other).unwrap_or(&0), "{}", pair[1]);
            }
        }
    }
}

#[test]
fn no_line_is_longer_than_asked_for() {
    let trace = election::trace();
    for width in [60, 80, 100, 140] {
        let options = TextOptions::all().width(width);
        let mut told = text(&trace, &election::highlights(&trace), &options);
        told +=
            &lanes(&trace, &election::highlights(&trace), &LanesOptions { width: width.max(90) });
        for line in told.lines() {
            assert!(line.chars().count() <= width.max(90), "{line}");
        }
    }
    for line in text(&house::trace(), &Highlights::default(), &TextOptions::all()).lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

// About 500 bytes an event; what takes more is a slow page.
#[test]
fn a_page_of_ten_thousand_events_is_no_larger_than_a_photograph() {
    let trace = election::lasting(millis(8_700));
    let events = trace.events().len();
    assert!(events > 10_000, "{events}");
    let page = html(&trace, &election::highlights(&trace));
    assert!(page.len() < 6_000_000, "{} bytes for {events} events", page.len());
    // It is drawn in parts, and no part has an event that another one has.
    check(&between(&page, " id=\"e", "\""), &trace, true);
    assert!(page.matches("<div class=\"run\"").count() > 50);
}
