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
    kept::is_as_kept(
        "renderers/testdata/election.txt",
        &text(&trace, &highlights, &TextOptions::readable()),
    );
    let narrow = TextOptions::readable().width(80).from_one();
    kept::is_as_kept("renderers/testdata/election.80.txt", &text(&trace, &highlights, &narrow));
}

#[test]
fn the_past_of_a_violation_as_text() {
    let (trace, highlights) = elected();
    let shown: Vec<_> = highlights.evidence.iter().map(|evidence| evidence.event).collect();
    let past = trace.past_of(&shown);
    kept::is_as_kept(
        "renderers/testdata/past.txt",
        &text(&past, &highlights, &TextOptions::readable().from_one()),
    );
}

#[test]
fn an_election_in_lanes() {
    let (trace, highlights) = elected();
    kept::is_as_kept(
        "renderers/testdata/election.lanes.txt",
        &lanes(&trace, &highlights, &LanesOptions::default()),
    );
}

#[test]
fn an_election_for_mermaid() {
    let (trace, highlights) = elected();
    kept::is_as_kept("renderers/testdata/election.mmd", &mermaid(&trace, &highlights));
}

#[test]
fn an_election_as_json_lines() {
    let (trace, _) = elected();
    kept::is_as_kept("renderers/testdata/election.jsonl", &json_lines(&trace));
}

#[test]
fn an_election_for_shiviz() {
    let (trace, _) = elected();
    kept::is_as_kept("renderers/testdata/election.shiviz.log", &shiviz(&trace));
}

#[test]
fn an_election_for_chrome() {
    let (trace, highlights) = elected();
    kept::is_as_kept("renderers/testdata/election.chrome.json", &chrome(&trace, &highlights));
}

#[test]
fn an_election_as_a_picture() {
    let (trace, highlights) = elected();
    kept::is_as_kept("renderers/testdata/election.svg", &svg(&trace, &highlights));
}

#[test]
fn an_election_as_a_page() {
    let (trace, highlights) = elected();
    kept::is_as_kept("renderers/testdata/election.html", &html(&trace, &highlights));
}

#[test]
fn the_house_as_text() {
    let (trace, highlights) = housed();
    kept::is_as_kept(
        "renderers/testdata/house.txt",
        &text(&trace, &highlights, &TextOptions::all()),
    );
}

#[test]
fn the_house_in_lanes() {
    let (trace, highlights) = housed();
    kept::is_as_kept(
        "renderers/testdata/house.lanes.txt",
        &lanes(&trace, &highlights, &LanesOptions::default()),
    );
}

#[test]
fn the_house_for_mermaid() {
    let (trace, highlights) = housed();
    kept::is_as_kept("renderers/testdata/house.mmd", &mermaid(&trace, &highlights));
}

#[test]
fn the_house_as_json_lines() {
    let (trace, _) = housed();
    kept::is_as_kept("renderers/testdata/house.jsonl", &json_lines(&trace));
}

#[test]
fn the_house_for_shiviz() {
    let (trace, _) = housed();
    kept::is_as_kept("renderers/testdata/house.shiviz.log", &shiviz(&trace));
}

#[test]
fn the_house_for_chrome() {
    let (trace, highlights) = housed();
    kept::is_as_kept("renderers/testdata/house.chrome.json", &chrome(&trace, &highlights));
}

#[test]
fn the_house_as_a_picture() {
    let (trace, highlights) = housed();
    kept::is_as_kept("renderers/testdata/house.svg", &svg(&trace, &highlights));
}

#[test]
fn the_house_as_a_page() {
    let (trace, highlights) = housed();
    kept::is_as_kept("renderers/testdata/house.html", &html(&trace, &highlights));
}
