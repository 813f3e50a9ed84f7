//! Near names: what somebody may have meant.

use alloc::format;
use alloc::string::String;

use crate::suggest;

// Nobody mistypes a name into one that is longer, and what is very long would take its time.
const LENGTH_MAX: usize = 40;
// All faults, or all that a model may allow: two lines.
const LIST_MAX: usize = 180;

// What is called otherwise elsewhere, in lower case; the first of these names wins that can stand there.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("at", "begin begins from start starts time when"),
    ("lasts", "duration for last length"),
    ("until", "end ends stop stops to"),
    ("label", "id name title"),
    ("fault", "do kind what"),
    ("episodes", "events faults steps"),
    ("heal", "end heals until"),
    ("nodes", "host hosts machines members on target targets"),
    ("links", "edges messages on target targets"),
    ("chance", "odds p percent percentage prob probability rate ratio"),
    ("latency", "base delay ping rtt"),
    ("extra", "by delay latency"),
    ("behind", "by delay late"),
    ("by", "delay offset"),
    ("spread", "distribution jitter"),
    ("rate", "bytes speed throughput"),
    ("queue", "buffer"),
    ("copies", "count times"),
    ("wipe", "amnesia erase"),
    ("Crash", "die fail kill reboot restart stop"),
    ("Pause", "freeze hang stall"),
    ("Loss", "drop drops"),
    ("SlowLink", "delay delays lag latency"),
    ("ClockJump", "clockskew skew"),
    ("Partition", "cut split"),
    ("Halves", "half split"),
    ("Cut", "links"),
    ("Drop", "discard lose loss"),
    ("Corrupt", "damage"),
    ("All", "every everybody everyone"),
    ("One", "any anybody anyone random"),
    ("LastToTell", "leader primary"),
    ("To", "into"),
    ("Of", "nodes on with"),
    ("From", "outof"),
    ("Normal", "bell gauss gaussian"),
    ("Uniform", "even"),
    ("Kept", "fifo inorder ordered"),
    ("Copies", "copy drop duplicate duplicates duplication loss"),
    ("Arrive", "deliver delivered delivery message receive"),
    ("Operation", "call invoke request"),
    ("Fault", "crash episode heal restart"),
    ("Loose", "unordered"),
];

/// The name that was perhaps meant, if it is near one.
pub(crate) fn nearest(word: &str, names: &[&'static str]) -> Option<&'static str> {
    if word.len() > LENGTH_MAX {
        return None;
    }
    let other = |meant: &str| names.iter().find(|name| **name == meant).copied();
    suggest::nearest(word, names.iter().copied()).or_else(|| {
        let same = OTHER_WORDS
            .iter()
            .filter(|(_, words)| words.split(' ').any(|known| known.eq_ignore_ascii_case(word)));
        same.copied().find_map(|(meant, _)| other(meant))
    })
}

/// All names in one phrase, or the first few of many.
pub(crate) fn one_of(names: &[&str]) -> String {
    if let [only] = names {
        return format!("`{only}`");
    }
    let mut phrase = String::from("one of ");
    for (count, name) in names.iter().enumerate() {
        if count > 0 && phrase.len() + name.len() > LIST_MAX {
            return phrase + &format!(" and {} more", names.len() - count);
        }
        if count > 0 {
            phrase.push_str(", ");
        }
        phrase.push_str(name);
    }
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_very_long_is_near_nothing() {
        assert_eq!(nearest("Partitoin", &["Loss", "Partition"]), Some("Partition"));
        assert_eq!(nearest(&"Loss".repeat(100_000), &["Loss", "Partition"]), None);
    }

    #[test]
    fn a_long_list_is_shortened() {
        assert_eq!(one_of(&["one"]), "`one`");
        assert_eq!(one_of(&["one", "two"]), "one of one, two");
        let long = one_of(&["Partition"; 20]);
        assert!(long.ends_with("Partition and 4 more"), "{long}");
    }

    #[test]
    fn another_word_is_understood_where_its_name_can_stand() {
        assert_eq!(nearest("probability", &["links", "chance"]), Some("chance"));
        assert_eq!(nearest("Delay", &["latency", "spread"]), Some("latency"));
        assert_eq!(nearest("probability", &["nodes"]), None);
    }
}
