//! A page's content stream. Its unit is 10 µm, so that places are whole numbers.

use super::Characters;
use crate::fonts::{Face, Size, Um, has_drawn, stand_in};
use crate::page::{Mark, Page, Rect, Text};
use std::fmt::Write as _;

/// Micrometres as points, to three decimals.
#[allow(clippy::cast_precision_loss, clippy::float_arithmetic)] // below 2^24, and PDF wants a real number
pub(super) fn points(um: Um) -> f32 {
    (i64::from(um) * 72_000 / 25_400) as f32 / 1000.0
}

/// The stream: areas, lines by their thickness, texts.
pub(super) fn stream(page: &Page, used: &[Characters; 4]) -> Vec<u8> {
    let mut out = String::with_capacity(page.marks.len() * 24);
    let y = |um: Um| (page.size.h - um) / 10;
    out.push_str("0.0283464567 0 0 0.0283464567 0 0 cm\n");
    for mark in &page.marks {
        let Mark::Fill { area, light } = mark else { continue };
        let _ = writeln!(out, "{} g {} {} {} {} re f", grey(*light), area.x / 10, y(area.bottom()), area.w / 10, area.h / 10);
    }
    lines(page, y, &mut out);
    for mark in &page.marks {
        if let Mark::Sign { area, width, round } = mark {
            sign(area, *width, *round, y(area.bottom()), &mut out);
        }
    }
    let mut out = out.into_bytes();
    out.extend_from_slice(b"BT\n");
    let mut pen = Pen::default();
    for text in page.texts() {
        pen.show(text, y(text.y), used, &mut out);
    }
    out.extend_from_slice(b"ET\n");
    out
}

fn lines(page: &Page, y: impl Fn(Um) -> Um, out: &mut String) {
    let mut widths: Vec<Um> =
        page.marks.iter().filter_map(|m| if let Mark::Line { width, .. } = m { Some(*width) } else { None }).collect();
    widths.sort_unstable();
    widths.dedup();
    for thick in widths {
        let _ = writeln!(out, "{} w", thick / 10);
        for mark in &page.marks {
            if let Mark::Line { from, to, width } = mark
                && *width == thick
            {
                let _ = writeln!(out, "{} {} m {} {} l", from.0 / 10, y(from.1), to.0 / 10, y(to.1));
            }
        }
        out.push_str("S\n");
    }
}

/// A square, or a circle as four curves.
fn sign(area: &Rect, width: Um, round: bool, bottom: Um, out: &mut String) {
    let (x, y, side) = (area.x / 10, bottom, area.w / 10);
    let _ = writeln!(out, "{} w", (width / 10).max(1));
    if !round {
        let _ = writeln!(out, "{x} {y} {side} {side} re S");
        return;
    }
    // Control points of a quarter lie 0.5523 of the radius from its ends.
    let (r, k) = (side / 2, side * 276 / 1000);
    let (cx, cy) = (x + r, y + r);
    let _ = writeln!(out, "{} {cy} m", cx + r);
    for (ax, ay, bx, by, ex, ey) in [(r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r), (k, -r, r, -k, r, 0)] {
        let _ = writeln!(out, "{} {} {} {} {} {} c", cx + ax, cy + ay, cx + bx, cy + by, cx + ex, cy + ey);
    }
    out.push_str("S\n");
}

/// Hundredths as a PDF number.
fn grey(light: u8) -> String {
    if light == 0 { "0".to_owned() } else { format!("0.{:02}", light.min(99)) }
}

/// What the text state is after the last text.
#[derive(Default)]
struct Pen {
    font: Option<(Face, Size)>,
    light: u8,
    at: (Um, Um),
    turned: bool,
}

impl Pen {
    fn show(&mut self, text: &Text, y: Um, used: &[Characters; 4], out: &mut Vec<u8>) {
        let mut line = String::new();
        if self.light != text.light {
            let _ = writeln!(line, "{} g", grey(text.light));
            self.light = text.light;
        }
        if self.font != Some((text.face, text.size)) {
            let hundredths = (u32::from(text.size) * 12_700 + 18) / 36;
            let _ = writeln!(line, "/F{} {}.{:02} Tf", text.face.index(), hundredths / 100, hundredths % 100);
            self.font = Some((text.face, text.size));
        }
        let x = text.x / 10;
        match (self.turned, text.turned) {
            (_, true) => drop(writeln!(line, "0 1 -1 0 {x} {y} Tm")),
            (true, false) => drop(writeln!(line, "1 0 0 1 {x} {y} Tm")),
            (false, false) => drop(writeln!(line, "{} {} Td", x - self.at.0, y - self.at.1)),
        }
        (self.at, self.turned) = ((x, y), text.turned);
        out.extend_from_slice(line.as_bytes());
        let Some(characters) = used.get(text.face.index()) else { return };
        if !has_drawn(&text.text) {
            words(&text.text, characters, out);
            return;
        }
        // A sign that is drawn is there to be found and copied, and is not seen.
        for piece in text.text.split_inclusive(|c| stand_in(c).is_some()) {
            let end = piece.char_indices().next_back().filter(|(_, c)| stand_in(*c).is_some()).map_or(piece.len(), |(i, _)| i);
            let (plain, sign) = piece.split_at(end);
            if !plain.is_empty() {
                words(plain, characters, out);
            }
            if !sign.is_empty() {
                out.extend_from_slice(b"3 Tr\n");
                words(sign, characters, out);
                out.extend_from_slice(b"0 Tr\n");
            }
        }
    }
}

fn words(text: &str, characters: &Characters, out: &mut Vec<u8>) {
    out.push(b'(');
    for byte in text.chars().flat_map(|c| characters.number(c).to_be_bytes()) {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // A bare carriage return in a string reads as a line feed.
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.extend_from_slice(b") Tj\n");
}
