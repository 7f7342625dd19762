//! A page's content stream. Its unit is 10 µm, so that places are whole numbers.

use super::Characters;
use crate::fonts::{Face, Size, Um};
use crate::page::{Mark, Page, Text};
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
        out.push(b'(');
        if let Some(characters) = used.get(text.face.index()) {
            for byte in text.text.chars().flat_map(|c| characters.number(c).to_be_bytes()) {
                match byte {
                    b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                    // A bare carriage return in a string reads as a line feed.
                    b'\r' => out.extend_from_slice(b"\\r"),
                    _ => out.push(byte),
                }
            }
        }
        out.extend_from_slice(b") Tj\n");
    }
}
