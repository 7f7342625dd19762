//! genpdf's part: a document with its pages and the four cuts embedded.

use crate::error::{Refused, Result};
use crate::fonts::Face;
use genpdf::fonts::{FontData, FontFamily};
use genpdf::render::Area;
use genpdf::style::Style;
use genpdf::{Context, Element, RenderResult, Size};
use lopdf::Document;

/// An element that takes one page after another and leaves them empty.
struct Pages(usize);

impl Element for Pages {
    fn render(&mut self, _: &Context, _: Area<'_>, _: Style) -> Result<RenderResult, genpdf::error::Error> {
        self.0 = self.0.saturating_sub(1);
        Ok(RenderResult { size: Size::new(1, 1), has_more: self.0 > 0 })
    }
}

/// A document of so many pages, read back for the pass.
pub(super) fn document(pages: usize) -> Result<Document> {
    let failed = |_| Refused::Pdf("genpdf");
    let [text, bold, mono, title] = Face::ALL.map(|f| FontData::new(f.font().data.to_vec(), None));
    // genpdf embeds each member of a family, so the members are the cuts that papers use and not those of one typeface.
    let family = FontFamily {
        regular: text.map_err(failed)?,
        bold: bold.map_err(failed)?,
        italic: mono.map_err(failed)?,
        bold_italic: title.map_err(failed)?,
    };
    let mut doc = genpdf::Document::new(family);
    doc.set_minimal_conformance();
    doc.push(Pages(pages));
    let mut raw = Vec::new();
    doc.render(&mut raw).map_err(failed)?;
    Document::load_mem(&raw).map_err(|_| Refused::Pdf("load"))
}
