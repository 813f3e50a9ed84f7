//! What is printed: a table for people, or one JSON record per row.
//!
//! Deliberately absent: measuring, and deciding whether a figure is good.
#![expect(clippy::float_arithmetic, reason = "figures for people; nothing is decided by them")]
#![expect(clippy::cast_precision_loss, reason = "no figure needs more than 52 bits")]

use std::fmt::Display;
use std::fs;
use std::thread;

use crate::measure::{Cost, Figures, Grown, Holding, Point, Record, Summary, Times};

/// The machine, the rounds, the date if one was given, and the columns.
pub(crate) fn heading(rounds: u32, date: Option<&str>) -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let date = date.map(|date| format!(", {date}")).unwrap_or_default();
    let machine = format!("{}, {cores} cores, {rounds} rounds{date}", processor());
    let note = "ns: min / median / max per unit; ratio: of each round, ns by floor ns; peak: floor / framework";
    let columns = line(["workload", "unit", "floor ns", "ns", "ratio", "peak MiB"]);
    format!("{machine}\n{note}\n\n{columns}\n{}", "-".repeat(columns.len()))
}

fn processor() -> String {
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == "model name")
        .map(|(_, model)| model.trim().to_owned());
    model.unwrap_or_else(|| "unknown processor".to_owned())
}

/// A row of the table.
pub(crate) fn human(record: &Record) -> String {
    match &record.figures {
        Figures::Time(times) => human_times(record.workload, times),
        Figures::Memory(bytes) => human_bytes(record.workload, bytes),
        Figures::Growth(grown) => human_growth(record.workload, grown),
        Figures::Skipped(why) => format!("{:26} SKIPPED: {why}", record.workload),
        Figures::Missing => line([record.workload, "", "-", "-", "-", "-"]),
    }
}

fn human_times(workload: &str, times: &Times) -> String {
    let ns = |cost: Option<Cost>| cost.map(|cost| human_summary(cost.ns));
    let peak = |cost: Option<Cost>| {
        let peak = cost.and_then(|cost| cost.peak_bytes);
        peak.map_or_else(|| "-".to_owned(), |peak| format!("{:.2}", peak as f64 / 1_048_576.0))
    };
    let peak = Some(format!("{} / {}", peak(times.floor), peak(times.framework)));
    let cells = [ns(times.floor), ns(times.framework), times.ratio.map(human_summary), peak];
    let [floor, framework, ratio, peak] = cells.map(|cell| cell.unwrap_or_else(|| "-".to_owned()));
    let mut text = line([workload, times.unit.name(), &floor, &framework, &ratio, &peak]);
    let gain = |cost: Option<Cost>| cost.and_then(|cost| cost.gain).map(human_summary);
    if let Some(floor) = gain(times.floor) {
        let framework = gain(times.framework).unwrap_or_else(|| "-".to_owned());
        text.push('\n');
        text.push_str(&line(["  gain by the second thread", "", &floor, &framework, "", ""]));
    }
    text
}

fn human_bytes(workload: &str, bytes: &Holding) -> String {
    let Holding { item, items, own_bytes, .. } = *bytes;
    let held = |usage: Option<sim_bench_allocator::Usage>| {
        usage.map_or_else(
            || "-".to_owned(),
            |usage| {
                let each = |bytes| bytes as f64 / items as f64;
                format!("{:.1} B, peak {:.1} B", each(usage.current), each(usage.peak))
            },
        )
    };
    let (floor, framework) = (held(bytes.floor), held(bytes.framework));
    let own = format!("own {own_bytes} B");
    line([workload, item, &floor, &framework, &own, ""])
}

fn human_growth(workload: &str, grown: &Grown) -> String {
    let each = |text: &dyn Fn(&Point) -> String| {
        grown.points.iter().map(text).collect::<Vec<_>>().join(" / ")
    };
    let sizes = format!("{} {}", each(&|it| it.size.to_string()), grown.over);
    let (ns, growth) = match grown.points.as_slice() {
        [only] => (human_summary(only.ns), String::new()),
        _ => (each(&|it| format!("{:.1}", it.ns.median)), human_summary(grown.growth)),
    };
    let mut text = line([workload, "item", &sizes, &ns, &growth, ""]);
    if grown.points.iter().any(|it| it.judged.steps.is_some()) {
        let steps =
            each(&|it| it.judged.steps.map_or_else(String::new, |(all, _)| all.to_string()));
        let smaller =
            each(&|it| it.judged.steps.map_or_else(String::new, |(_, it)| it.to_string()));
        let whole = format!("{} ms", each(&|it| format!("{:.2}", it.whole())));
        text.push('\n');
        text.push_str(&line(["  steps, to reduce, in all", "", &steps, &smaller, &whole, ""]));
    }
    text
}

fn human_summary(summary: Summary) -> String {
    let Summary { min, median, max } = summary;
    format!("{min:.2} / {median:.2} / {max:.2}")
}

fn line(cells: [&str; 6]) -> String {
    let [workload, unit, floor, framework, ratio, peak] = cells;
    let line =
        format!("{workload:26} {unit:10} {floor:>28} {framework:>28} {ratio:>20} {peak:>16}");
    line.trim_end().to_owned()
}

/// A record in JSON, on one line.
pub(crate) fn json(record: &Record) -> String {
    let mut object = Object::default();
    object.text("workload", record.workload);
    match &record.figures {
        Figures::Time(times) => json_times(&mut object, times),
        Figures::Memory(bytes) => json_bytes(&mut object, bytes),
        Figures::Growth(grown) => json_growth(&mut object, grown),
        Figures::Skipped(why) => {
            json_ratio(&mut object, [None; 2], None);
            object.number("peak_bytes", None::<u64>);
            object.text("skipped", why);
        }
        Figures::Missing => {
            json_ratio(&mut object, [None; 2], None);
            object.number("peak_bytes", None::<u64>);
        }
    }
    object.finish()
}

/// The fields that every record has: of a row without time they are null.
fn json_ratio(object: &mut Object, ns: [Option<Summary>; 2], ratio: Option<Summary>) {
    let [floor, framework] = ns;
    object.number("floor_ns", floor.map(|ns| figure(ns.median)));
    object.number("ns", framework.map(|ns| figure(ns.median)));
    object.number("ratio", ratio.map(|ratio| figure(ratio.median)));
    object.number("ratio_min", ratio.map(|ratio| figure(ratio.min)));
    object.number("ratio_max", ratio.map(|ratio| figure(ratio.max)));
}

fn json_times(object: &mut Object, times: &Times) {
    let costs = [times.floor, times.framework];
    json_ratio(object, costs.map(|cost| cost.map(|cost| cost.ns)), times.ratio);
    object.number("peak_bytes", times.framework.and_then(|cost| cost.peak_bytes));
    object.text("unit", times.unit.name());
    object.number("rounds", Some(times.rounds));
    object.number("deliveries", Some(times.ledger.deliveries));
    object.text("order_hash", &format!("{:016x}", times.ledger.order_hash));
    for (prefix, cost) in ["floor_", ""].into_iter().zip(costs) {
        object.number(&format!("{prefix}ns_min"), cost.map(|cost| figure(cost.ns.min)));
        object.number(&format!("{prefix}ns_max"), cost.map(|cost| figure(cost.ns.max)));
        if let Some(gain) = cost.and_then(|cost| cost.gain) {
            object.number(&format!("{prefix}gain"), Some(figure(gain.median)));
        }
    }
    object.number("floor_peak_bytes", times.floor.and_then(|cost| cost.peak_bytes));
}

fn json_bytes(object: &mut Object, bytes: &Holding) {
    let Holding { item, items, own_bytes, floor, framework } = *bytes;
    let each = |bytes: u64| figure(bytes as f64 / items as f64);
    json_ratio(object, [None; 2], None);
    object.number("peak_bytes", framework.map(|usage| usage.peak));
    object.text("unit", item);
    object.number("items", Some(items));
    object.number("own_bytes_per_item", Some(own_bytes));
    object.number("floor_bytes_per_item", floor.map(|usage| each(usage.current)));
    object.number("bytes_per_item", framework.map(|usage| each(usage.current)));
    object.number("floor_peak_bytes", floor.map(|usage| usage.peak));
}

/// The largest history stands for all in the fields that every record has; the ratio is the growth.
fn json_growth(object: &mut Object, grown: &Grown) {
    let last = grown.points.last().map(|point| point.ns);
    json_ratio(object, [None, last], (grown.points.len() > 1).then_some(grown.growth));
    object.number("peak_bytes", None::<u64>);
    object.text("unit", "item");
    object.number("rounds", Some(grown.rounds));
    object.text("over", grown.over);
    let points = grown.points.iter().map(|point| {
        let mut object = Object::default();
        object.number("size", Some(point.size));
        object.number("items", Some(point.judged.items));
        object.number("ns", Some(figure(point.ns.median)));
        object.number("ns_min", Some(figure(point.ns.min)));
        object.number("ns_max", Some(figure(point.ns.max)));
        object.number("steps", point.judged.steps.map(|(steps, _)| steps));
        object.number("reduction_steps", point.judged.steps.map(|(_, steps)| steps));
        object.finish()
    });
    let points = points.collect::<Vec<_>>().join(",");
    object.number("points", Some(format!("[{points}]")));
}

fn figure(figure: f64) -> String {
    format!("{figure:.3}")
}

/// A JSON object under construction.
#[derive(Debug, Default)]
struct Object {
    fields: Vec<String>,
}

impl Object {
    /// Adds a text; ours need no escapes.
    fn text(&mut self, name: &str, value: &str) {
        self.fields.push(format!("\"{name}\":\"{value}\""));
    }

    /// Adds a number, or null.
    fn number(&mut self, name: &str, value: Option<impl Display>) {
        let value = value.map_or_else(|| "null".to_owned(), |value| value.to_string());
        self.fields.push(format!("\"{name}\":{value}"));
    }

    fn finish(self) -> String {
        format!("{{{}}}", self.fields.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::{heading, human, json};
    use crate::ledger::Ledger;
    use crate::measure::{Cost, Figures, Record, Summary, Times};
    use crate::workload::Unit;

    fn cost(median: f64) -> Cost {
        let ns = Summary { min: median - 1.0, median, max: median + 1.0 };
        Cost { ns, peak_bytes: Some(4096), gain: None }
    }

    fn record(framework: Option<Cost>) -> Record {
        let ratio = Summary { min: 1.2, median: 1.25, max: 1.3 };
        let times = Times {
            unit: Unit::Delivery,
            rounds: 5,
            ledger: Ledger { deliveries: 7, order_hash: 255 },
            floor: Some(cost(8.0)),
            framework,
            ratio: framework.map(|_| ratio),
        };
        Record { workload: "pingpong", figures: Figures::Time(times) }
    }

    #[test]
    fn a_record_is_one_line_of_json() {
        assert_eq!(
            json(&record(Some(cost(10.0)))),
            r#"{"workload":"pingpong","floor_ns":8.000,"ns":10.000,"ratio":1.250,"#.to_owned()
                + r#""ratio_min":1.200,"ratio_max":1.300,"peak_bytes":4096,"unit":"delivery","#
                + r#""rounds":5,"deliveries":7,"order_hash":"00000000000000ff","#
                + r#""floor_ns_min":7.000,"floor_ns_max":9.000,"ns_min":9.000,"ns_max":11.000,"#
                + r#""floor_peak_bytes":4096}"#
        );
    }

    #[test]
    fn what_is_missing_is_null() {
        assert!(json(&record(None)).contains(r#""ns":null,"ratio":null"#));
    }

    #[test]
    fn a_row_stands_under_its_columns() {
        let heading = heading(5, None);
        let columns = heading.lines().rev().nth(1).expect("the columns are the last but one");
        assert_eq!(columns.len(), human(&record(Some(cost(10.0)))).len());
    }
}
