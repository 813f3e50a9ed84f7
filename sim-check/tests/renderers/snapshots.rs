//! What each renderer makes of the fixed runs.

use sim_check::render::{
    LanesOptions, TextOptions, chrome, html, json_lines, lanes, mermaid, shiviz, svg, text,
};
use sim_check::trace::{Highlights, Trace};

use crate::{election, house, kept};

fn elected() -> (Trace, Highlights) {
    let trace = election::trace();
    let highlights = election::highlights(&trace);
    (trace, highlights)
}

fn housed() -> (Trace, Highlights) {
    (house::trace(), Highlights::default())
}

#[test]
fn an_election_as_text() {
    let (trace, highlights) = elected();
    kept::check("election.txt", &text(&trace, &highlights, &TextOptions::readable()));
    let narrow = TextOptions::readable().width(80).from_one();
    kept::check("election.80.txt", &text(&trace, &highlights, &narrow));
}

#[test]
fn the_past_of_a_violation_as_text() {
    let (trace, highlights) = elected();
    let shown: Vec<_> = highlights.evidence.iter().map(|evidence| evidence.event).collect();
    let past = trace.past_of(&shown);
    kept::check("past.txt", &text(&past, &highlights, &TextOptions::readable().from_one()));
}

#[test]
fn an_election_in_lanes() {
    let (trace, highlights) = elected();
    kept::check("election.lanes.txt", &lanes(&trace, &highlights, &LanesOptions::default()));
}

#[test]
fn an_election_for_mermaid() {
    let (trace, highlights) = elected();
    kept::check("election.mmd", &mermaid(&trace, &highlights));
}

#[test]
fn an_election_as_json_lines() {
    let (trace, _) = elected();
    kept::check("election.jsonl", &json_lines(&trace));
}

#[test]
fn an_election_for_shiviz() {
    let (trace, _) = elected();
    kept::check("election.shiviz.log", &shiviz(&trace));
}

#[test]
fn an_election_for_chrome() {
    let (trace, highlights) = elected();
    kept::check("election.chrome.json", &chrome(&trace, &highlights));
}

#[test]
fn an_election_as_a_picture() {
    let (trace, highlights) = elected();
    kept::check("election.svg", &svg(&trace, &highlights));
}

#[test]
fn an_election_as_a_page() {
    let (trace, highlights) = elected();
    kept::check("election.html", &html(&trace, &highlights));
}

#[test]
fn the_house_as_text() {
    let (trace, highlights) = housed();
    kept::check("house.txt", &text(&trace, &highlights, &TextOptions::all()));
}

#[test]
fn the_house_in_lanes() {
    let (trace, highlights) = housed();
    kept::check("house.lanes.txt", &lanes(&trace, &highlights, &LanesOptions::default()));
}

#[test]
fn the_house_for_mermaid() {
    let (trace, highlights) = housed();
    kept::check("house.mmd", &mermaid(&trace, &highlights));
}

#[test]
fn the_house_as_json_lines() {
    let (trace, _) = housed();
    kept::check("house.jsonl", &json_lines(&trace));
}

#[test]
fn the_house_for_shiviz() {
    let (trace, _) = housed();
    kept::check("house.shiviz.log", &shiviz(&trace));
}

#[test]
fn the_house_for_chrome() {
    let (trace, highlights) = housed();
    kept::check("house.chrome.json", &chrome(&trace, &highlights));
}

#[test]
fn the_house_as_a_picture() {
    let (trace, highlights) = housed();
    kept::check("house.svg", &svg(&trace, &highlights));
}

#[test]
fn the_house_as_a_page() {
    let (trace, highlights) = housed();
    kept::check("house.html", &html(&trace, &highlights));
}
