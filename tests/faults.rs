//! Faults: whatever goes wrong around a run, inputs are untouched, old results whole, and the
//! message says what to do.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use tempfile::TempDir;

use crate::support::{Ran, cache, fixture, folder, torimatome};

/// Every file below a folder with its content; folders end in `/`.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                files.insert(name + "/", Vec::new());
                walk(root, &path, files);
            } else {
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files);
    files
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// A folder with the inputs of a small run in `入力`.
fn home() -> TempDir {
    let home = folder();
    copy(&fixture("sample/2022年度"), &home.path().join("入力"));
    home
}

fn run(home: &Path) -> Ran {
    torimatome(home, &["run", "入力", "--out", "結果", "--reproducible"])
}

fn spawn(home: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_torimatome"))
        .args(["run", "入力", "--out", "結果", "--reproducible"])
        .current_dir(home)
        .env("XDG_CACHE_HOME", cache())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Runs the program behind another one, like `unshare` or `setpriv`; `None` when that is missing
/// or may not do what it should here.
fn behind(command: &[&str], home: &Path, arguments: &[&str]) -> Option<Ran> {
    let allowed = Command::new(command[0])
        .args(&command[1..])
        .args([env!("CARGO_BIN_EXE_torimatome"), "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !allowed {
        println!("passed over: {} cannot be used here", command[0]);
        return None;
    }
    let output = Command::new(command[0])
        .args(&command[1..])
        .arg(env!("CARGO_BIN_EXE_torimatome"))
        .args(arguments)
        .current_dir(home)
        .env("XDG_CACHE_HOME", cache())
        .output()
        .unwrap();
    Some(Ran {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code().unwrap(),
    })
}

/// Puts the results of an earlier run back.
fn restore(home: &Path, results: &BTreeMap<String, Vec<u8>>) {
    let out = home.join("結果");
    fs::remove_dir_all(&out).unwrap();
    fs::create_dir(&out).unwrap();
    for (name, content) in results {
        match name.strip_suffix('/') {
            Some(folder) => fs::create_dir_all(out.join(folder)).unwrap(),
            None => fs::write(out.join(name), content).unwrap(),
        }
    }
}

/// Kills runs after ever longer times, with a signal; old or new results are there, never parts.
#[cfg(unix)]
fn kill_at_many_moments(signal: &str) {
    let home = home();
    assert_eq!(run(home.path()).status, 0);
    let old = tree(&home.path().join("結果"));
    copy(&fixture("sample/2023年度/2023-07-19_第4エリア"), &home.path().join("入力/後から"));
    let inputs = tree(&home.path().join("入力"));
    let expected = {
        let other = folder();
        copy(&home.path().join("入力"), &other.path().join("入力"));
        run(other.path());
        tree(&other.path().join("結果"))
    };
    assert_ne!(old, expected);
    let began = Instant::now();
    run(home.path());
    let whole = began.elapsed();
    restore(home.path(), &old);
    let mut cut_short = 0;
    // Closer together towards the end, where results are put in their place.
    let steps: u32 = std::env::var("TORIMATOME_KILLS").map_or(12, |text| text.parse().unwrap());
    let share = |step: u32| (f64::from(step) / f64::from(steps)).sqrt() * 1.2;
    let moments = (0..steps).map(|step| whole.mul_f64(share(step)));
    for moment in moments {
        let mut child = spawn(home.path());
        std::thread::sleep(moment);
        let id = child.id().to_string();
        Command::new("kill").args([signal, &id]).stderr(Stdio::null()).status().unwrap();
        cut_short += usize::from(child.wait().unwrap().code().is_none());
        let results = tree(&home.path().join("結果"));
        assert!(results == old || results == expected, "after {moment:?} of {whole:?}");
        if results == expected {
            restore(home.path(), &old);
        }
    }
    println!("{cut_short} runs cut short by {signal}");
    assert!(cut_short > 2);
    let last = run(home.path());
    assert!(matches!(last.status, 0 | 3), "{}", last.stderr);
    assert_eq!(names(home.path()), ["入力", "結果"]);
    assert!(tree(&home.path().join("結果")) == expected);
    assert!(tree(&home.path().join("入力")) == inputs);
}

#[cfg(unix)]
#[test]
fn a_run_killed_at_any_moment_leaves_old_or_new_results_whole() {
    kill_at_many_moments("-KILL");
}

#[cfg(unix)]
#[test]
fn a_run_stopped_by_a_person_leaves_old_or_new_results_whole() {
    kill_at_many_moments("-INT");
}

#[test]
fn results_inside_the_inputs_are_not_read_again() {
    let home = home();
    let arguments = ["run", ".", "--out", "入力/結果", "--reproducible"];
    let first = torimatome(home.path(), &arguments);
    let results = home.path().join("入力/結果");
    let cases = fs::read(results.join("data/cases.csv")).unwrap();
    let second = torimatome(home.path(), &arguments);
    assert_eq!(first.status, second.status, "{}", second.stderr);
    assert_eq!(fs::read(results.join("data/cases.csv")).unwrap(), cases);
    let told = fs::read_to_string(results.join("data/diagnostics.csv")).unwrap();
    assert!(told.contains("結果"), "{told}");
}

#[test]
fn a_place_for_results_that_would_cost_something_is_refused() {
    let home = home();
    let before = tree(&home.path().join("入力"));
    for (out, word) in [("入力", "消えてしまいます"), (".", "消えてしまいます")] {
        let refused = torimatome(home.path(), &["run", "入力", "--out", out]);
        assert_eq!(refused.status, 1);
        assert!(refused.stderr.contains(word), "{}", refused.stderr);
        assert!(refused.stderr.contains("--out"), "{}", refused.stderr);
    }
    fs::create_dir(home.path().join("書類")).unwrap();
    fs::write(home.path().join("書類/大事.txt"), "x").unwrap();
    let refused = torimatome(home.path(), &["run", "入力", "--out", "書類"]);
    assert_eq!(refused.status, 1);
    assert!(refused.stderr.contains("中止しました"), "{}", refused.stderr);
    assert!(tree(&home.path().join("入力")) == before);
    assert_eq!(names(home.path()), ["入力", "書類"]);
    assert_eq!(names(&home.path().join("書類")), ["大事.txt"]);
}

#[cfg(unix)]
#[test]
fn a_path_too_long_is_told_before_anything_is_read() {
    let home = home();
    let refused = torimatome(home.path(), &["run", "入力", "--out", &"長".repeat(100)]);
    assert_eq!(refused.status, 1);
    assert!(refused.stderr.contains("長すぎます"), "{}", refused.stderr);
    assert_eq!(names(home.path()), ["入力"]);
}

/// A small disk of its own (Linux, where a user may mount one in a namespace of theirs).
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_old_results_stay() {
    let home = home();
    fs::create_dir(home.path().join("disk")).unwrap();
    let program = env!("CARGO_BIN_EXE_torimatome");
    // Once results are there, the rest is filled: the second run needs room beside the first.
    let script = format!(
        "mount -t tmpfs -o size=4000k small disk || exit 99; \
         '{program}' run 入力 --out disk/結果 --reproducible >/dev/null 2>&1 || exit 98; \
         find disk -type f -exec sha256sum {{}} + | sort > before; \
         head -c 10000000 /dev/zero > disk/fill 2>/dev/null; \
         '{program}' run 入力 --out disk/結果 --reproducible; echo status $?; rm disk/fill; \
         find disk -type f -exec sha256sum {{}} + | sort | cmp - before && ls -A disk"
    );
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script])
        .current_dir(home.path())
        .output();
    let Ok(output) = output else { return println!("passed over: no unshare") };
    if matches!(output.status.code(), Some(1 | 99)) && output.stdout.is_empty() {
        return println!("passed over: no disk may be mounted here");
    }
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(out, "status 1\n結果\n", "{err}");
    assert!(err.contains("空きが足りません") && err.contains("--out"), "{err}");
}

/// As root, a user without rights is needed to be refused anything.
#[cfg(unix)]
const NOBODY: [&str; 4] = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

#[cfg(unix)]
fn open_to_all(home: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let status = Command::new("chmod").args(["-R", "a+rX,go-w"]).arg(home).status().unwrap();
    assert!(status.success());
    fs::set_permissions(home, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_place_without_permission_to_write_is_told() {
    let home = home();
    open_to_all(home.path());
    let arguments = ["run", "入力", "--out", "結果"];
    let Some(refused) = behind(&NOBODY, home.path(), &arguments) else { return };
    assert_eq!(refused.status, 1);
    assert!(refused.stderr.contains("書き込む権限がありません"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--out"), "{}", refused.stderr);
    assert_eq!(names(home.path()), ["入力"]);
}

#[cfg(unix)]
#[test]
fn inputs_that_may_not_be_read_are_named_and_cost_only_themselves() {
    use std::os::unix::fs::PermissionsExt;

    let home = home();
    let secret = home.path().join("入力/読めない.xlsx");
    fs::write(&secret, "x").unwrap();
    fs::create_dir(home.path().join("入力/開けない")).unwrap();
    let place = folder();
    open_to_all(home.path());
    for path in [secret, home.path().join("入力/開けない")] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    }
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let out: PathBuf = place.path().join("結果");
    let arguments = ["run", "入力", "--out", out.to_str().unwrap()];
    let Some(ran) = behind(&NOBODY, home.path(), &arguments) else { return };
    assert_eq!(ran.status, 3, "{}", ran.stderr);
    let told = fs::read_to_string(out.join("data/diagnostics.csv")).unwrap();
    for name in ["読めない.xlsx", "開けない"] {
        let line = told.lines().find(|line| line.contains(name));
        assert!(line.is_some_and(|line| line.contains("file_unavailable")), "{told}");
    }
    assert!(fs::metadata(out.join("様式③-2")).unwrap().is_dir());
}

#[test]
fn hostile_files_cost_only_themselves() {
    let home = home();
    let honest = run(home.path());
    let cases = fs::read(home.path().join("結果/data/cases.csv")).unwrap();
    let traps = crate::traps::all();
    for (name, bytes) in &traps {
        fs::write(home.path().join("入力").join(name), bytes).unwrap();
    }
    let ran = run(home.path());
    assert_eq!((honest.status, ran.status), (0, 3), "{}", ran.stderr);
    assert_eq!(fs::read(home.path().join("結果/data/cases.csv")).unwrap(), cases);
    let told = fs::read_to_string(home.path().join("結果/data/diagnostics.csv")).unwrap();
    for (name, _) in traps {
        assert!(told.contains(name), "{name} is not named");
    }
}
