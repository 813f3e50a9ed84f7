//! Choices: a site, a key, and a value that the site can have.

use sim_core::{Choice, Key, Site};
use sim_net::notation::{Group, Shape, Value, Wrong, named, text, whole};

use super::hexadecimal::{hexadecimal, hexadecimal_tree};

const CHOICE: Shape = Shape {
    name: "Choice",
    noun: "choice",
    form: "(site: ..., value: ..., key: \"...\")",
    // What people read comes first.
    fields: &["site", "value", "label", "key"],
};

pub(super) fn read(value: &Value) -> Result<Choice, Wrong> {
    let fields = CHOICE.read(value)?;
    let site = fields.required("site", named("site", &Site::ALL, name))?;
    Ok(Choice {
        site,
        key: Key(fields.required("key", hexadecimal("key"))?),
        value: fields.required("value", |value| in_domain(site, value))?,
        label: fields.or("label", String::new(), |value| text(value, "label").map(String::from))?,
    })
}

// A value that no world could give must not reach one.
fn in_domain(site: Site, value: &Value) -> Result<u64, Wrong> {
    let largest = site.largest();
    whole(0, largest)(value).map_err(|wrong| {
        let range = match largest {
            1 => "0 or 1".into(),
            u64::MAX => "a whole number".into(),
            _ => format!("a whole number up to {largest}"),
        };
        wrong.expected(format!("{range}: {}", meaning(site)))
    })
}

pub(super) fn tree(choice: &Choice) -> Value {
    let Choice { site, key, value, label } = choice;
    Group::anonymous()
        .with("site", Value::word(name(*site)))
        .with("value", Value::number(*value))
        .with_other("label", label.as_str(), "", Value::text)
        .with("key", hexadecimal_tree(key.0))
        .value()
}

pub(super) fn name(site: Site) -> &'static str {
    match site {
        Site::ProtocolSeed => "ProtocolSeed",
        Site::Copies => "Copies",
        Site::Delay => "Delay",
        Site::Aside => "Aside",
        Site::Damage => "Damage",
        Site::Timer => "Timer",
        Site::Yield => "Yield",
        Site::Choose => "Choose",
        Site::Service => "Service",
        Site::Crash => "Crash",
        Site::Restart => "Restart",
        Site::Survivors => "Survivors",
        Site::Torn => "Torn",
        Site::ReadError => "ReadError",
        Site::WriteError => "WriteError",
        Site::SyncLost => "SyncLost",
        Site::EpisodeTime => "EpisodeTime",
        Site::EpisodeTarget => "EpisodeTarget",
    }
}

// What a value says there.
fn meaning(site: Site) -> &'static str {
    match site {
        Site::ProtocolSeed => "the seed of the actors' own random numbers",
        Site::Copies => "how many copies of the message travel, 0 is a loss",
        Site::Delay => "how much later than the link's base delay the copy arrives, in nanoseconds",
        Site::Aside => "1 if the message is put aside",
        Site::Damage => "the seed of the damage to the message, 0 is none",
        Site::Timer => "how much longer than its lower bound the timer takes, in nanoseconds",
        Site::Yield => "to how many others of its instant the step yields",
        Site::Choose => "what the protocol asked for",
        Site::Service => "how much longer than its base the service takes, in nanoseconds",
        Site::Crash => "1 if the node crashes at this point",
        Site::Restart => "how much later than it could the node restarts, in nanoseconds",
        Site::Survivors => "how many unsynced operations reach the disk in the crash",
        Site::Torn => "how many bytes of the next unsynced write reach the disk in the crash",
        Site::ReadError => "1 if the read fails",
        Site::WriteError => "1 if the write fails",
        Site::SyncLost => "1 if the disk only says that it synced",
        Site::EpisodeTime => "how much later the episode begins or ends, in nanoseconds",
        Site::EpisodeTarget => "which of its possible targets the episode hits",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_the_name_that_everybody_knows() {
        for site in Site::ALL {
            assert_eq!(name(site), format!("{site:?}"));
        }
    }
}
