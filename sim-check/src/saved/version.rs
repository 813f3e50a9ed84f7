//! The version of a file, and what else stands in the way of reading it at all.

use sim_net::Mistake;
use sim_net::notation::{Value, Wrong, whole};

use super::Saved;

/// The lines that a merge leaves where it needs help begin so.
const MERGE: &[&str] = &["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// That the version is ours.
pub(super) fn read(value: &Value) -> Result<(), Wrong> {
    let ours = Saved::VERSION;
    let version: u64 = whole(1, u64::MAX)(value)?;
    if version == ours {
        return Ok(());
    }
    let said = format!("this file is of version {version}, this build reads version {ours}");
    let help = "a newer build wrote it: use that, or delete the file and save the failure again";
    Err(Wrong::new(value.span(), said).help(help))
}

/// The mistake as it was found, or that a merge left this line.
pub(super) fn or_merge(mistake: Mistake) -> Mistake {
    if MERGE.iter().any(|mark| mistake.source.starts_with(mark)) {
        let help = "a merge left this line: keep one of both sides, whole";
        return Mistake { help: Some(help.into()), ..mistake };
    }
    mistake
}
