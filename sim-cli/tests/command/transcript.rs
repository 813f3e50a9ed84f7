//! Transcripts: a file with commands is run, and compared with what the file says comes of them.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use snapbox::{Assert, Data};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command");

/// The command of that name: `sim`, or an example.
pub(crate) fn binary(name: &str) -> PathBuf {
    let sim = PathBuf::from(env!("CARGO_BIN_EXE_sim"));
    if name == "sim" {
        return sim;
    }
    let folder = sim.parent().expect("it lies somewhere").join("examples");
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "{} isn't built: cargo build -p sim-cli --examples", path.display());
    path
}

/// A command in that folder, in an environment without anything that would change what it does.
pub(crate) fn command(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(binary(name));
    command.current_dir(folder);
    for variable in ["CI", "CARGO", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
        command.env_remove(variable);
    }
    for variable in sim_check::VARIABLES {
        command.env_remove(variable);
    }
    command
}

/// An empty folder for a test, with the files in it that its commands read.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("it is ours");
    }
    fs::create_dir_all(&folder).expect("it can be made");
    for entry in fs::read_dir(Path::new(FOLDER).join("files")).expect("it is there") {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().expect("a file has a name");
        fs::copy(&path, folder.join(name)).expect("it can be copied");
    }
    folder
}

/// Runs the commands of a transcript.
#[track_caller]
pub(crate) fn check(name: &str) {
    let path = Path::new(FOLDER).join(format!("transcripts/{name}.txt"));
    let expected = fs::read_to_string(&path).expect("the transcript is there");
    let folder = folder(name);
    let mut seen = String::new();
    for line in expected.lines() {
        if let Some(typed) = line.strip_prefix("$ ") {
            tell(&mut seen, line, &run(typed, &folder), &folder);
        } else if line.starts_with("# ") {
            writeln!(seen, "{line}").expect("a string takes all");
        }
    }
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(seen).raw(), Data::read_from(&path, None).raw());
}

// What comes of a line: the exit code, and what is told on standard output and on standard error.
fn run(typed: &str, folder: &Path) -> Ran {
    let mut words = words(typed).into_iter().peekable();
    let mut variables = Vec::new();
    while let Some(word) = words.next_if(|word| word.contains('=')) {
        variables.push(word);
    }
    let name = words.next().expect("a line is a command");
    let words: Vec<String> = words.collect();
    let path = |name: &str| folder.join(name);
    match (name.as_str(), &words[..]) {
        ("show", [file]) => told(fs::read_to_string(path(file)).expect("it is there")),
        ("files", [folder]) => told(files(&path(folder))),
        ("edit", [file, from, to]) => {
            let text = fs::read_to_string(path(file)).expect("it is there");
            assert!(text.contains(from.as_str()), "{file} has no {from}");
            fs::write(path(file), text.replace(from.as_str(), to)).expect("it can be written");
            told(String::new())
        }
        _ => {
            let mut command = command(&name, folder);
            for variable in &variables {
                let (name, value) = variable.split_once('=').expect("it was asked for");
                command.env(name, value);
            }
            let Output { status, stdout, stderr } =
                command.args(words).output().expect("it can be run");
            let text = |bytes| String::from_utf8(bytes).expect("it is text");
            Ran { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
        }
    }
}

struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn told(stdout: String) -> Ran {
    Ran { code: None, stdout, stderr: String::new() }
}

// The files below a folder, each in a line.
fn files(folder: &Path) -> String {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("it can be read").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    let shown = found.iter().map(|path| path.strip_prefix(folder).expect("it is below"));
    shown.map(|path| path.display().to_string()).collect::<Vec<_>>().join("\n")
}

// The words of a line, in which quotes hold together what belongs together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (rank, part) in line.split('\'').enumerate() {
        if rank % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

fn tell(seen: &mut String, line: &str, ran: &Ran, folder: &Path) {
    writeln!(seen, "{line}").expect("a string takes all");
    if let Some(code) = ran.code {
        writeln!(seen, "exit {code}").expect("a string takes all");
    }
    for (name, text) in [("stdout", &ran.stdout), ("stderr", &ran.stderr)] {
        let text = without_what_changes(text, folder);
        if !text.is_empty() {
            writeln!(seen, "-- {name}\n{}", text.trim_end()).expect("a string takes all");
        }
    }
    seen.push('\n');
}

// Times of this machine, its folders and the colours of a terminal, as words.
fn without_what_changes(text: &str, folder: &Path) -> String {
    let text = text.replace(&folder.display().to_string(), "[FOLDER]").replace('\u{1b}', "ESC");
    let lines = text.lines().map(|line| match line.split_once(" in ") {
        Some((runs, time))
            if time.ends_with(" s") && time.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            format!("{runs} in [TIME]\n")
        }
        _ if line.starts_with("sweeping ") => {
            let (before, threads) = line.rsplit_once(" on ").unwrap_or((line, ""));
            let threads = if threads.starts_with("1 ") { threads } else { "[THREADS]" };
            format!("{before} on {threads}\n")
        }
        _ => format!("{line}\n"),
    });
    lines.collect()
}
