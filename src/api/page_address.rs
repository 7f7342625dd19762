//! How a shell's page protocol names a page of a paper: `/<paper>/<n>.svg`, n from 1.

/// Characters of an id at most.
const LONGEST: usize = 64;

/// The paper and the page that a path names; `None` for anything else.
#[must_use]
pub fn page_address(path: &str) -> Option<(&str, u32)> {
    let (paper, page) = path.strip_prefix('/')?.split_once('/')?;
    let known = !paper.is_empty() && paper.len() <= LONGEST && paper.bytes().all(|b| b.is_ascii_alphanumeric());
    let digits = page.strip_suffix(".svg")?;
    let page = if digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) { None } else { digits.parse().ok() };
    page.filter(|_| known).map(|page| (paper, page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_address() {
        assert_eq!(page_address("/K7QXM2PW/118.svg"), Some(("K7QXM2PW", 118)));
    }

    #[test]
    fn anything_else_is_no_page() {
        let long = format!("/{}/1.svg", "A".repeat(65));
        for path in [
            "",
            "/",
            "/A",
            "/A/",
            "/A/1",
            "/A/0.svg",
            "/A/01.svg",
            "/A/-1.svg",
            "/A/+1.svg",
            "/A/1.svg/",
            "/A/1.pdf",
            "//1.svg",
            "/../1.svg",
            "/A%2F/1.svg",
            "/A/99999999999.svg",
            &long,
        ] {
            assert_eq!(page_address(path), None, "{path}");
        }
    }
}
