//! The zoo, as programs see it through `sim`.

use crate::transcript::{command, folder};

#[test]
fn each_scenario_is_a_record_for_programs() {
    let output = command("sim", &folder("zoo")).args(["list", "--format", "json"]).output();
    let output = output.expect("it can be run");
    assert!(output.status.success());
    let told = String::from_utf8(output.stdout).expect("it is text");
    let zoo = sim_models::zoo();
    assert_eq!(told.lines().count(), zoo.entries().len());
    for (line, entry) in told.lines().zip(zoo.entries()) {
        let record: serde_json::Value = serde_json::from_str(line).expect("a line is an object");
        assert_eq!(record["name"], entry.scenario().name());
        assert!(record["property"].is_string(), "{line}");
        match entry.expected() {
            None => assert_eq!(record["kind"], "correct"),
            Some(expected) => {
                assert_eq!(record["kind"], "mutant");
                assert_eq!(record["property"], expected.property.as_str());
                assert_eq!(record["seeds"], expected.seeds);
                assert_eq!(record["choices"], expected.choices);
                assert_eq!(record["events"], expected.events);
            }
        }
    }
}
