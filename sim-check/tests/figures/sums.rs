//! Figures of many runs are those of all runs, whoever has run them.

use sim_check::figures::{Figures, Measured};
use sim_check::prelude::*;

use crate::office::{Office, figures, office};

fn measured(seeds: std::ops::Range<u64>, jobs: usize) -> Measured {
    check(office()).seeds(seeds).jobs(jobs).trust_determinism().report().figures().clone()
}

#[test]
fn a_campaign_measures_the_same_on_any_number_of_threads() {
    let one = measured(0..60, 1);
    assert_eq!(one.runs(), 60);
    for jobs in [2, 3, 7] {
        assert_eq!(measured(0..60, jobs), one, "{jobs}");
    }
}

#[test]
fn parts_of_a_campaign_add_up_to_the_whole_in_any_order() {
    let whole = measured(0..40, 1);
    let parts = [measured(0..7, 1), measured(7..8, 1), measured(8..40, 2)];
    let add = |order: [usize; 3]| {
        let sum = order.into_iter().try_fold(Measured::default(), |sum, it| sum.and(&parts[it]));
        sum.expect("the figures are the same")
    };
    assert_eq!(add([0, 1, 2]), whole);
    assert_eq!(add([2, 0, 1]), whole);
    let later = parts[1].clone().and(&parts[2]).expect("the figures are the same");
    assert_eq!(parts[0].clone().and(&later), Ok(whole.clone()));
    assert_eq!(whole.clone().and(&Measured::default()), Ok(whole));
}

#[test]
fn a_campaign_is_the_sum_of_its_runs() {
    let runs = (0..20).map(|seed| office().run_seed(seed).expect("it can run").report);
    let sum = runs.fold(Measured::default(), |sum, report| {
        sum.and(report.figures()).expect("the figures are the same")
    });
    assert_eq!(sum, measured(0..20, 3));
}

#[test]
fn what_was_run_beyond_the_first_failure_that_counts_is_not_measured() {
    // Whoever answers nearly all questions has failed.
    let failing = || {
        let few = always(0, |answered: &mut u32, fact| {
            *answered += u32::from(matches!(fact, crate::office::Fact::Answered(_)));
            if *answered < 39 { Ok(()) } else { Err("too many answers".to_owned()) }
        });
        check(office().property("few answers", few))
            .seeds(0..300)
            .shrink_runs(0)
            .trust_determinism()
    };
    let one = failing().report();
    assert!(one.failure().is_some() && (20..280).contains(&one.runs), "{}", one.runs);
    assert_eq!(one.figures().runs(), one.runs);
    for jobs in [2, 5] {
        let several = failing().jobs(jobs).report();
        assert_eq!((several.figures(), several.runs), (one.figures(), one.runs), "{jobs}");
    }
    // Where nothing else is looked at, other threads are beyond that when it fails.
    let one = failing().several(1).report();
    let many = failing().several(1).jobs(8).report();
    assert_eq!((many.figures(), many.runs), (one.figures(), one.runs));
    assert_eq!(one.figures().runs(), one.runs);
}

#[test]
fn figures_that_are_not_the_same_dont_add_up() {
    let of = |figures: Figures<Office>| {
        let bare = scenario::<Office>("bare").node("nobody", |_| Nobody).figures(figures);
        check(bare).seeds(0..1).report().figures().clone()
    };
    let (calls, windows) =
        (Figures::new().call_latency("a"), Figures::new().call_availability("a", seconds(1)));
    let longer = Figures::new().call_availability("a", seconds(2));
    let more = Figures::new().call_latency("a").call_latency("b");
    let differ = |one: &Figures<Office>, other: &Figures<Office>| {
        of(one.clone()).and(&of(other.clone())).map_err(|error| error.to_string())
    };
    assert_eq!(differ(&calls, &windows), Err("figure \"a\" is not the same in both".to_owned()));
    assert_eq!(differ(&windows, &longer), Err("figure \"a\" is not the same in both".to_owned()));
    assert_eq!(differ(&calls, &more), Err("figure \"b\" is not the same in both".to_owned()));
    assert_eq!(differ(&more, &calls), Err("figure \"b\" is not the same in both".to_owned()));
    assert!(differ(&calls, &calls).is_ok_and(|both| both.runs() == 2));
}

struct Nobody;

impl Actor<Office> for Nobody {
    fn on_message(&mut self, _: ActorId, _: crate::office::Message, _: &mut Context<'_, Office>) {}
}

#[test]
fn figures_that_make_no_sense_make_no_scenario() {
    let said = |figures: Figures<Office>| {
        check(office().figures(figures))
            .seeds(0..3)
            .report()
            .broken
            .map(|broken| broken.to_string())
    };
    let twice = Some("two figures are called \"call\"".to_owned());
    assert_eq!(said(Figures::new().call_latency("call")), twice);
    assert_eq!(said(figures()), Some("two figures are called \"question\"".to_owned()));
    let no_window = Figures::new().call_availability("none", Duration::ZERO);
    assert_eq!(said(no_window), Some("figure \"none\" has a window of 0ns".to_owned()));
}
