//! Standard output that takes nothing: who has read enough is no error, a full disk is.
#![cfg(unix)]

use std::fs::File;
use std::process::Stdio;

use crate::transcript::{command, folder};

#[test]
fn who_has_read_enough_is_no_error() {
    let mut list = command("shop", &folder("read_enough"));
    let (reader, writer) = std::io::pipe().expect("there are pipes");
    drop(reader);
    let output = list.args(["list", "--long"]).stdout(writer).output().expect("it can be run");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_full_disk_is_an_error() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        println!("skipped: there is no /dev/full here");
        return;
    };
    let mut list = command("shop", &folder("full_disk"));
    let output = list.arg("list").stdout(Stdio::from(full)).output().expect("it can be run");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.starts_with("error: standard output can't be written: "), "{told}");
}
