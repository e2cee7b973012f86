//! Exit code and printing only: arguments in, text out, the rest is `run`.

use std::process::ExitCode;

use torimatome::cli;
use torimatome::isolation;
use torimatome::run;

fn main() -> ExitCode {
    if std::env::args_os().skip(1).eq([isolation::WORKER_ARGUMENT]) {
        let last_words = |text: &str| print(&mut std::io::stderr().lock(), text);
        return match isolation::serve(std::io::stdin(), std::io::stdout(), last_words) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    match cli::parse(std::env::args_os().collect()) {
        Ok(request) => {
            let outcome = run::execute(&request);
            print(&mut std::io::stdout().lock(), &outcome.to_stdout);
            print(&mut std::io::stderr().lock(), &outcome.to_stderr);
            ExitCode::from(outcome.status.code())
        }
        Err(refusal) if refusal.asked_for => {
            print(&mut std::io::stdout().lock(), &refusal.text);
            ExitCode::from(refusal.status)
        }
        Err(refusal) => {
            print(&mut std::io::stderr().lock(), &refusal.text);
            ExitCode::from(refusal.status)
        }
    }
}

/// Writes a text; a reader that has gone away (`| head`) is no error.
fn print(stream: &mut dyn std::io::Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
