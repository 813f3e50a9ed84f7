//! Figures as text and as pictures, kept.

use sim_check::figures::{Figures, Measured};
use sim_check::prelude::*;
use sim_check::render::plot;

use crate::kept::is_as_kept;
use crate::office::{Office, office};

fn measured() -> Measured {
    check(office()).seeds(0..50).report().figures().clone()
}

#[test]
fn a_table_is_as_it_was_and_fits() {
    let table = measured().to_string();
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    is_as_kept("figures/testdata/office.txt", &table);
}

#[test]
fn a_report_ends_with_its_figures() {
    let report = check(office()).seeds(0..50).report().to_string();
    assert!(report.lines().all(|line| line.chars().count() <= 100), "{report}");
    is_as_kept("figures/testdata/report.txt", &report);
}

#[test]
fn a_plot_is_as_it_was() {
    is_as_kept("figures/testdata/office.svg", &plot(&measured(), "office"));
}

#[test]
fn a_plot_is_closed_as_it_was_opened_and_shows_what_is_said_as_it_stands() {
    let evil = "</text><script>&\"'";
    let figures =
        Figures::<Office>::new().call_latency(evil).queue_depth("long ".repeat(30), |_| true);
    let strange = check(office().figures(figures)).seeds(0..2).report();
    let plot = plot(strange.figures(), evil);
    assert!(!plot.contains("<script>"), "{plot}");
    for element in ["svg", "style", "g", "text", "tspan"] {
        let opened = plot.matches(&format!("<{element} ")).count()
            + plot.matches(&format!("<{element}>")).count();
        assert_eq!(opened, plot.matches(&format!("</{element}>")).count(), "{element}");
    }
    let numbers = plot.split("d=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for path in numbers {
        assert!(
            path.bytes().all(|byte| byte.is_ascii_digit() || b"MLhvz- ".contains(&byte)),
            "{path}"
        );
    }
    let table = strange.figures().to_string();
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
}

#[test]
fn nothing_is_shown_as_nothing() {
    let idle = office().calls(|_| Vec::new());
    let silent = check(idle.until(Stop::at(Time::ZERO))).seeds(0..1).report();
    let table = silent.figures().to_string();
    assert!(table.contains("question") && table.contains(" - "), "{table}");
    assert_eq!(Measured::default().to_string(), "");
    is_as_kept("figures/testdata/nothing.svg", &plot(silent.figures(), "nothing"));
}
