//! Plots: figures as one picture, a panel for each.

mod curve;
mod scale;

use std::fmt::Write;

use super::quoted::{cut, markup};
use crate::figures::{
    Availability, Distribution, Figure, Measured, Throughput, fraction, percent, short,
};
use curve::{Share, Step};
use scale::{Linear, Logarithmic};
use sim_core::{Duration, Ratio};

// How figures look, in light and in dark.
const STYLE: &str = include_str!("plot.css");

const WIDTH: u64 = 760;
const HEAD: u64 = 34;
// Of a panel: the line above the plot, the plot, and the lines of numbers below.
const NAME: u64 = 22;
const HEIGHT: u64 = 120;
const FOOT: u64 = 44;
// Of a plot: where it begins, and how wide it is.
const LEFT: u64 = 64;
const ACROSS: u64 = 672;

/// Figures as a picture: of times and counts which share is not above a number, of what happens in windows of time how
/// much there is in each.
///
/// Times and counts stand on an axis on which each power of two is equally wide; a dotted line shows half of them, 90 and 99
/// hundredths, and the greatest. What a run has in its windows is a mean over all runs that had that window.
///
/// ```
/// use sim_check::figures::Measured;
/// use sim_check::render::plot;
/// assert!(plot(&Measured::default(), "nothing yet").contains("nothing yet"));
/// ```
pub fn plot(measured: &Measured, title: &str) -> String {
    let mut panels = String::new();
    let mut y = HEAD;
    for (name, figure) in measured.iter() {
        let height = panel(&mut panels, y, name, figure);
        y += height;
    }
    let runs = match measured.runs() {
        1 => "1 run".to_owned(),
        runs => format!("{runs} runs"),
    };
    let title = markup(&cut(title, 70));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figures\" width=\"{WIDTH}\" height=\"{y}\" viewBox=\"0 0 {WIDTH} {y}\">\n<style>{STYLE}</style>\n<rect class=\"paper\" width=\"{WIDTH}\" height=\"{y}\"/>\n<text class=\"title\" x=\"10\" y=\"21\">{title}</text>\n<text class=\"tick end\" x=\"{}\" y=\"21\">{runs}</text>\n{panels}</svg>\n",
        LEFT + ACROSS,
    )
}

// A panel at this height, and how high it is.
fn panel(svg: &mut String, y: u64, name: &str, figure: &Figure) -> u64 {
    let line = |svg: &mut String, said: String| {
        let (name, said) = (markup(&cut(name, 30)), markup(&said));
        writeln!(
            svg,
            "<g transform=\"translate(0 {y})\">\n<text x=\"10\" y=\"15\"><tspan class=\"name\">{name}</tspan>  {said}</text>"
        )
        .expect("a string takes all");
    };
    let drawn = match figure {
        Figure::Latency(latency) => {
            let mut said = format!("{} ended", latency.times.count());
            for (count, what) in [(latency.open, "open"), (latency.given_up, "given up")] {
                if count > 0 {
                    write!(said, ", {count} {what}").expect("a string takes all");
                }
            }
            line(svg, said);
            shares(svg, &latency.times, short)
        }
        Figure::Counts(counts) => {
            let mean = fraction(counts.sum(), u128::from(counts.count()), 2);
            line(svg, format!("{} counted, {mean} in the mean", counts.count()));
            shares(svg, counts, |number| number.to_string())
        }
        Figure::Throughput(throughput) => {
            let per_second =
                fraction(u128::from(throughput.total) * 1_000_000_000, throughput.elapsed, 2);
            let Throughput { total, window, .. } = throughput;
            line(svg, format!("{total}, {per_second} a second; in each {window}"));
            rates(svg, throughput)
        }
        Figure::Availability(available) => {
            let (served, asked) = (available.served(), available.asked());
            let share = percent(served, asked);
            let window = available.window;
            line(svg, format!("{share}: {served} of {asked} windows of {window}"));
            available_shares(svg, available)
        }
        Figure::Messages(messages) => {
            let (sent, operations) = (messages.messages, messages.operations);
            let each = fraction(u128::from(sent), u128::from(operations), 2);
            line(svg, format!("{each} messages each: {sent} for {operations}"));
            false
        }
    };
    svg.push_str("</g>\n");
    if drawn { NAME + HEIGHT + FOOT } else { NAME }
}

// Which share of what was seen is not above a number; whether there was anything.
fn shares(svg: &mut String, seen: &Distribution, told: impl Fn(u64) -> String) -> bool {
    let (Some(least), Some(most)) = (seen.least(), seen.most()) else { return false };
    let scale = Logarithmic::new(least, most, ACROSS);
    for (number, x) in scale.ticks() {
        vertical(svg, "grid", LEFT + x);
        tick(svg, "middle", LEFT + x, NAME + HEIGHT + 14, &told(number));
    }
    levels(svg, &["0%", "50%", "100%"]);
    let mut share = Share::new(seen.count(), HEIGHT);
    for (_, last, count) in seen.buckets() {
        share.rise(scale.x(last.min(most)), count);
    }
    draw(svg, &share.finish(ACROSS));
    let quantiles = [("p50", 500), ("p90", 900), ("p99", 990), ("most", 1_000)];
    let told = quantiles.map(|(name, place)| {
        let number = seen.quantile(Ratio::per_thousand(place)).unwrap_or(most);
        vertical(svg, "mark", LEFT + scale.x(number));
        format!("{name} {}", told(number))
    });
    tick(svg, "end", LEFT + ACROSS, NAME + HEIGHT + 28, &told.join("  "));
    true
}

// How many there are in each window, in the mean of the runs that had it.
fn rates(svg: &mut String, throughput: &Throughput) -> bool {
    let windows = &throughput.over_time;
    let means = || {
        windows.iter().map(|(count, runs)| u128::from(*count) * 1_000 / u128::from((*runs).max(1)))
    };
    let Some(most) = means().max() else { return false };
    let most = u64::try_from(most).unwrap_or(u64::MAX).max(1);
    let scale = Linear::new(most, HEIGHT);
    let told = |thousandths: u64| fraction(u128::from(thousandths), 1_000, 2);
    levels(svg, &["0", &told(most / 2), &told(most)]);
    moments(svg, throughput.window, windows.len() as u64);
    let mut step = Step::new(windows.len() as u64, ACROSS, HEIGHT);
    for mean in means() {
        step.to(scale.x(u64::try_from(mean).unwrap_or(u64::MAX)));
    }
    draw(svg, &step.finish());
    true
}

// In which share of the runs in which something was open in a window something ended in it. A window in which nothing was
// open is as the one before.
fn available_shares(svg: &mut String, available: &Availability) -> bool {
    if available.asked() == 0 {
        return false;
    }
    levels(svg, &["0%", "50%", "100%"]);
    moments(svg, available.window, available.over_time.len() as u64);
    let mut step = Step::new(available.over_time.len() as u64, ACROSS, HEIGHT);
    let mut height = HEIGHT;
    for (served, asked) in &available.over_time {
        if *asked > 0 {
            height = Linear::new(*asked, HEIGHT).x(*served);
        }
        step.to(height);
    }
    draw(svg, &step.finish());
    true
}

// The time at the begin, in the middle and at the end of so many windows.
fn moments(svg: &mut String, window: Duration, count: u64) {
    for (part, anchor) in [(0, "start"), (1, "middle"), (2, "end")] {
        let time = short(window.saturating_mul(count * part / 2).as_nanos());
        tick(svg, anchor, LEFT + ACROSS * part / 2, NAME + HEIGHT + 14, &time);
    }
}

// Three levels with their names, from below.
fn levels(svg: &mut String, names: &[&str; 3]) {
    for (part, name) in (0..).zip(names) {
        let y = NAME + HEIGHT - HEIGHT * part / 2;
        let class = if part == 0 { "axis" } else { "grid" };
        writeln!(svg, "<path class=\"{class}\" d=\"M{LEFT} {y}h{ACROSS}\"/>")
            .expect("a string takes all");
        tick(svg, "end", LEFT - 6, y + 4, name);
    }
}

fn vertical(svg: &mut String, class: &str, x: u64) {
    writeln!(svg, "<path class=\"{class}\" d=\"M{x} {NAME}v{HEIGHT}\"/>")
        .expect("a string takes all");
}

fn tick(svg: &mut String, anchor: &str, x: u64, y: u64, said: &str) {
    let said = markup(said);
    writeln!(svg, "<text class=\"tick {anchor}\" x=\"{x}\" y=\"{y}\">{said}</text>")
        .expect("a string takes all");
}

// A line through points that are counted from the lower left corner of the plot, and the area below it.
fn draw(svg: &mut String, points: &[(u64, u64)]) {
    let mut line = String::new();
    for (rank, (x, height)) in points.iter().enumerate() {
        let command = if rank == 0 { 'M' } else { 'L' };
        write!(line, "{command}{} {}", LEFT + x, NAME + HEIGHT - height.min(&HEIGHT))
            .expect("a string takes all");
    }
    let (Some((first, _)), Some((last, _))) = (points.first(), points.last()) else { return };
    let (base, first, last) = (NAME + HEIGHT, LEFT + first, LEFT + last);
    writeln!(
        svg,
        "<path class=\"area\" d=\"{line}L{last} {base}L{first} {base}z\"/>\n<path class=\"curve\" d=\"{line}\"/>"
    )
    .expect("a string takes all");
}
