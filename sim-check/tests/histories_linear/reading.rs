//! Public histories with known verdicts, read from files.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sim_check::linear::cas_register::{CasInput, CasOutput};
use sim_check::linear::text::{TextInput, TextOutput};
use sim_check::{Call, History};
use sim_core::EventId;

/// A history with its verdict.
#[derive(Debug)]
pub(crate) struct Known<I, O> {
    /// The name of its file.
    pub(crate) name: String,
    /// What is known of it.
    pub(crate) linearizable: bool,
    /// What happened.
    pub(crate) history: History<I, O>,
}

/// Histories of registers.
pub(crate) type Registers = Vec<Known<CasInput<Option<i64>>, CasOutput<Option<i64>>>>;

/// Histories of stores of texts.
pub(crate) type Texts = Vec<Known<(String, TextInput), TextOutput>>;

/// The folder of all histories, or where it was looked for in vain.
pub(crate) fn folder() -> Result<PathBuf, PathBuf> {
    // A working copy may lie deeper than the repository that it is a copy of.
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(2);
    let mut folders = above.map(|folder| folder.join("shared/histories"));
    let nearest = folders.next().expect("a package lies in a workspace, and that in a folder");
    if nearest.is_dir() { Ok(nearest) } else { folders.find(|it| it.is_dir()).ok_or(nearest) }
}

/// The histories of registers.
pub(crate) fn registers(folder: &Path) -> Registers {
    read(&folder.join("register"), |kind, call, value| match (kind, call) {
        ("invoke", "read") => Call::Invoked(CasInput::Read),
        ("invoke", "write") => Call::Invoked(CasInput::Write(value.as_i64())),
        ("invoke", "cas") => {
            let (old, new) = (value[0].as_i64(), value[1].as_i64());
            Call::Invoked(CasInput::CompareAndSet { old, new })
        }
        ("ok", "read") => Call::Ok(CasOutput::Value(value.as_i64())),
        ("ok", _) => Call::Ok(CasOutput::Done),
        ("fail", "cas") => Call::Ok(CasOutput::Unequal),
        ("fail", _) => Call::Failed,
        ("info", _) => Call::Unknown,
        _ => panic!("{kind} {call} is nothing that happens to a register"),
    })
}

/// The histories of stores of texts.
pub(crate) fn texts(folder: &Path) -> Texts {
    read(&folder.join("kv"), |kind, call, value| {
        let text = |index| String::from(Value::as_str(&value[index]).unwrap_or_default());
        match (kind, call) {
            ("invoke", "get") => Call::Invoked((text(0), TextInput::Get)),
            ("invoke", "put") => Call::Invoked((text(0), TextInput::Put(text(1)))),
            ("invoke", "append") => Call::Invoked((text(0), TextInput::Append(text(1)))),
            ("ok", "get") => Call::Ok(TextOutput::Value(text(1))),
            ("ok", _) => Call::Ok(TextOutput::Done),
            ("fail", _) => Call::Failed,
            ("info", _) => Call::Unknown,
            _ => panic!("{kind} {call} is nothing that happens to a store"),
        }
    })
}

fn read<I, O>(folder: &Path, call: impl Fn(&str, &str, &Value) -> Call<I, O>) -> Vec<Known<I, O>> {
    let files = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = files.map(|it| it.expect("so can its entries").path()).collect();
    paths.sort();
    let known = paths.iter().map(|path| {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(path).expect("a history can be read");
        let file: Value = serde_json::from_str(&text).expect("a history is JSON");
        let linearizable = match file["verdict"].as_str() {
            Some("linearizable") => true,
            Some("not-linearizable") => false,
            other => panic!("{name}: {other:?} is no verdict"),
        };
        let mut history = History::new();
        for (number, told) in (0..).zip(file["ops"].as_array().expect("calls are a list")) {
            let word = |index: usize| told[index].as_str().expect("type and call are words");
            let process = told[0].as_u64().expect("a process is a number");
            let call = call(word(1), word(2), &told[3]);
            history.add(EventId::nth(number), process, call).expect("calls don't overlap");
        }
        Known { name, linearizable, history }
    });
    known.collect()
}
