//! How answers look: Russian text for people, one JSON object for programs.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;
use zhurnal::Error;
use zhurnal::texts::Texts;

/// A text of the catalogue.
pub fn text(id: &str, args: &[(&str, &str)]) -> String {
    Texts::russian().format(id, args)
}

/// A text of the catalogue with arguments of the contract.
pub fn text_of(id: &str, args: &BTreeMap<String, String>) -> String {
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    text(id, &args)
}

/// Prints a line. A reader that went away (`| head`) is no failure of the work.
pub fn line(text: &str) {
    let _gone = writeln!(std::io::stdout(), "{text}");
}

/// Prints a line beside the answer.
pub fn aside(text: &str) {
    let _gone = writeln!(std::io::stderr(), "{text}");
}

/// Prints one JSON object.
pub fn object(value: &Value) {
    line(&value.to_string());
}

/// Tells people what must not be missed, in red where a terminal shows colours. Answers of programs stay clean.
pub fn warning(text: &str) {
    let mut out = std::io::stderr();
    let _gone = if out.is_terminal() { writeln!(out, "\u{1b}[1;31m{text}\u{1b}[0m") } else { writeln!(out, "{text}") };
}

/// An error as one JSON object.
pub fn error_object(e: &Error) -> Value {
    json!({ "error": { "code": e.code, "args": e.args, "text": text_of(&format!("error-{}", e.code), &e.args) } })
}

/// Tells an error and gives its exit code.
pub fn failed(as_json: bool, e: &Error) -> ExitCode {
    if as_json {
        object(&error_object(e));
    } else {
        aside(&text_of(&format!("error-{}", e.code), &e.args));
    }
    ExitCode::from(e.exit_code())
}
