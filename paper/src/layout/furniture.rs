//! What every page carries in its margins: draft mark or proof, number of the sheet on its face, number of the page.

use super::pen::Align;
use super::wrap::Style;
use crate::fonts::{Face, Um, em};
use crate::model::Status;
use crate::page::{Mark, Page, Rect, Role, Text};
use crate::texts::Texts;

const MARK: Style = Style::new(Face::Bold, 160);
const SHEET: Style = Style::bold(100);
const FOOT: Style = Style::text(70);

/// Marks the pages; those from `skip` on, `numbered` of them, carry numbers.
pub(super) fn mark(pages: &mut [Page], status: &Status, skip: usize, numbered: usize) {
    let texts = Texts::russian();
    let draft = texts.format("paper-draft", &[]);
    let proof = match status {
        Status::Draft => String::new(),
        Status::Final { checkpoint, fingerprint, date } => texts.format(
            "paper-proof",
            &[("fingerprint", fingerprint), ("checkpoint", &grouped(checkpoint)), ("date", &date.format("%d.%m.%Y").to_string())],
        ),
    };
    for (index, page) in pages.iter_mut().enumerate() {
        let lying = page.size.w > page.size.h;
        // A lying page is bound above or below, so its margins there are wider.
        let (top, bottom) = if lying { (16_500, page.size.h - 14_000) } else { (10_500, page.size.h - 7_500) };
        let (left, right) = (12_000, page.size.w - 12_000);
        let band = |y: Um, from: Um, to: Um| Rect::new(from, y - 5_000, to - from, 6_500);
        let third = (right - left) / 3;
        if *status == Status::Draft {
            put(page, band(top, left + third, right - third), top, MARK, Align::Center, Role::Draft, 25, &draft);
        } else {
            put(page, band(bottom, left + 20_000, right - 20_000), bottom, FOOT, Align::Center, Role::Proof, 0, &proof);
        }
        let Some(number) = (index + 1).checked_sub(skip).filter(|n| *n > 0 && *n <= numbered) else { continue };
        if number % 2 == 1 {
            let sheet = number.div_ceil(2).to_string();
            put(page, band(top, right - 25_000, right), top, SHEET, Align::Right, Role::Sheet, 0, &sheet);
        }
        let text = texts.format("paper-page", &[("page", &number.to_string())]);
        let (area, align) = if number % 2 == 1 {
            (band(bottom, right - 19_000, right), Align::Right)
        } else {
            (band(bottom, left, left + 19_000), Align::Left)
        };
        put(page, area, bottom, FOOT, align, Role::PageNumber, 0, &text);
    }
}

/// A numbered side that stays empty is crossed out, so that nothing is written there later.
pub(super) fn cross_out(pages: &mut [Page]) {
    for page in pages.iter_mut().filter(|p| p.marks.is_empty()) {
        let (w, h) = (page.size.w, page.size.h);
        page.marks.push(Mark::Line { from: (30_000, h - 40_000), to: (w - 30_000, 40_000), width: 300 });
    }
}

/// In fours, as people compare them.
fn grouped(hex: &str) -> String {
    let chars: Vec<char> = hex.chars().collect();
    chars.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}

#[allow(clippy::too_many_arguments)] // a text's place, look and meaning; a struct of them would say the same thing twice
fn put(page: &mut Page, within: Rect, y: Um, style: Style, align: Align, role: Role, light: u8, text: &str) {
    let spare = (within.w - style.width(text)).max(0);
    let x = match align {
        Align::Left => within.x,
        Align::Center => within.x + spare / 2,
        Align::Right => within.x + spare,
    };
    let within = Rect { y: y - em(style.size), h: em(style.size) * 3 / 2, ..within };
    let text = text.to_owned();
    page.marks.push(Mark::Text(Text { x, y, face: style.face, size: style.size, turned: false, light, role, within, text }));
}
