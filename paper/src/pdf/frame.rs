//! genpdf's part: a document with a page and the four cuts embedded. It is made once in a process and copied for each paper.

use crate::error::{Refused, Result};
use crate::fonts::Face;
use genpdf::fonts::{FontData, FontFamily};
use genpdf::render::Area;
use genpdf::style::Style;
use genpdf::{Context, Element, RenderResult, Size};
use lopdf::{Document, Object, ObjectId};
use std::sync::OnceLock;

/// An element that leaves its page empty: the pass fills it.
struct Empty;

impl Element for Empty {
    fn render(&mut self, _: &Context, _: Area<'_>, _: Style) -> Result<RenderResult, genpdf::error::Error> {
        Ok(RenderResult { size: Size::new(1, 1), has_more: false })
    }
}

/// A document of so many empty pages, and the pages in order.
pub(super) fn document(pages: usize) -> Result<(Document, Vec<ObjectId>)> {
    static FRAME: OnceLock<Result<Document>> = OnceLock::new();
    let mut doc = FRAME.get_or_init(frame).clone()?;
    let failed = |_| Refused::Pdf("pages");
    let tree = doc.catalog().and_then(|c| c.get(b"Pages")).and_then(Object::as_reference).map_err(failed)?;
    let page = doc.get_pages().into_values().next().ok_or(Refused::Pdf("pages"))?;
    let model = doc.get_object(page).map_err(failed)?.clone();
    let mut ids = vec![page];
    ids.extend((1..pages).map(|_| doc.add_object(model.clone())));
    let tree = doc.get_object_mut(tree).and_then(Object::as_dict_mut).map_err(failed)?;
    tree.set("Kids", ids.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>());
    tree.set("Count", i64::try_from(ids.len()).map_err(|_| Refused::Pdf("pages"))?);
    Ok((doc, ids))
}

fn frame() -> Result<Document> {
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
    doc.push(Empty);
    let mut raw = Vec::new();
    doc.render(&mut raw).map_err(failed)?;
    let mut doc = Document::load_mem(&raw).map_err(|_| Refused::Pdf("load"))?;
    // The pass embeds subsets and maps of its own: the whole files would be copied for nothing.
    for object in doc.objects.values_mut() {
        if let Object::Stream(stream) = object {
            stream.set_content(Vec::new());
        }
    }
    Ok(doc)
}
