//! A page as SVG, for the preview: the same marks at the same places as in the PDF.
//!
//! The window's fonts are subsets of the same cuts under names of their own; `textLength` holds every text to the width the layout
//! gave it. The picture has no styles and no scripts and is meant to stand inline, where the window's fonts are known.

use crate::fonts::{DRAWN, has_drawn};
use crate::page::{Mark, Page, Text};
use std::fmt::Write as _;

/// The page as one `<svg>`, its unit 10 µm.
#[must_use]
pub fn page(page: &Page) -> String {
    let (w, h) = (page.size.w, page.size.h);
    let mut out = String::with_capacity(page.marks.len() * 120);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" width=\"{}mm\" height=\"{}mm\" font-kerning=\"none\">",
        w / 10,
        h / 10,
        w / 1000,
        h / 1000
    );
    let _ = write!(out, "<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>", w / 10, h / 10);
    for mark in &page.marks {
        match mark {
            Mark::Fill { area, light } => {
                let _ = write!(
                    out,
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
                    area.x / 10,
                    area.y / 10,
                    area.w / 10,
                    area.h / 10,
                    grey(*light)
                );
            }
            Mark::Line { from, to, width } => {
                let _ = write!(
                    out,
                    "<path d=\"M{} {}L{} {}\" stroke=\"#000\" stroke-width=\"{}\"/>",
                    from.0 / 10,
                    from.1 / 10,
                    to.0 / 10,
                    to.1 / 10,
                    width / 10
                );
            }
            Mark::Sign { area, width, round } => {
                let corner = if *round { area.w / 20 } else { 0 };
                let _ = write!(
                    out,
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{corner}\" fill=\"none\" stroke=\"#000\" stroke-width=\"{}\"/>",
                    area.x / 10,
                    area.y / 10,
                    area.w / 10,
                    area.h / 10,
                    width / 10
                );
            }
            Mark::Text(text) => put(text, &mut out),
        }
    }
    out.push_str("</svg>");
    out
}

fn put(t: &Text, out: &mut String) {
    let (x, y) = (t.x / 10, t.y / 10);
    let hundredths = (u32::from(t.size) * 12_700 + 18) / 36;
    let _ = write!(
        out,
        "<text x=\"{x}\" y=\"{y}\" font-family=\"{}\" font-size=\"{}.{:02}\"",
        t.face.font().window,
        hundredths / 100,
        hundredths % 100
    );
    if t.face.is_bold() {
        out.push_str(" font-weight=\"700\"");
    }
    if t.light > 0 {
        let _ = write!(out, " fill=\"{}\"", grey(t.light));
    }
    if t.turned {
        let _ = write!(out, " transform=\"rotate(-90 {x} {y})\"");
    }
    if t.text.chars().nth(1).is_some() {
        let _ = write!(out, " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", t.width() / 10);
    }
    let _ = write!(out, ">{}</text>", shown(&t.text));
}

/// Signs that are drawn keep their place by a letter that nobody sees.
fn shown(text: &str) -> String {
    let text = escaped(text);
    if !has_drawn(&text) {
        return text;
    }
    DRAWN.iter().fold(text, |t, (sign, letter)| t.replace(*sign, &format!("<tspan visibility=\"hidden\">{letter}</tspan>")))
}

fn grey(light: u8) -> String {
    let level = u16::from(light.min(100)) * 255 / 100;
    format!("#{level:02x}{level:02x}{level:02x}")
}

/// Text as XML holds it.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no place for control characters; layouts show a sign instead of them.
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
