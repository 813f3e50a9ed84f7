//! Texts of plans, layouts, links and saved failures, right and wrong.

use sim_core::{Source, Stream};
use sim_tests::mutation::{check, corpus, mutated};

#[test]
fn every_text_of_the_corpus_reads() {
    for text in corpus() {
        assert!(check(&text) >= 1, "{text}");
    }
}

#[test]
fn whatever_is_changed_in_a_text_its_reader_says_what_is_wrong() {
    let corpus = corpus();
    let mut source = Stream::new(1, 0);
    for _ in 0..5_000 {
        let (Some(text), Some(other)) = (source.pick(&corpus), source.pick(&corpus)) else {
            return;
        };
        check(&mutated(text, other, &mut source));
    }
}
