//! What must hold for the marks of every page.

use zhurnal_paper::page::{Mark, Page, Role, Text};

/// No text leaves its column or the page, none meets another, none stands on an upright line.
pub fn sound(page: &Page, name: &str) {
    let texts: Vec<&Text> = page.texts().collect();
    let boxes: Vec<_> = texts.iter().map(|t| t.bounds()).collect();
    for (t, b) in texts.iter().zip(&boxes) {
        let one = t.text.chars().count() == 1;
        assert!(
            t.turned && b.y >= t.within.y - 10 && b.bottom() <= t.within.bottom() + 10
                || !t.turned && (one || b.x >= t.within.x - 10 && b.right() <= t.within.right() + 10),
            "{name}: «{}» leaves its column: {b:?} in {:?}",
            t.text,
            t.within
        );
        assert!(
            b.x >= 5_000 && b.y >= 4_000 && b.right() <= page.size.w - 5_000 && b.bottom() <= page.size.h - 4_000,
            "{name}: «{}» {b:?}",
            t.text
        );
        for mark in &page.marks {
            if let Mark::Line { from, to, .. } = mark
                && from.0 == to.0
                && !one
            {
                let across = from.0 > b.x && from.0 < b.right() && from.1.min(to.1) < b.bottom() && from.1.max(to.1) > b.y;
                assert!(!across, "{name}: «{}» is crossed by a line at {from:?}", t.text);
            }
        }
    }
    // Boxes are as high as the size: lines 1.2 sizes apart never meet.
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by_key(|i| boxes[*i].y);
    for (n, i) in order.iter().enumerate() {
        for j in order[n + 1..].iter().take_while(|j| boxes[**j].y < boxes[*i].bottom()) {
            assert!(!boxes[*i].meets(&boxes[*j]), "{name}: «{}» and «{}» overlap", texts[*i].text, texts[*j].text);
        }
    }
}

/// Texts of one kind on a page.
pub fn of(page: &Page, role: Role) -> Vec<&str> {
    page.texts().filter(|t| t.role == role).map(|t| t.text.as_str()).collect()
}

/// Without white space and hyphens: how much was broken into lines does not matter.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}')).collect()
}
