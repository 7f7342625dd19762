//! Pages of papers by a protocol of their own, `paper://localhost/<paper>/<n>.svg`: pictures do not go through the command.

use crate::core::Core;
use std::sync::Arc;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{UriSchemeContext, UriSchemeResponder, Wry};
use zhurnal::api::page_address;
use zhurnal::api::types::ErrorInfo;

/// The scheme; the page's content policy names it too.
pub const SCHEME: &str = "paper";

/// Answers away from the window's thread: a page is drawn when it is asked for.
pub fn serve(core: Arc<Core>) -> impl Fn(UriSchemeContext<'_, Wry>, Request<Vec<u8>>, UriSchemeResponder) + Send + Sync + 'static {
    move |_, request, responder| {
        let core = Arc::clone(&core);
        tauri::async_runtime::spawn_blocking(move || responder.respond(answer(&core, &request)));
    }
}

fn answer(core: &Core, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let found = match page_address(request.uri().path()) {
        Some((paper, page)) => core.page(paper, page),
        None => Err(ErrorInfo { code: "paper-page".to_owned(), args: Default::default() }),
    };
    let origin = request.headers().get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).filter(|origin| own(origin));
    match found {
        Ok(svg) => response(StatusCode::OK, "image/svg+xml", svg, origin),
        Err(error) => {
            response(StatusCode::UNPROCESSABLE_ENTITY, "application/json", serde_json::to_vec(&error).unwrap_or_default(), origin)
        }
    }
}

/// Only the program's own page may read what is answered.
fn own(origin: &str) -> bool {
    matches!(origin, "tauri://localhost" | "http://tauri.localhost" | "https://tauri.localhost")
}

fn response(status: StatusCode, kind: &'static str, body: Vec<u8>, origin: Option<&str>) -> Response<Vec<u8>> {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    if let Some(origin) = origin.and_then(|origin| header::HeaderValue::from_str(origin).ok()) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_programs_own_page_reads_a_page() {
        assert!(own("tauri://localhost") && own("http://tauri.localhost"));
        assert!(!own("null") && !own("http://localhost") && !own("https://tauri.localhost.example"));
        let answer = response(StatusCode::OK, "image/svg+xml", Vec::new(), None);
        assert!(!answer.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    }
}
