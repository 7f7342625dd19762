//! The built pages, as files.

use std::path::{Component, Path, PathBuf};

/// The file that a request path names inside `root`; `None` when there is none or it would lead outside.
pub fn find(root: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let file = root.join(path);
    (inside && file.is_file()).then_some(file)
}

/// The content type of a file, by its extension.
pub fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        Some("ftl") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn pages_are_found_and_nothing_outside_them() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(find(root, "/src/pages.rs?x=1").unwrap(), root.join("src/pages.rs"));
        assert_eq!(find(root, "/../Cargo.toml"), None);
        assert_eq!(find(root, "//etc/passwd"), None);
        assert_eq!(find(root, "/"), None);
    }
}
