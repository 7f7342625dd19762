//! Slips with one-time passwords: cut along the lines and handed over one by one. Twelve on an A4 page.

use super::ink::{Ink, fits, lacking, wrapped};
use crate::error::{Error, Result};
use crate::texts::Texts;
use chrono::NaiveDate;
use zeroize::Zeroizing;
use zhurnal_paper::fonts::{Face, Size};
use zhurnal_paper::page::Page;
use zhurnal_paper::pdf;

/// What a slip says.
#[derive(Debug, Clone, Copy)]
pub struct Slip<'a> {
    /// Surname, given name, patronymic.
    pub name: &'a str,
    /// Position; may be empty.
    pub position: &'a str,
    /// Login.
    pub login: &'a str,
    /// The one-time password.
    pub password: &'a str,
}

const LEFT: i32 = 12_000;
const TOP: i32 = 14_000;
const WIDTH: i32 = 93_000;
const HEIGHT: i32 = 44_500;
const COLUMNS: usize = 2;
const ROWS: usize = 6;
const INSIDE: i32 = 4_000;
/// Where values begin, from the left side of a slip.
const VALUE: i32 = 36_000;
/// Characters of a field at most.
const LONGEST: usize = 200;
/// Slips at most in one document.
const MOST: usize = 600;

/// The PDF of slips, for the printer.
///
/// # Errors
/// `slips-none`, `slips-many` (most); `slip-long`; `slip-glyph` (character); `sheet-pdf`.
pub fn slips_pdf(school: &str, slips: &[Slip<'_>], date: NaiveDate) -> Result<Zeroizing<Vec<u8>>> {
    if slips.is_empty() {
        return Err(Error::usage("slips-none"));
    }
    if slips.len() > MOST {
        return Err(Error::usage("slips-many").with("most", MOST));
    }
    for slip in slips {
        let fields = [(slip.name, Face::Bold), (slip.position, Face::Text), (slip.login, Face::Mono), (slip.password, Face::Mono)];
        for (text, face) in fields {
            if text.chars().count() > LONGEST {
                return Err(Error::usage("slip-long"));
            }
            if let Some(c) = lacking(face, text) {
                return Err(Error::input("slip-glyph").with("character", c));
            }
        }
    }
    let pages: Vec<Page> = slips.chunks(COLUMNS * ROWS).map(|some| page(school, some)).collect();
    let properties = pdf::Properties { title: "Временные пароли", date };
    pdf::document(&pages, properties).map(Zeroizing::new).map_err(|e| Error::other("sheet-pdf").with("detail", e))
}

fn page(school: &str, slips: &[Slip<'_>]) -> Page {
    let text = |id: &str| Texts::russian().format(id, &[]);
    let mut p = Ink::new(0, 0);
    for (at, slip) in (0i32..).zip(slips) {
        let (x, y) = (LEFT + at % 2 * WIDTH, TOP + at / 2 * HEIGHT);
        frame(&mut p, x, y);
        p.turn(y + 5_500, x + WIDTH - INSIDE);
        let x = x + INSIDE;
        p.paragraph(x, Face::Text, 7, 3_000, &first_lines(school, Face::Text, 7, 2));
        p.y += 2_000;
        for line in wrapped(slip.name, Face::Bold, 11, WIDTH - 2 * INSIDE).iter().take(2) {
            p.paragraph(x, Face::Bold, 11, 4_800, line);
        }
        if !slip.position.is_empty() {
            p.paragraph(x, Face::Text, 8, 3_600, &first_lines(slip.position, Face::Text, 8, 1));
        }
        p.y += 2_600;
        value(&mut p, x, &text("login-login"), slip.login);
        value(&mut p, x, &text("password-temporary"), slip.password);
        p.turn(y + HEIGHT - 6_000, x + WIDTH - 2 * INSIDE);
        p.paragraph(x, Face::Text, 7, 2_900, &text("slip-paper-after"));
    }
    p.page()
}

fn frame(p: &mut Ink, x: i32, y: i32) {
    let (right, bottom) = (x + WIDTH, y + HEIGHT);
    p.line((x, y), (right, y));
    p.line((x, bottom), (right, bottom));
    p.line((x, y), (x, bottom));
    p.line((right, y), (right, bottom));
}

/// A login or a password is never cut: what is too wide for one size is set smaller, then broken.
fn value(p: &mut Ink, x: i32, label: &str, text: &str) {
    let y = p.y;
    p.put(x, y, Face::Text, 9, label);
    let width = WIDTH - VALUE - INSIDE;
    let size = [12, 10, 8].into_iter().find(|size| fits(text, Face::Mono, *size, width)).unwrap_or(6);
    p.paragraph(x + VALUE - INSIDE, Face::Mono, size, 5_600, text);
}

/// As much of a text as stands in so many lines; what is left out is told by an ellipsis.
fn first_lines(text: &str, face: Face, size: Size, most: usize) -> String {
    let mut lines = wrapped(text, face, size, WIDTH - 2 * INSIDE - 3_000);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines.join(" ")
}

#[cfg(test)]
#[path = "slips_tests.rs"]
mod tests;
