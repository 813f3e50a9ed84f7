//! Figures in words: a table for each kind.

use std::fmt::Write;

use sim_core::Ratio;

use super::{Distribution, Figure, Measured, fraction, percent, short};
use crate::render::cut;

// A table is this wide at most.
const WIDTH: usize = 80;
// A name has so much room at least.
const NAME: usize = 12;

/// A row for each figure of a kind, under a row that says what they are.
struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// All figures, kind by kind.
pub(super) fn table(measured: &Measured) -> String {
    let mut tables = [
        Table::new(&["time", "count", "p50", "p90", "p99", "p99.9", "most", "open", "given up"]),
        Table::new(&["number", "count", "mean", "p50", "p90", "p99", "most"]),
        Table::new(&["throughput", "count", "per second", "window", "least", "p50", "most"]),
        Table::new(&["availability", "window", "asked", "served", "share"]),
        Table::new(&["messages", "sent", "operations", "per operation"]),
    ];
    for (name, figure) in measured.iter() {
        let (place, cells) = cells(figure);
        tables[place].rows.push(std::iter::once(name.to_owned()).chain(cells).collect());
    }
    let mut out = String::new();
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        table.write(&mut out);
    }
    out
}

// In which table a figure stands, and what stands beside its name.
fn cells(figure: &Figure) -> (usize, Vec<String>) {
    match figure {
        Figure::Latency(latency) => {
            let times = &latency.times;
            let [p50, p90, p99, p999] =
                [500, 900, 990, 999].map(|share| or_none(quantile(times, share), short));
            let count = times.count().to_string();
            let most = or_none(times.most(), short);
            let (open, given_up) = (latency.open.to_string(), latency.given_up.to_string());
            (0, vec![count, p50, p90, p99, p999, most, open, given_up])
        }
        Figure::Counts(counts) => {
            let plain = |number: u64| number.to_string();
            let [p50, p90, p99] =
                [500, 900, 990].map(|share| or_none(quantile(counts, share), plain));
            let mean = fraction(counts.sum(), u128::from(counts.count()), 2);
            (1, vec![plain(counts.count()), mean, p50, p90, p99, or_none(counts.most(), plain)])
        }
        Figure::Throughput(throughput) => {
            let plain = |number: u64| number.to_string();
            let per_window = &throughput.per_window;
            let per_second =
                fraction(u128::from(throughput.total) * 1_000_000_000, throughput.elapsed, 2);
            let least = or_none(per_window.least(), plain);
            let [p50, most] = [500, 1_000].map(|share| or_none(quantile(per_window, share), plain));
            let window = throughput.window.to_string();
            (2, vec![plain(throughput.total), per_second, window, least, p50, most])
        }
        Figure::Availability(available) => {
            let (asked, served) = (available.asked(), available.served());
            let window = available.window.to_string();
            (3, vec![window, asked.to_string(), served.to_string(), percent(served, asked)])
        }
        Figure::Messages(messages) => {
            let (sent, operations) = (messages.messages, messages.operations);
            let per_operation = fraction(u128::from(sent), u128::from(operations), 2);
            (4, vec![sent.to_string(), operations.to_string(), per_operation])
        }
    }
}

fn quantile(distribution: &Distribution, thousandths: u32) -> Option<u64> {
    distribution.quantile(Ratio::per_thousand(thousandths))
}

fn or_none(number: Option<u64>, told: impl Fn(u64) -> String) -> String {
    number.map_or_else(|| "-".to_owned(), told)
}

impl Table {
    fn new(heads: &[&'static str]) -> Self {
        Self { heads: heads.to_vec(), rows: Vec::new() }
    }

    // Names to the left and numbers to the right, each column as wide as it has to be; names take what is left.
    fn write(&self, out: &mut String) {
        let length = |cell: &str| cell.chars().count();
        let width = |column: usize| {
            let cells = self.rows.iter().map(|row| length(&row[column]));
            cells.max().unwrap_or(0).max(length(self.heads[column]))
        };
        let widths: Vec<usize> = (0..self.heads.len()).map(width).collect();
        let numbers: usize = widths[1..].iter().map(|width| width + 2).sum();
        let names = widths[0].min(WIDTH.saturating_sub(numbers).max(NAME));
        let heads = self.heads.iter().map(|head| (*head).to_owned()).collect();
        for row in std::iter::once(&heads).chain(&self.rows) {
            let mut line = format!("{:names$}", cut(&row[0], names));
            for (cell, width) in row[1..].iter().zip(&widths[1..]) {
                write!(line, "  {cell:>width$}").expect("a string takes all");
            }
            writeln!(out, "{}", line.trim_end()).expect("a string takes all");
        }
    }
}
