//! The page, as a browser sees it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use sim_check::render::html;
use sim_check::trace::{Highlights, Trace};

use crate::{election, house};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

fn browser() -> Option<&'static str> {
    BROWSERS.into_iter().find(|name| {
        let asked = Command::new(name)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        asked.is_ok_and(|status| status.success())
    })
}

// The document as the browser has built it, and what it complained about.
fn open(browser: &str, name: &str, page: &str) -> (String, String) {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = directory.join(format!("{name}.html"));
    fs::write(&file, page).expect("the test's own directory can be written");
    let asked = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--enable-logging=stderr",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", directory.join(name).display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("a browser that can be asked for its version");
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (text(&asked.stdout), text(&asked.stderr))
}

#[test]
fn a_browser_finds_each_event_and_nothing_to_complain_about() {
    let Some(browser) = browser() else {
        println!("SKIPPED: there is none of {BROWSERS:?}");
        return;
    };
    let elected = election::trace();
    let pages: [(&str, Trace, Highlights); 2] = [
        ("election", elected.clone(), election::highlights(&elected)),
        ("house", house::trace(), Highlights::default()),
    ];
    for (name, trace, highlights) in pages {
        let (document, said) = open(browser, name, &html(&trace, &highlights));
        assert_eq!(document.matches(" id=\"e").count(), trace.events().len(), "{name}: {said}");
        // What it has built is what was written: it had nothing to repair, such as an unknown or unclosed element.
        assert_eq!(
            document.matches("<p id=").count(),
            document.matches("</em></p>").count()
                + document.matches("</a></p>").count()
                + document.matches("</q></p>").count()
                + document.matches("</u></p>").count(),
            "{name}"
        );
        let complaints = said.lines().filter(|line| line.contains("CONSOLE"));
        assert_eq!(complaints.collect::<Vec<_>>(), Vec::<&str>::new(), "{name}");
    }
}
