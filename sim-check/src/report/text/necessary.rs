//! What has to go wrong, in few lines: one for each thing where they are few, one for each kind where they are many.

use std::collections::BTreeMap;

// So many lines can be read one by one.
const LINES: usize = 6;
// So much of a message tells which one is meant.
const WIDTH: usize = 84;

const LOST: &str = " is lost";

/// The lines for these labels, as `n1 -> n2 Ping(1) is lost`.
pub(super) fn in_few_lines(labels: Vec<&str>) -> Vec<String> {
    if labels.len() <= LINES {
        return labels.into_iter().map(shortened).collect();
    }
    let (mut kinds, mut others): (BTreeMap<String, u64>, Vec<String>) = Default::default();
    for label in labels {
        match label.strip_suffix(LOST).and_then(kind) {
            Some(kind) => *kinds.entry(kind).or_default() += 1,
            None => others.push(shortened(label)),
        }
    }
    let lost = kinds.into_iter().map(|(kind, count)| match count {
        1 => format!("{kind} is lost"),
        count => format!("{kind} is lost {count} times"),
    });
    lost.chain(others).collect()
}

// Who sends whom what, without what is in it.
fn kind(message: &str) -> Option<String> {
    let (from, rest) = message.split_once(" -> ")?;
    let (to, payload) = rest.split_once(' ')?;
    let word = payload.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    Some(format!("{from} -> {to} {word}"))
}

fn shortened(label: &str) -> String {
    let count = label.chars().count();
    match label.strip_suffix(LOST) {
        Some(message) if count > WIDTH => {
            let kept: String = message.chars().take(WIDTH - LOST.len() - 1).collect();
            format!("{kept}…{LOST}")
        }
        Some(_) | None => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_few_lines;

    #[test]
    fn a_few_are_told_one_by_one() {
        let labels = ["n1 -> n2 Ping(1) is lost", "n1 -> n2 Ping(2) is lost"];
        assert_eq!(in_few_lines(labels.to_vec()), labels);
    }

    #[test]
    fn many_are_told_by_their_kinds() {
        let pings: Vec<String> =
            (0..6).map(|n| format!("n1 -> n2 Ping {{ n: {n} }} is lost")).collect();
        let mut labels: Vec<&str> = pings.iter().map(String::as_str).collect();
        labels.extend(["n2 -> n1 Pong is lost", "n2 -> n1 Pong comes twice"]);
        assert_eq!(
            in_few_lines(labels),
            ["n1 -> n2 Ping is lost 6 times", "n2 -> n1 Pong is lost", "n2 -> n1 Pong comes twice"]
        );
    }

    #[test]
    fn what_is_in_a_long_message_is_cut_short() {
        let long = format!("n1 -> n2 Append {{ entries: {:?} }} is lost", [0; 99]);
        let told = in_few_lines(vec![&long]);
        assert_eq!(told[0].chars().count(), 84);
        assert!(told[0].starts_with("n1 -> n2 Append {") && told[0].ends_with("… is lost"));
    }
}
