//! The page, as a browser sees it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use sim_check::render::{html, svg};
use sim_check::trace::Highlights;

use crate::{election, escaping, house};

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
    let file = directory.join(name);
    fs::write(&file, page).expect("the test's own directory can be written");
    let asked = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"])
        .arg("--dump-dom")
        .arg(format!("--user-data-dir={}", directory.join(format!("{name}.browser")).display()))
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
    let highlights = election::highlights(&elected);
    let (evil, evil_highlights) = escaping::trace();
    for (name, trace, highlights) in [
        ("election", elected, highlights),
        ("house", house::trace(), Highlights::default()),
        ("evil", evil, evil_highlights),
    ] {
        let page = html(&trace, &highlights);
        let (document, said) = open(browser, &format!("{name}.html"), &page);
        assert_eq!(anchors(&document), trace.events().len(), "{name}: {said}");
        // It had nothing to repair: its document has the elements that were written, and no others.
        for element in
            ["<p", "<a ", "<svg", "<path", "<rect", "<script", "<img", "<style", "<title"]
        {
            assert_eq!(
                document.matches(element).count(),
                page.matches(element).count(),
                "{element}"
            );
        }
        check_quiet(&said);

        // A picture is XML: one mistake, and nothing is shown.
        let (document, said) = open(browser, &format!("{name}.svg"), &svg(&trace, &highlights));
        assert_eq!(anchors(&document), trace.events().len(), "{name}: {said}");
        assert!(!document.contains("parsererror"), "{name}: {document}");
        check_quiet(&said);
    }
}

fn anchors(document: &str) -> usize {
    document.matches(" id=\"e").count()
}

#[track_caller]
fn check_quiet(said: &str) {
    let complaints: Vec<&str> = said.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
}

// Else a browser that says nothing would prove nothing.
#[test]
fn a_browser_complains_about_a_script() {
    let Some(browser) = browser() else {
        println!("SKIPPED: there is none of {BROWSERS:?}");
        return;
    };
    let page = html(&election::trace(), &Highlights::default());
    let page = page.replace("<header>", "<script>document.title = 'obeyed'</script><header>");
    let (document, said) = open(browser, "script.html", &page);
    assert!(said.contains("CONSOLE"), "{said}");
    assert!(document.contains("<title>Trace</title>"));
}
