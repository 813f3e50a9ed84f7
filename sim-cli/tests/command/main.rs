//! The command, as it is typed: each file of `transcripts` is what a user types and sees.
//!
//! The first line of a step is the command, as in a shell; then come the exit code, standard output and standard error. All
//! steps of a file share a folder, in which the contents of `files` lie; `files` lists it, `show` prints a file in it and
//! `edit` changes one. `SNAPSHOTS=overwrite cargo test -p sim-cli` writes the transcripts anew.

mod interruption;
mod merging;
mod nondeterminism;
mod streams;
mod transcript;
mod zoo;

use transcript::check;

#[test]
fn help_says_what_can_be_typed() {
    check("help");
}

#[test]
fn what_is_typed_wrongly_is_refused_with_a_suggestion() {
    check("usage");
}

#[test]
fn scenarios_are_listed() {
    check("list");
}

#[test]
fn a_seed_is_run() {
    check("run");
}

#[test]
fn seeds_are_swept_and_failures_saved() {
    check("sweep");
}

#[test]
fn a_sweep_is_told_to_programs() {
    check("sweep_json");
}

#[test]
fn a_sweep_is_cut_into_shards() {
    check("shards");
}

#[test]
fn the_reports_of_shards_become_one() {
    check("merge");
}

#[test]
fn a_saved_failure_is_explained() {
    check("explain");
}

#[test]
fn a_saved_failure_is_replayed() {
    check("replay");
}

#[test]
fn a_saved_failure_is_made_smaller() {
    check("shrink");
}

#[test]
fn traces_and_failures_are_drawn() {
    check("view");
}

#[test]
fn plans_are_checked() {
    check("check_plan");
}

#[test]
fn each_way_to_go_wrong_has_its_exit_code() {
    check("exit_codes");
}

#[test]
fn variables_and_colours() {
    check("environment");
}

#[test]
fn under_cargo_the_commands_to_type_are_those_of_cargo() {
    check("cargo");
}
