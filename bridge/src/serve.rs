//! The server: static pages, operations, uploads, events.

use crate::core::Core;
use crate::events::Events;
use crate::{Options, pages};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tiny_http::{Header, Method, Request, Response, Server};
use zhurnal::api::types::{ErrorInfo, FileToken};
use zhurnal::api::{FileUse, page_address};
use zhurnal::time::SystemClock;

/// Enough for a test's browser with a page, an operation and a long poll open.
const THREADS: usize = 8;
const LONG_POLL: Duration = Duration::from_secs(20);
const LARGEST_BODY: u64 = 64 * 1024 * 1024;
const TOKEN_HEADER: &str = "x-zhurnal-token";

type Answer = Response<Cursor<Vec<u8>>>;

struct Bridge {
    core: Core,
    events: Arc<Events>,
    pages: PathBuf,
    saves: PathBuf,
    token: String,
    uploads: AtomicU32,
}

/// Serves until standard input ends.
pub fn run(options: Options) -> Result<(), String> {
    let core = Core::open(&options.home, Arc::new(SystemClock::default())).map_err(|error| error.to_string())?;
    let events = Arc::new(Events::default());
    let tell = Arc::clone(&events);
    core.on_changed(move |touched| tell.add(touched));
    let token = fresh_token().map_err(|error| format!("no random token: {error}"))?;
    std::fs::create_dir_all(&options.saves).map_err(|error| format!("{}: {error}", options.saves.display()))?;
    let server = Arc::new(Server::http(("127.0.0.1", options.port)).map_err(|error| error.to_string())?);
    println!("http://{}/#token={token}", server.server_addr());
    std::io::stdout().flush().map_err(|error| error.to_string())?;
    let bridge = Bridge { core, events, pages: options.pages, saves: options.saves, token, uploads: AtomicU32::new(0) };
    let bridge = Arc::new(bridge);
    for _ in 0..THREADS {
        let (server, bridge) = (Arc::clone(&server), Arc::clone(&bridge));
        std::thread::spawn(move || {
            while let Ok(request) = server.recv() {
                bridge.answer(request);
            }
        });
    }
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).map_err(|error| error.to_string())?;
    Ok(())
}

/// 128 bits from the system's generator.
fn fresh_token() -> std::io::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl Bridge {
    fn answer(&self, mut request: Request) {
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        let answer = match (request.method(), path) {
            (Method::Get, "/events") if self.known(&request) => self.events(query),
            (Method::Get, path) if path.starts_with("/paper/") => self.paper(&request, path),
            (Method::Get, _) => self.page(&url),
            (Method::Post, _) if self.known(&request) => self.post(&mut request, path, query),
            _ => text(403, "the token of this run is missing"),
        };
        // The browser may have gone away; nothing else is listening.
        let _gone = request.respond(answer);
    }

    /// The header that a foreign page cannot send without a preflight, which is never granted.
    fn known(&self, request: &Request) -> bool {
        request.headers().iter().any(|header| header.field.equiv(TOKEN_HEADER) && header.value.as_str() == self.token)
    }

    fn page(&self, url: &str) -> Answer {
        let Some(file) = pages::find(&self.pages, url) else { return text(404, "no such page") };
        match std::fs::read(&file) {
            Ok(bytes) => with_type(Response::from_data(bytes), pages::content_type(&file)),
            Err(error) => text(500, &error.to_string()),
        }
    }

    /// A page of a paper: data of the journal, so it wants the token as operations do.
    fn paper(&self, request: &Request, path: &str) -> Answer {
        if !self.known(request) {
            return text(403, "the token of this run is missing");
        }
        let Some((paper, page)) = path.strip_prefix("/paper").and_then(page_address) else { return text(404, "no such page") };
        match self.core.page(paper, page) {
            Ok(svg) => with_type(Response::from_data(svg), "image/svg+xml"),
            Err(error) => json_answer(422, &json!({ "code": error.code, "args": error.args })),
        }
    }

    fn events(&self, query: &str) -> Answer {
        let since = parameter(query, "since").and_then(|number| number.parse().ok()).unwrap_or(0);
        let (next, touched) = self.events.after(since, LONG_POLL);
        json_answer(200, &json!({ "next": next, "touched": touched }))
    }

    fn post(&self, request: &mut Request, path: &str, query: &str) -> Answer {
        let mut body = Vec::new();
        if let Err(error) = request.as_reader().take(LARGEST_BODY).read_to_end(&mut body) {
            return text(400, &error.to_string());
        }
        let name = || file_name(&parameter(query, "name").unwrap_or_default());
        let kind = |writes| parameter(query, "kind").map(|id| FileUse::find(&id, writes).map_err(ErrorInfo::from)).transpose();
        let told = match path.strip_prefix("/call/") {
            Some(operation) => self.call(operation, &body),
            None if path == "/upload" => kind(false).and_then(|of| self.upload(of, &name(), &body)),
            None if path == "/save" => kind(true).and_then(|of| self.offer(of, self.saves.join(name()))),
            None => return text(404, "no such path"),
        };
        match told {
            Ok(value) => json_answer(200, &value),
            Err(error) => json_answer(422, &json!({ "code": error.code, "args": error.args })),
        }
    }

    fn call(&self, operation: &str, body: &[u8]) -> Result<Value, ErrorInfo> {
        match serde_json::from_slice(body) {
            Ok(request) => self.core.call(operation, request),
            Err(error) => Err(ErrorInfo { code: "bad-request".to_owned(), args: [("detail".to_owned(), error.to_string())].into() }),
        }
    }

    /// Keeps an uploaded file in a folder of its own, so that its name stays as the browser gave it.
    fn upload(&self, of: Option<&FileUse>, name: &str, body: &[u8]) -> Result<Value, ErrorInfo> {
        let dir = self.saves.join(format!("upload-{}", self.uploads.fetch_add(1, Ordering::SeqCst)));
        let file = dir.join(name);
        let kept = std::fs::create_dir_all(&dir).and_then(|()| std::fs::write(&file, body));
        kept.map_err(|error| ErrorInfo { code: "io".to_owned(), args: [("detail".to_owned(), error.to_string())].into() })?;
        self.offer(of, file)
    }

    /// A file chosen for a use; without one, a file that was dropped.
    fn offer(&self, of: Option<&FileUse>, path: PathBuf) -> Result<Value, ErrorInfo> {
        let FileToken { token, name } = self.core.offer(of, path)?;
        Ok(json!({ "token": token, "name": name }))
    }
}

fn text(status: u16, text: &str) -> Answer {
    with_type(Response::from_string(text).with_status_code(status), "text/plain; charset=utf-8")
}

fn json_answer(status: u16, value: &Value) -> Answer {
    with_type(Response::from_data(value.to_string()).with_status_code(status), "application/json")
}

fn with_type(answer: Answer, content_type: &str) -> Answer {
    match Header::from_bytes("Content-Type", content_type) {
        Ok(header) => answer.with_header(header),
        Err(()) => answer,
    }
}

/// A parameter of a query, decoded.
fn parameter(query: &str, name: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let (high, low) = (char::from(rest.next()?).to_digit(16)?, char::from(rest.next()?).to_digit(16)?);
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// A name without folders.
fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    if name.trim_matches('.').is_empty() { "file".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_parameter_is_decoded() {
        assert_eq!(parameter("kind=sheet&name=%D0%BB%D0%B8%D1%81%D1%82+1.pdf", "name").unwrap(), "лист 1.pdf");
        assert_eq!(parameter("name=%D", "name"), None);
    }

    #[test]
    fn an_uploaded_name_has_no_folders() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name(".."), "file");
    }
}
