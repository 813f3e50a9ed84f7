//! The report in words.

mod necessary;
mod page;

use std::fmt::Write;

use sim_core::Base;

use super::{Report, Ruling};
use crate::finding::{Finding, Instead, Minimality, Size};
use crate::render::{TextOptions, text};
use crate::trace::{Happening, Trace};
use crate::verdict::Evidence;
use page::Page;

// More than this many lines of a run are too many to read: then what led to the violation is told.
const LINES: usize = 30;
// So much between the first and the last that shows a violation can be read as well.
const EVIDENCE: usize = 4;
// Of what nobody has made small so much is enough.
const FAULTS: usize = 8;

/// The commands that lead on from a report, as whoever prints it knows them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Commands {
    /// Each with what it is for: `replay`, `in test`, `unshrunk`, `look`, `saved`.
    pub lines: Vec<(String, String)>,
}

impl Commands {
    /// One more.
    pub fn with(mut self, name: &str, command: impl Into<String>) -> Self {
        self.lines.push((name.into(), command.into()));
        self
    }
}

pub(super) fn one_line(report: &Report, replay: Option<&str>) -> String {
    let replay = replay.map(|name| format!("; replay: SIM_REPLAY={name}")).unwrap_or_default();
    match report.ruling() {
        Ruling::Broken => {
            let broken = report.broken.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("scenario {:?} can't run: {broken}", report.scenario)
        }
        Ruling::Nondeterministic => {
            let seed = report.difference.as_ref().map_or(0, |(seed, _)| *seed);
            format!("two runs of seed {seed} differ: the protocol is not deterministic")
        }
        Ruling::Failed => match (report.failure(), &report.mark) {
            (Some(finding), Some(mark)) => {
                format!("mark {mark:?} reached (seed {}){replay}", finding.seed)
            }
            (Some(finding), None) => {
                format!("{} violated (seed {}){replay}", finding.id.property, finding.seed)
            }
            (None, _) => {
                let missed: Vec<&str> = report.missed_marks().collect();
                format!("never reached in {}: {}", counted(report.runs, "run"), missed.join(", "))
            }
        },
        Ruling::Undecided => format!("undecided: {}", why_undecided(report)),
        Ruling::Passed => format!("passed: {}", counted(report.runs, "run")),
    }
}

fn why_undecided(report: &Report) -> String {
    let most = report.coverage.undecided.iter().max_by_key(|(_, count)| **count);
    match most {
        _ if report.runs == 0 && report.interrupted => "interrupted before the first run".into(),
        _ if report.runs == 0 => "no seed was run".into(),
        _ if report.interrupted => format!("interrupted after {}", counted(report.runs, "run")),
        Some((why, count)) => format!("{count} of {} runs: {why}", report.runs),
        None => "no run said anything".into(),
    }
}

pub(super) fn told(report: &Report, commands: &Commands, width: usize) -> String {
    let mut page = Page::new(width);
    tell(&mut page, report, commands);
    page.text
}

fn tell(out: &mut Page, report: &Report, commands: &Commands) {
    if let Some((seed, difference)) = &report.difference {
        let name = &report.scenario;
        let _ = writeln!(
            out,
            "NONDETERMINISM  {name}    seed {seed}, two runs of the same binary differ"
        );
        out.indent(2, &difference.to_string());
        return;
    }
    for finding in &report.findings {
        tell_finding(out, report, finding);
    }
    if report.findings.is_empty() {
        let _ = writeln!(out, "{}  {}    {}", word(report), report.scenario, runs(report));
        match report.ruling() {
            Ruling::Broken => {
                let broken = report.broken.as_ref().map(ToString::to_string).unwrap_or_default();
                out.indent(2, &broken);
            }
            Ruling::Undecided => out.indent(2, &why_undecided(report)),
            Ruling::Failed => {
                for mark in report.missed_marks() {
                    let runs = counted(report.runs, "run");
                    let said = format!("mark {mark:?} was never reached in {runs}");
                    out.indent(2, &said);
                }
            }
            Ruling::Passed | Ruling::Nondeterministic => {}
        }
    }
    tell_coverage(out, report);
    if !commands.lines.is_empty() {
        out.text.push('\n');
        let widest = commands.lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, command) in &commands.lines {
            let _ = writeln!(out, "  {name:widest$} {command}");
        }
    }
}

fn word(report: &Report) -> &'static str {
    match report.ruling() {
        Ruling::Passed => "PASS",
        Ruling::Failed => "FAIL",
        Ruling::Undecided => "UNDECIDED",
        Ruling::Nondeterministic => "NONDETERMINISM",
        Ruling::Broken => "BROKEN",
    }
}

fn runs(report: &Report) -> String {
    let total = report.seeds.end.saturating_sub(report.seeds.start);
    match (report.runs, total) {
        (1, 1) => format!("seed {}", report.seeds.start),
        (runs, total) if runs == total => counted(runs, "run"),
        (runs, total) => format!("{runs} of {total} runs"),
    }
}

fn tell_finding(out: &mut Page, report: &Report, finding: &Finding) {
    let Finding { id, seed, violation, .. } = finding;
    let kind = if report.mark.is_some() { "FOUND" } else { "FAIL" };
    let episodes = match finding.episodes {
        0 => String::new(),
        1 => " · a plan of 1 episode".to_owned(),
        count => format!(" · a plan of {count} episodes"),
    };
    let number = seed.saturating_sub(report.seeds.start) + 1;
    let run = match report.seeds.end.saturating_sub(report.seeds.start) {
        1 => String::new(),
        total => format!(" · run {number} of {total}"),
    };
    let name = format!("{kind}  {}", report.scenario);
    out.beside(&name, Some(&format!("seed {seed}{episodes}{run}")));
    out.text.push('\n');
    let verb = if report.mark.is_some() { "reached" } else { "violated" };
    out.wrapped(2, &format!("{} {verb}: {}", id.property, violation.said));
    let numbers = crate::render::numbering(&shown(finding), &options(out));
    let (shown, between) = some_evidence(&violation.evidence);
    for (rank, evidence) in shown.into_iter().enumerate() {
        if rank == 1 && between > 0 {
            let _ = writeln!(out, "      ... {between} more");
        }
        let number = match numbers.get(&evidence.event) {
            Some(number) => format!(" (#{number})"),
            None => String::new(),
        };
        let told = finding.trace.event(evidence.event);
        let (time, told) = match told {
            Some(event) => (event.time.to_string(), event.told.clone()),
            None => continue,
        };
        let line = format!("{told} at {time}{number}: {}", evidence.note);
        out.wrapped(6, &line);
    }
    out.text.push('\n');
    tell_schedule(out, finding);
    tell_necessary(out, finding);
}

// What shows it, and how much is between the first two. Of much that is of one kind the first and the last are enough.
fn some_evidence(evidence: &[Evidence]) -> (Vec<&Evidence>, usize) {
    match evidence {
        [first, between @ .., last]
            if between.len() > EVIDENCE && evidence.iter().all(|it| it.note == first.note) =>
        {
            (vec![first, last], between.len())
        }
        _ => (evidence.iter().collect(), 0),
    }
}

// Of the run, which stands a bit to the right.
fn options(out: &Page) -> TextOptions {
    TextOptions::readable().from_one().width(out.width - 6)
}

// Of a run that is too long to be read what led to the violation. Where that was made small over the
// calm world, something may not have come about: then as much as fits of what became of it.
fn shown(finding: &Finding) -> Trace {
    let evidence: Vec<_> = finding.violation.evidence.iter().map(|it| it.event).collect();
    let story = finding.trace.story(&evidence);
    if story.events().len() <= LINES || evidence.is_empty() {
        return story;
    }
    let is_small = matches!(finding.faults_minimality, Minimality::Minimal { .. });
    if is_small && finding.saved.schedule.base == Base::Calm {
        finding.trace.fate_of(&evidence, LINES).story(&evidence)
    } else {
        finding.trace.past_of(&evidence).story(&evidence)
    }
}

fn tell_schedule(out: &mut Page, finding: &Finding) {
    let Size { events, faults, nodes } = finding.after;
    let small = match finding.minimality {
        Minimality::Minimal { pairs: true, .. } => Some("2-minimal"),
        Minimality::Minimal { pairs: false, .. } => Some("1-minimal"),
        Minimality::Replaceable => Some("not minimal"),
        Minimality::Spent => Some("not minimal: the runs were used up"),
        Minimality::Untried => None,
    };
    let now = format!(
        "  {}schedule: {}, {}, {}",
        if small.is_some() { "minimal " } else { "" },
        counted(events, "event"),
        counted(faults, "fault"),
        counted(nodes, "node"),
    );
    let was = small.map(|small| {
        let Size { events, faults, nodes } = finding.before;
        format!("(was {events}, {faults}, {nodes}; {}; {small})", counted(finding.runs, "run"))
    });
    out.beside(&now, was.as_deref());
    let shown = text(&shown(finding), &finding.highlights, &options(out));
    out.indent(6, shown.trim_end());
}

fn tell_necessary(out: &mut Page, finding: &Finding) {
    if finding.saved.schedule.base == Base::Silent {
        tell_listed_faults(out, finding);
    } else {
        tell_calm_faults(out, finding);
    }
    for id in &finding.by_catch {
        out.wrapped(2, &format!("also met on the way: {id}"));
    }
}

// What goes wrong in a list of steps. Episodes and second copies were left out once each; what is lost can't be on its way
// any more, at any times that are possible.
fn tell_listed_faults(out: &mut Page, finding: &Finding) {
    let (word, without) = match &finding.minimality {
        Minimality::Minimal { without, .. } => ("necessary", without.as_slice()),
        Minimality::Replaceable | Minimality::Spent | Minimality::Untried => ("with", &[][..]),
    };
    let mut any = word == "with";
    for (label, instead) in without {
        let begins = label.strip_prefix("fault ").filter(|fault| !fault.ends_with(" ends"));
        if let Some(fault) = begins.filter(|fault| *fault != "heal") {
            any = true;
            out.wrapped(2, &format!("necessary: episode {fault:?}; without it {}", then(instead)));
        }
    }
    let choices = finding.saved.schedule.choices.iter().filter(|choice| choice.site.is_fault());
    for fault in necessary::in_few_lines(choices.map(|choice| choice.label.as_str()).collect()) {
        any = true;
        out.wrapped(2, &format!("{word}: {fault}"));
    }
    for event in finding.trace.events() {
        if let Happening::Delivered { from, copy: 1.. } = event.what {
            any = true;
            let (from, to) = (finding.trace.name(from), finding.trace.place_name(event.place));
            let said = format!("{word}: {from} -> {to} {} arrives again", event.payload);
            out.wrapped(2, &said);
        }
    }
    if !any {
        out.wrapped(2, "necessary: no fault; messages and timers in this order are enough");
    }
}

// What goes wrong in a world that is calm otherwise.
fn tell_calm_faults(out: &mut Page, finding: &Finding) {
    let Minimality::Minimal { without, .. } = &finding.faults_minimality else {
        for fault in finding.faults.iter().take(FAULTS) {
            out.wrapped(2, &format!("with: {fault}"));
        }
        if let Some(more) = finding.faults.len().checked_sub(FAULTS).filter(|more| *more > 0) {
            out.wrapped(2, &format!("with: {more} more"));
        }
        return;
    };
    if without.is_empty() {
        out.wrapped(2, "necessary: nothing; it fails in a calm world as well");
    }
    for (label, instead) in without {
        out.wrapped(2, &format!("necessary: {label}; without it {}", then(instead)));
    }
}

// What happens then, in a sentence.
fn then(instead: &Instead) -> String {
    match instead {
        Instead::Passes => "the run passes".to_owned(),
        Instead::Undecided => "nothing can be told".to_owned(),
        Instead::Fails(id) => format!("another property fails: {id}"),
        Instead::NoTimes | Instead::BeyondModel => "there is no such run".to_owned(),
    }
}

fn tell_coverage(out: &mut Page, report: &Report) {
    let coverage = &report.coverage;
    for (mark, count) in coverage.marks.iter().filter(|(_, count)| *count > 0) {
        let _ = writeln!(out, "  mark {mark:?} reached in {}", counted(*count, "run"));
    }
    let undecided = coverage.undecided.iter().filter(|_| report.ruling() != Ruling::Undecided);
    for (why, count) in undecided {
        out.wrapped(2, &format!("{} undecided: {why}", counted(*count, "run")));
    }
    for tolerated in &report.tolerated {
        let _ = writeln!(out, "  tolerated: {tolerated}");
    }
    if coverage.figures.iter().next().is_some() {
        let _ = writeln!(out, "  figures of {}:", counted(coverage.figures.runs(), "run"));
        for line in coverage.figures.to_string().lines() {
            let by = if line.is_empty() { 0 } else { 4 };
            let _ = writeln!(out, "{:by$}{line}", "");
        }
    }
}

fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
