//! JSON Lines: read again they are the same trace, and nothing that is read can do harm.

use sim_check::Evidence;
use sim_check::render::{Format, LanesOptions, TextOptions, json_lines, lanes, text};
use sim_check::trace::{
    Happening, Highlights, LeftOut, Trace, TraceActor, TraceEvent, TracePlace, Who,
};
use sim_core::{Duration, EventId, SimRng, Source, Time};

use crate::{election, house};

#[test]
fn the_fixed_runs_come_back() {
    for trace in [election::trace(), house::trace()] {
        assert_eq!(Trace::read_json_lines("run", &json_lines(&trace)), Ok(trace));
    }
}

#[test]
fn random_traces_come_back() {
    let templates = house::trace();
    for seed in 0..300 {
        let trace = random(&mut SimRng::new(seed), &templates);
        let written = json_lines(&trace);
        let read = Trace::read_json_lines("random", &written);
        assert_eq!(read.as_ref(), Ok(&trace), "seed {seed}");
        assert_eq!(read.map(|trace| json_lines(&trace)), Ok(written), "seed {seed}");
    }
}

// Everything that happens in the house, in other orders, with other numbers and words.
fn random(rng: &mut SimRng, templates: &Trace) -> Trace {
    let nodes = (0..rng.between(1, 4)).map(|_| word(rng)).collect::<Vec<_>>();
    let home = |rng: &mut SimRng| {
        let node = usize::try_from(rng.between(0, nodes.len() as u64)).expect("small");
        (node < nodes.len()).then_some(node)
    };
    let count = templates.actors().len();
    let actors = (0..count).map(|_| TraceActor { path: word(rng), node: home(rng) }).collect();
    let last_node = nodes.len() as u64 - 1;
    let mut trace = Trace::new(nodes, actors).expect("nodes that are there");
    let mut id = rng.between(0, 3);
    for _ in 0..rng.between(0, 60) {
        let pick = rng.between(0, templates.events().len() as u64 - 1);
        let template = &templates.events()[usize::try_from(pick).expect("small")];
        let place = match rng.between(0, 3) {
            0 => TracePlace::World,
            1 => TracePlace::Node(usize::try_from(rng.between(0, last_node)).expect("small")),
            _ => TracePlace::Actor(Who(
                usize::try_from(rng.between(0, count as u64 - 1)).expect("small")
            )),
        };
        let event = TraceEvent {
            id: EventId::nth(id),
            time: Time::from_nanos(rng.next_u64() >> rng.between(0, 63)),
            place,
            cause: (id > 0 && rng.between(0, 2) > 0).then(|| EventId::nth(rng.between(0, id - 1))),
            what: other_numbers(rng, template.what),
            payload: word(rng),
            told: word(rng),
            late: (rng.between(0, 3) == 0).then(|| Duration::from_nanos(rng.next_u64())),
        };
        trace.push(event).expect("an event in its place");
        id += 1 + rng.next_u64() % 5;
    }
    let counts =
        LeftOut { losses: rng.next_u64() % 3, others: rng.next_u64() % 3, ..LeftOut::default() };
    trace.leaving_out(counts)
}

fn other_numbers(rng: &mut SimRng, what: Happening) -> Happening {
    if let Happening::TimerSet { .. } = what {
        let (least, most) = (rng.next_u64(), rng.next_u64());
        Happening::TimerSet { least: Duration::from_nanos(least), most: Duration::from_nanos(most) }
    } else if let Happening::Chose { .. } = what {
        Happening::Chose { value: rng.next_u64() }
    } else if let Happening::Delivered { from, .. } = what {
        Happening::Delivered { from, copy: u8::try_from(rng.between(0, 255)).expect("a byte") }
    } else {
        what
    }
}

fn word(rng: &mut SimRng) -> String {
    let letters = ['a', 'Z', '"', '\\', '\n', '\u{0}', '<', '→', '😀', '\u{2028}', ' ', '{'];
    let length = rng.between(0, 8);
    let letter = |_| letters[usize::try_from(rng.between(0, 11)).expect("small")];
    (0..length).map(letter).collect()
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    let error = Trace::read_json_lines("run.jsonl", text).expect_err("no trace");
    assert_eq!(error.to_string(), expected);
}

const HEADER: &str =
    r#"{"format":"sim-trace","version":1,"nodes":["n1"],"actors":[{"path":"n1","node":0}]}"#;

// A header, and an event with this in it.
fn after_header(event: &str) -> String {
    format!("{HEADER}\n\n{event}\n")
}

#[test]
fn a_mistake_is_told_with_its_line_and_what_was_expected() {
    check_error("", "run.jsonl:1: expected the header of a trace, found an empty file");
    check_error("[]", "run.jsonl:1: expected the header of a trace, found []");
    check_error(
        r#"{"format":"sim-trace","version":2,"nodes":[],"actors":[]}"#,
        "run.jsonl:1: expected version 1, found 2",
    );
    check_error(
        r#"{"format":"sim-trace","version":1,"nodes":[],"actors":[{"path":"a","node":3}]}"#,
        "run.jsonl:1: expected a node below 0, as there are so many, found 3",
    );
    check_error(
        &after_header("{\"id\":"),
        "run.jsonl:3: expected an event in JSON, found EOF while parsing a value at line 1 column 6",
    );
    check_error(
        &after_header(r#"{"id":7,"time":"0","what":"Ended","told":""}"#),
        "run.jsonl:3: expected a number in quotes in \"id\", found 7",
    );
    check_error(
        &after_header(r#"{"id":"7","time":"0","what":"Exploded","told":""}"#),
        "run.jsonl:3: expected the name of an event in \"what\", found \"Exploded\"",
    );
    check_error(
        &after_header(r#"{"id":"7","time":"0","cause":"7","what":"Ended","told":""}"#),
        "run.jsonl:3: expected a cause before #7, found #7",
    );
    check_error(
        &after_header(r#"{"id":"7","time":"0","actor":0,"what":"Sent","to":4294967296,"told":""}"#),
        "run.jsonl:3: expected a number of at most 32 bits in \"to\", found 4294967296",
    );
    check_error(
        &after_header(r#"{"id":"7","time":"0","actor":0,"what":"Sent","to":1,"told":""}"#),
        "run.jsonl:3: expected an actor below 1, as there are so many, found 1",
    );
    check_error(
        &after_header(r#"{"id":"7","time":"0","what":"Ended","told":"","colour":"red"}"#),
        "run.jsonl:3: expected no more fields, found \"colour\"",
    );
    check_error(
        &after_header(r#"{"id":"7","time":"0","what":"Ended"}"#),
        "run.jsonl:3: expected a field \"told\", found none",
    );
}

#[test]
fn a_hostile_text_is_refused_or_drawn_but_nothing_panics() {
    let plain = json_lines(&house::trace());
    let (mut read, mut refused) = (0, 0);
    for seed in 0..1_500 {
        let mut rng = SimRng::new(seed);
        let mut text: Vec<char> = plain.chars().collect();
        for _ in 0..rng.between(1, 3) {
            damage(&mut rng, &mut text);
        }
        let text: String = text.into_iter().collect();
        match Trace::read_json_lines("hostile", &text) {
            Ok(trace) => {
                read += 1;
                // The first ones are enough: drawing takes longer than reading.
                if read < 40 {
                    draw(&trace);
                }
            }
            Err(error) => {
                refused += 1;
                assert!(error.line > 0 && !error.expected.is_empty(), "{error}");
            }
        }
    }
    assert!(read > 40 && refused > 40, "{read} read, {refused} refused");
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("{HEADER}\n{}", "[".repeat(200_000));
    assert!(Trace::read_json_lines("deep", &deep).is_err());
}

#[test]
fn random_traces_are_drawn() {
    let templates = house::trace();
    for seed in 0..60 {
        draw(&random(&mut SimRng::new(seed), &templates));
    }
}

#[test]
fn a_trace_without_anything_is_drawn() {
    draw(&Trace::default());
}

// As somebody would who means harm, or whose disk is broken.
fn damage(rng: &mut SimRng, text: &mut Vec<char>) {
    let place =
        |rng: &mut SimRng| usize::try_from(rng.next_u64() % text.len() as u64).expect("small");
    let (begin, end) = (place(rng), place(rng));
    let end = begin + (end.abs_diff(begin) % 30);
    let end = end.min(text.len());
    let digits: Vec<usize> =
        (0..text.len()).filter(|place| text[*place].is_ascii_digit()).collect();
    match rng.between(0, 5) {
        0 => drop(text.drain(begin..end)),
        1 => {
            let copy = text[begin..end].to_vec();
            text.splice(begin..begin, copy);
        }
        2 => text.truncate(begin.max(1)),
        // Another number, which may well be one that makes sense.
        _ if !digits.is_empty() => {
            let place = digits[begin % digits.len()];
            let number = ["0", "1", "3", "9", "18446744073709551615", "-1"];
            let number = number[usize::try_from(rng.between(0, 5)).expect("small")];
            text.splice(place..=place, number.chars());
        }
        _ => text.push('}'),
    }
}

fn draw(trace: &Trace) {
    let evidence = trace.events().iter().step_by(7).map(|event| Evidence::new(event.id, "shown"));
    let highlights = Highlights { evidence: evidence.collect(), ..Highlights::default() };
    let one_line_each = text(trace, &highlights, &TextOptions::all());
    let left_out = usize::from(trace.left_out().total() > 0);
    assert_eq!(one_line_each.lines().count(), trace.events().len() + left_out);
    // Where there is no room at all, there are as many lines.
    let narrow = text(trace, &highlights, &TextOptions::all().width(0));
    assert_eq!(narrow.lines().count(), one_line_each.lines().count());
    let drawn = lanes(trace, &highlights, &LanesOptions::default()).lines().count();
    assert_eq!(lanes(trace, &highlights, &LanesOptions { width: 0 }).lines().count(), drawn);
    for format in Format::ALL {
        let frame = match format {
            Format::Text | Format::Lanes | Format::Shiviz => "",
            Format::Svg => "</svg>\n",
            Format::Html => "</html>\n",
            Format::Mermaid => "\n",
            Format::Chrome => "\n]}\n",
            Format::JsonLines => "}\n",
        };
        assert!(format.render(trace, &highlights).ends_with(frame), "{format:?}");
    }
}
