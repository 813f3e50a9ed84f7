//! The part: the report of one shard of a sweep, as it was written into a folder.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::kept;
use crate::refusal::Refusal;

// What has to be there, besides what is read at once.
const JOINED: [&str; 9] = [
    "coverage",
    "findings",
    "runs",
    "mark",
    "marks",
    "interrupted",
    "difference",
    "broken",
    "ruling",
];

/// The report of a shard, and where it lies.
pub(crate) struct Part {
    pub(crate) path: PathBuf,
    pub(crate) record: Map<String, Value>,
    pub(crate) scenario: String,
    /// The seeds that it is about.
    pub(crate) seeds: Range<u64>,
    /// Which of how many shards it is.
    pub(crate) shard: (u64, u64),
    /// Whether the sweep went on after a failure.
    pub(crate) keep_going: bool,
    pub(crate) marks_within: u64,
}

impl Part {
    /// Reads the report of a shard.
    pub(crate) fn read(path: &Path) -> Result<Self, Refusal> {
        let text = kept::text(path)?;
        let no_report = || Refusal::new(format!("{} is no report of a sweep", path.display()));
        let record: Value = serde_json::from_str(&text)
            .map_err(|error| no_report().help(format!("it is no JSON: {error}")))?;
        let Value::Object(record) = record else { return Err(no_report()) };
        if record.get("format").and_then(Value::as_str) != Some("sim-report") {
            return Err(no_report().help("such reports are written by sweep --out DIR"));
        }
        match record.get("version").and_then(Value::as_u64) {
            Some(1) => {}
            version => {
                let version = version.map_or_else(|| "another".to_owned(), |it| it.to_string());
                return Err(no_report().help(format!("its version is {version}, not 1")));
            }
        }
        let lacks = |what: &str| no_report().help(format!("{what} is missing in it, or damaged"));
        let field = |name: &'static str| record.get(name).ok_or_else(|| lacks(name));
        let number =
            |value: Option<&Value>, what: &str| value.and_then(number).ok_or_else(|| lacks(what));
        let seeds = field("seeds")?;
        let shard = field("shard")?;
        Ok(Self {
            path: path.to_owned(),
            scenario: field("scenario")?.as_str().ok_or_else(|| lacks("scenario"))?.to_owned(),
            seeds: number(seeds.get("start"), "seeds")?..number(seeds.get("end"), "seeds")?,
            shard: (number(shard.get("number"), "shard")?, number(shard.get("count"), "shard")?),
            keep_going: field("keep_going")?.as_bool().ok_or_else(|| lacks("keep_going"))?,
            marks_within: number(record.get("marks_within"), "marks_within")?,
            record: {
                for name in JOINED {
                    field(name)?;
                }
                record
            },
        })
    }
}

/// A number that is written as a text, because it may need 64 bits.
pub(crate) fn number(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}

/// Whether these are all the shards of one sweep, in their order.
pub(crate) fn are_whole(parts: &[Part]) -> Result<(), Refusal> {
    let Some(first) = parts.first() else { return Ok(()) };
    let (name, count) = (&first.scenario, first.shard.1);
    let refuse = |part: &Part, said: &str| {
        let (one, other) = (first.path.display(), part.path.display());
        Err(Refusal::new(format!("{one} and {other} are no parts of one sweep: {said}")))
    };
    for part in parts {
        if part.shard.1 != count {
            return refuse(part, "it was cut into different numbers of shards");
        }
        if part.record["mark"] != first.record["mark"] || part.keep_going != first.keep_going {
            return refuse(part, "they were asked for different things");
        }
    }
    let has = |number: &u64| parts.iter().any(|part| part.shard.0 == *number);
    if let Some(missing) = (1..=count).find(|number| !has(number)) {
        let said = format!("shard {missing}/{count} of {name} is missing");
        let help = format!("sweep {name} --shard {missing}/{count} --out DIR writes it");
        return Err(Refusal::new(said).help(help));
    }
    for pair in parts.windows(2) {
        if pair[0].shard == pair[1].shard {
            let (one, other) = (pair[0].path.display(), pair[1].path.display());
            return Err(Refusal::new(format!("{one} and {other} are the same shard of {name}")));
        }
        if pair[0].seeds.end != pair[1].seeds.start {
            return refuse(&pair[1], "their seeds don't follow each other");
        }
    }
    Ok(())
}
