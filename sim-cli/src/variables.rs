//! The environment: what variables say to the command.

use sim_net::nearest;

/// What variables say to the command.
pub(crate) struct Variables {
    /// Nothing is saved.
    pub(crate) ci: bool,
    /// Cargo started this process.
    pub(crate) cargo: bool,
    /// Variables that look as if they were for us and mean nothing.
    pub(crate) warnings: Vec<String>,
}

impl Variables {
    pub(crate) fn read() -> Self {
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        Self::of(std::env::vars_os().map(|(name, value)| (text(name), text(value))))
    }

    fn of(variables: impl Iterator<Item = (String, String)>) -> Self {
        let mut read = Self { ci: false, cargo: false, warnings: Vec::new() };
        let mut variables: Vec<_> = variables.collect();
        variables.sort();
        for (name, value) in variables {
            match name.as_str() {
                "CI" => read.ci = !value.is_empty() && value != "false",
                "CARGO" => read.cargo = true,
                known if sim_check::VARIABLES.contains(&known) => {}
                unknown if unknown.starts_with("SIM_") => {
                    let meant = match nearest(unknown, sim_check::VARIABLES) {
                        Some(near) => format!("did you mean {near}?"),
                        None => format!("known are {}", sim_check::VARIABLES.join(", ")),
                    };
                    read.warnings.push(format!("{unknown} means nothing; {meant}"));
                }
                _ => {}
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_that_means_nothing_is_warned_about() {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let read =
            Variables::of([("SIM_JOB", "1"), ("SIM_SEED", "1"), ("HOME", "/")].iter().map(own));
        assert_eq!(read.warnings, ["SIM_JOB means nothing; did you mean SIM_JOBS?"]);
    }

    #[test]
    fn ci_that_is_false_is_none() {
        let ci = |value: &str| Variables::of([("CI".to_owned(), value.to_owned())].into_iter()).ci;
        assert!(ci("true") && ci("1"));
        assert!(!ci("") && !ci("false"));
    }
}
