use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use sim_core::{Duration, nanos};

use super::*;
use crate::link::{Duplication, LinkLoss, Order, Reordering};

#[test]
fn every_name_has_a_preset_that_makes_sense() {
    for name in Link::PRESETS {
        assert_eq!(Link::preset(name).expect("a preset").check(), Ok(()), "{name}");
    }
    assert_eq!(Link::preset("lan"), None);
}

#[test]
fn the_documented_numbers_are_the_numbers() {
    let documented = documented();
    assert_eq!(documented.len(), Link::PRESETS.len());
    for (name, expected) in &documented {
        let link = Link::preset(name).expect("a documented preset");
        assert_eq!(&told(&link), expected, "{name}");
    }
}

#[test]
fn a_full_queue_takes_as_long_as_documented() {
    for (link, expected) in [
        (Link::wan(), millis(100)),
        (Link::satellite(), millis(600)),
        (Link::lossy_wifi(), millis(100)),
        (Link::datacentre(), micros(200)),
    ] {
        let bandwidth = link.bandwidth.expect("a bandwidth");
        assert_eq!(bandwidth.takes(bandwidth.queue.expect("a queue")), expected);
    }
}

#[test]
fn as_many_are_lost_over_all_as_documented() {
    // Bursts of so many messages, and so many lost in a million.
    for (link, length, lost) in [(Link::satellite(), 50, 5_049), (Link::lossy_wifi(), 5, 31_818)] {
        let LinkLoss::Bursts(Bursts { begin, end, fair, foul }) = link.loss else {
            panic!("{:?} comes in bursts", link.loss);
        };
        assert_eq!(end.divide(1), length);
        let [begin, end, fair, foul] =
            [begin, end, fair, foul].map(|chance| chance.multiply(1_000_000));
        assert_eq!((begin * foul + end * fair) / (begin + end), lost);
    }
}

/// The first two columns of each table in the documentation, by the name of the preset.
fn documented() -> Vec<(String, Vec<String>)> {
    let mut presets = Vec::new();
    let mut rows = Vec::new();
    for line in include_str!("../preset.rs").lines().map(str::trim) {
        if let Some(row) = line.strip_prefix("/// | ") {
            let mut cells = row.split('|').map(str::trim);
            if let (Some(field), Some(value)) = (cells.next(), cells.next())
                && !field.is_empty()
            {
                rows.push(format!("{field}: {value}"));
            }
        } else if let Some(rest) = line.strip_prefix("pub fn ")
            && !rows.is_empty()
        {
            let name = rest.split('(').next().expect("a name");
            presets.push((in_capitals(name), core::mem::take(&mut rows)));
        }
    }
    presets
}

/// The same rows, as the link says them.
fn told(link: &Link) -> Vec<String> {
    let mut rows = Vec::new();
    rows.push(format!("latency: {}", spaced(link.latency)));
    rows.push(format!("spread: {}", told_spread(&link.spread)));
    match link.loss {
        LinkLoss::Independent(chance) => rows.push(format!("loss: {}", one_in(chance))),
        LinkLoss::Bursts(Bursts { begin, end, fair, foul }) => {
            rows.push(format!("loss, fair: {}", one_in(fair)));
            rows.push(format!("loss, foul: {foul}"));
            rows.push(format!("bursts begin, end: {}, {}", one_in(begin), one_in(end)));
        }
    }
    let Duplication { chance, copies, behind } = &link.duplication;
    if !chance.is_zero() {
        assert_eq!((*copies, behind), (1, &Spread::None));
        rows.push(format!("duplication: {}", one_in(*chance)));
    }
    let Reordering { chance, behind } = &link.reordering;
    if !chance.is_zero() {
        let Spread::Uniform { max } = behind else { panic!("{behind:?} is documented") };
        rows.push(format!("reordering: {}, by up to {}", one_in(*chance), spaced(*max)));
    }
    assert!(link.corruption.is_zero());
    assert_eq!(link.order, Order::Kept);
    let bandwidth = link.bandwidth.expect("a bandwidth");
    rows.push(format!("bandwidth: {} bytes/s", grouped(bandwidth.rate)));
    rows.push(format!("queue: {} bytes", grouped(bandwidth.queue.expect("a queue"))));
    assert_eq!(bandwidth.early, None);
    rows
}

fn told_spread(spread: &Spread) -> String {
    match spread {
        Spread::Uniform { max } => format!("uniform, up to {}", spaced(*max)),
        Spread::Exponential { mean } => format!("exponential, mean {}", spaced(*mean)),
        Spread::LogNormal { median, sigma } => {
            format!("log-normal, median {}, sigma {sigma}", spaced(*median))
        }
        Spread::None | Spread::Normal { .. } | Spread::Pareto { .. } | Spread::Empirical { .. } => {
            panic!("no preset has {spread:?}")
        }
    }
}

fn one_in(chance: Ratio) -> String {
    assert_eq!(chance.numerator(), 1, "{chance}");
    format!("1 in {}", grouped(chance.denominator().into()))
}

/// With a space before the unit, as in prose.
fn spaced(duration: Duration) -> String {
    assert_ne!(duration, nanos(0));
    let text = duration.to_string();
    let unit = text.find(|c: char| c.is_alphabetic()).expect("a unit");
    format!("{} {}", &text[..unit], &text[unit..])
}

fn grouped(number: u64) -> String {
    if number < 1_000 {
        return number.to_string();
    }
    format!("{},{:03}", grouped(number / 1_000), number % 1_000)
}

/// `lossy_wifi` is `LossyWifi`.
fn in_capitals(name: &str) -> String {
    name.split('_').flat_map(|word| [word[..1].to_uppercase(), word[1..].to_string()]).collect()
}
