//! Fonts cut down to the characters used; text that extracts as it was written.

use super::Characters;
use crate::error::{Refused, Result};
use crate::fonts::Font;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::fmt::Write as _;

/// Turns the font that genpdf embedded whole into its subset; none when no text uses it.
pub(super) fn font(doc: &mut Document, key: &[u8], font: &Font, used: &Characters) -> Result<Option<ObjectId>> {
    if used.all.is_empty() {
        return Ok(None);
    }
    let failed = |_| Refused::Pdf("font");
    let id = doc.objects.iter().find(|(_, o)| is_font(o, key)).map(|(id, _)| *id);
    // genpdf keeps fonts in one dictionary of resources: the font is there, an object of its own or not.
    let mut top = match id {
        Some(id) => doc.get_object(id).and_then(Object::as_dict).map_err(failed)?.clone(),
        None => nested(doc, key).ok_or(Refused::Pdf("font"))?,
    };
    let mut remapper = subsetter::GlyphRemapper::new();
    let places: Vec<u16> = used.all.iter().map(|c| remapper.remap(font.glyph(*c).id)).collect();
    let file = subsetter::subset(font.data, 0, &remapper).map_err(|_| Refused::Pdf("subset"))?;
    let length = i64::try_from(file.len()).map_err(|_| Refused::Pdf("subset"))?;
    let file = doc.add_object(Stream::new(dictionary! { "Length1" => length }, file));
    // Number 0 is the glyph for what is missing.
    let map: Vec<u8> = std::iter::once(0).chain(places).flat_map(u16::to_be_bytes).collect();
    let map = doc.add_object(Stream::new(Dictionary::new(), map));
    let unicode = doc.add_object(Stream::new(Dictionary::new(), to_unicode(&used.all)));
    let set = doc.add_object(Stream::new(Dictionary::new(), present(used.all.len())));
    let name = Object::Name(format!("{}+{}", tag(&used.all), font.name).into_bytes());

    top.set("BaseFont", name.clone());
    top.set("ToUnicode", unicode);
    let below = top.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).map_err(failed)?;
    let below = below.first_mut().ok_or(Refused::Pdf("font"))?.as_dict_mut().map_err(failed)?;
    let widths = used.all.iter().map(|c| Object::Integer(font.glyph(*c).advance.into())).collect();
    below.set("BaseFont", name.clone());
    below.set("CIDToGIDMap", map);
    below.set("W", vec![Object::Integer(1), Object::Array(widths)]);
    let descriptor = below.get(b"FontDescriptor").and_then(Object::as_reference).map_err(failed)?;
    let descriptor = doc.get_object_mut(descriptor).and_then(Object::as_dict_mut).map_err(failed)?;
    descriptor.set("FontName", name);
    descriptor.set("FontFile2", file);
    descriptor.set("CIDSet", set);
    let face = ttf_parser::Face::parse(font.data, 0).map_err(|_| Refused::Pdf("font"))?;
    let b = face.global_bounding_box();
    descriptor.set("FontBBox", [b.x_min, b.y_min, b.x_max, b.y_max].map(|n| Object::Integer(n.into())).to_vec());
    descriptor.set("Ascent", i64::from(face.ascender()));
    descriptor.set("Descent", i64::from(face.descender()));
    descriptor.set("CapHeight", i64::from(face.capital_height().unwrap_or(700)));
    Ok(Some(doc.add_object(top)))
}

fn is_font(object: &Object, name: &[u8]) -> bool {
    object.as_dict().is_ok_and(|dict| is_font_dict(dict, name))
}

fn is_font_dict(dict: &Dictionary, name: &[u8]) -> bool {
    let is = |key: &[u8], value: &[u8]| dict.get(key).and_then(Object::as_name).is_ok_and(|n| n == value);
    is(b"Subtype", b"Type0") && is(b"BaseFont", name)
}

fn nested(doc: &Document, name: &[u8]) -> Option<Dictionary> {
    let dicts = doc.objects.values().filter_map(|o| o.as_dict().ok());
    dicts.flat_map(Dictionary::iter).filter_map(|(_, v)| v.as_dict().ok()).find(|d| is_font_dict(d, name)).cloned()
}

/// Six capital letters that name the subset.
fn tag(characters: &[char]) -> String {
    let mut h = blake3::Hasher::new();
    for c in characters {
        h.update(&u32::from(*c).to_be_bytes());
    }
    h.finalize().as_bytes()[..6].iter().map(|b| char::from(b'A' + b % 26)).collect()
}

/// One bit a number, from 0 to the last: all are there.
fn present(characters: usize) -> Vec<u8> {
    let mut out = vec![0xFF; characters / 8 + 1];
    if let Some(last) = out.last_mut() {
        *last = 0xFFu8 << (7 - characters % 8);
    }
    out
}

fn to_unicode(characters: &[char]) -> Vec<u8> {
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let all: Vec<(usize, &char)> = (1..).zip(characters).collect();
    for block in all.chunks(100) {
        let _ = writeln!(out, "{} beginbfchar", block.len());
        for (number, c) in block {
            let _ = write!(out, "<{number:04X}> <");
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "{unit:04X}");
            }
            out.push_str(">\n");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::present;

    #[test]
    fn the_set_of_characters_has_a_bit_for_nought_and_for_each() {
        assert_eq!(present(1), [0b1100_0000]);
        assert_eq!(present(7), [0xFF]);
        assert_eq!(present(8), [0xFF, 0b1000_0000]);
    }
}
