//! A browser for tests: Chromium without a window, spoken to over two pipes.
//!
//! The protocol is JSON with a zero byte behind each message (Chromium's remote debugging pipe), so
//! that neither a port nor a web socket is needed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::folder;

/// How long one answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running browser with one page.
pub(crate) struct Browser {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    session: Option<String>,
    calls: u64,
    /// What the browser reported on its own, in order.
    events: Vec<Value>,
    _profile: TempDir,
}

/// A size of the window.
#[derive(Clone, Copy)]
pub(crate) struct Screen {
    pub(crate) name: &'static str,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

pub(crate) const PHONE: Screen = Screen { name: "phone", width: 390, height: 844 };
pub(crate) const LAPTOP: Screen = Screen { name: "laptop", width: 1366, height: 768 };

fn program() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

impl Browser {
    /// A browser; `None`, and a word about it, where there is none: such tests pass over.
    pub(crate) fn start() -> Option<Self> {
        let Some(program) = program().filter(|_| Path::new("/bin/sh").exists()) else {
            println!("passed over: no Chromium (Debian package chromium)");
            return None;
        };
        let profile = folder();
        // Chromium reads file descriptor 3 and writes to 4.
        let mut child = Command::new("/bin/sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1"])
            .arg(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"])
            .args(["--disable-extensions", "--disable-dev-shm-usage", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let from = messages(BufReader::new(child.stdout.take().unwrap()));
        let mut browser = Self {
            child,
            to,
            from,
            session: None,
            calls: 0,
            events: Vec::new(),
            _profile: profile,
        };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call("Target.attachToTarget", &attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), &json!({}));
        }
        Some(browser)
    }

    /// One call of the protocol; its result.
    pub(crate) fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.calls += 1;
        let id = self.calls;
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        write!(self.to, "{message}\0").unwrap();
        self.to.flush().unwrap();
        loop {
            let answer = self.from.recv_timeout(PATIENCE).unwrap();
            if answer["id"] == json!(id) {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    /// The value of an expression in the page, awaited if it is a promise.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let parameters =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.call("Runtime.evaluate", &parameters);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// The value of an expression as text.
    pub(crate) fn text(&mut self, expression: &str) -> String {
        self.value(expression).as_str().unwrap_or_default().to_owned()
    }

    /// Opens a file on a screen, in light or dark, and waits until its charts are drawn.
    pub(crate) fn open(&mut self, page: &Path, screen: Screen, dark: bool) {
        let Screen { width, height, .. } = screen;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.call("Emulation.setDeviceMetricsOverride", &metrics);
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.call("Emulation.setEmulatedMedia", &json!({ "media": "", "features": features }));
        self.call("Page.navigate", &json!({ "url": url(page) }));
        for _ in 0..600 {
            let ready = "document.readyState === 'complete' && location.protocol === 'file:'";
            if self.value(ready) == json!(true) {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        self.settle();
    }

    /// Waits until every chart of the page is drawn.
    pub(crate) fn settle(&mut self) {
        let waiting = "[...document.querySelectorAll('.chart')].filter((one) => one.querySelector('svg') === null).length";
        for _ in 0..600 {
            if self.value(waiting) == json!(0) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("a chart was not drawn");
    }

    /// Presses a key where the focus is.
    pub(crate) fn press(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            let code = if key == "Enter" { json!("\r") } else { Value::Null };
            let mut parameters = json!({ "type": kind, "key": key, "code": key });
            let number = match key {
                "Tab" => 9,
                "Enter" => 13,
                "Escape" => 27,
                "ArrowDown" => 40,
                _ => 0,
            };
            parameters["windowsVirtualKeyCode"] = json!(number);
            if kind == "keyDown" && !code.is_null() {
                parameters["text"] = code;
            }
            self.call("Input.dispatchKeyEvent", &parameters);
        }
    }

    /// What was complained about: exceptions, errors and warnings of the console and the log.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        // Whatever the browser has to say about what went before comes before this answer.
        self.value("new Promise((done) => setTimeout(done, 100))");
        let loud = ["Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"];
        let spoken =
            self.events.iter().filter(|event| loud.iter().any(|one| event["method"] == *one));
        spoken.map(Value::to_string).collect()
    }

    /// Addresses of everything that was asked for.
    pub(crate) fn requests(&self) -> Vec<String> {
        let sent =
            self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        let address = |event: &Value| event["params"]["request"]["url"].as_str().map(str::to_owned);
        sent.filter_map(address).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // What cannot be told to end is ended; nothing is left to do if that fails.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A file's address.
pub(crate) fn url(page: &Path) -> String {
    let coded = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
            char::from(*byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    format!("file://{}", page.to_str().unwrap().as_bytes().iter().map(coded).collect::<String>())
}

/// The browser's messages as they come.
fn messages(mut pipe: impl BufRead + Send + 'static) -> Receiver<Value> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut message = Vec::new();
        while pipe.read_until(0, &mut message).is_ok_and(|read| read > 0) {
            message.pop();
            let Ok(value) = serde_json::from_slice(&message) else { break };
            if sender.send(value).is_err() {
                break;
            }
            message.clear();
        }
    });
    receiver
}
