//! Exit code and printing only: arguments in, text out, the rest is `run`.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use torimatome::cli::{self, Action, Request};
use torimatome::diagnostic;
use torimatome::intake::PasswordPrompt;
use torimatome::{isolation, run};

fn main() -> ExitCode {
    if std::env::args_os().skip(1).eq([isolation::WORKER_ARGUMENT]) {
        return serve();
    }
    match cli::parse(std::env::args_os().collect(), &Path::exists) {
        Ok(request) => {
            let outcome = run::execute(&request, password_prompt(&request));
            print(&mut std::io::stdout().lock(), &outcome.to_stdout);
            print(&mut std::io::stderr().lock(), &outcome.to_stderr);
            wait_for_enter(&request);
            ExitCode::from(outcome.status.code())
        }
        Err(refusal) => {
            if refusal.asked_for {
                print(&mut std::io::stdout().lock(), &refusal.text);
            } else {
                print(&mut std::io::stderr().lock(), &refusal.text);
            }
            ExitCode::from(refusal.status)
        }
    }
}

/// Reads workbooks for another process of this program.
fn serve() -> ExitCode {
    let last_words = |text: &str| print(&mut std::io::stderr().lock(), text);
    match isolation::serve(std::io::stdin(), std::io::stdout(), last_words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Writes a text; a reader that has gone away (`| head`) is no error.
fn print(stream: &mut dyn std::io::Write, text: &str) {
    let text = diagnostic::printable(text);
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// Asks for passwords where somebody is there to answer.
fn password_prompt(request: &Request) -> Option<Box<PasswordPrompt>> {
    let options = &request.options;
    let asked = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if options.quiet || options.json || !asked {
        return None;
    }
    let language = options.language;
    Some(Box::new(move |file| {
        let question = run::question_for_password(file, language);
        rpassword::prompt_password(question).ok().filter(|password| !password.is_empty())
    }))
}

/// Keeps the window open that Windows made for a folder dropped on the program.
fn wait_for_enter(request: &Request) {
    let dropped = matches!(request.action, Action::Run { dropped: true, .. });
    if dropped && cfg!(windows) && std::io::stdin().is_terminal() {
        let question = run::question_to_close(request.options.language);
        let _ = std::io::stderr().lock().write_all(question.as_bytes());
        let _ = std::io::stdin().read_line(&mut String::new());
    }
}
