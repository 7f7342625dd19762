//! What an archive must find in the document: properties as XMP and as before, the output intent, the language.

use super::Properties;
use crate::error::{Refused, Result};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};

/// sRGB of the ICC profiles of Debian's `icc-profiles-free` (zlib licence, assets/icc/README.md).
const SRGB: &[u8] = include_bytes!("../../../assets/icc/sRGB.icc");
const PROGRAM: &str = "Журнал";

pub(super) fn document(doc: &mut Document, p: Properties<'_>) -> Result<()> {
    let info = dictionary! {
        "Title" => lopdf::text_string(p.title),
        "Creator" => lopdf::text_string(PROGRAM),
        "Producer" => lopdf::text_string(PROGRAM),
        "CreationDate" => Object::string_literal(p.date.format("D:%Y%m%d000000Z").to_string()),
        "ModDate" => Object::string_literal(p.date.format("D:%Y%m%d000000Z").to_string()),
    };
    let info = doc.add_object(info);
    doc.trailer.set("Info", info);
    // PDF/A-1 wants this stream to be readable without a filter.
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(p).into_bytes()).with_compression(false);
    let metadata = doc.add_object(metadata);
    let profile = doc.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let catalog = doc.catalog_mut().map_err(|_| Refused::Pdf("catalog"))?;
    for unwanted in [&b"Outlines"[..], b"OCProperties", b"PageMode", b"PageLayout", b"ViewerPreferences"] {
        catalog.remove(unwanted);
    }
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    catalog.set("Lang", Object::string_literal("ru-RU"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}

/// Bookmarks: the sections of the paper.
pub(super) fn outline(doc: &mut Document, places: &[(&str, ObjectId)]) -> Result<()> {
    let ids: Vec<ObjectId> = places.iter().map(|_| doc.new_object_id()).collect();
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(()) };
    let count = i64::try_from(ids.len()).map_err(|_| Refused::Pdf("outline"))?;
    let top = doc.add_object(dictionary! { "Type" => "Outlines", "First" => *first, "Last" => *last, "Count" => count });
    for (i, ((title, page), id)) in places.iter().zip(&ids).enumerate() {
        let mut item = dictionary! {
            "Title" => lopdf::text_string(title),
            "Parent" => top,
            "Dest" => vec![Object::Reference(*page), Object::Name(b"Fit".to_vec())],
        };
        if let Some(before) = i.checked_sub(1).and_then(|n| ids.get(n)) {
            item.set("Prev", *before);
        }
        if let Some(after) = ids.get(i + 1) {
            item.set("Next", *after);
        }
        doc.set_object(*id, item);
    }
    doc.catalog_mut().map_err(|_| Refused::Pdf("catalog"))?.set("Outlines", top);
    Ok(())
}

fn xmp(p: Properties<'_>) -> String {
    let title = crate::svg::escaped(p.title);
    let date = p.date.format("%Y-%m-%dT00:00:00Z");
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" pdfaid:part=\"1\" pdfaid:conformance=\"B\"/>\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description>\n\
         <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmp:CreatorTool=\"{PROGRAM}\" xmp:CreateDate=\"{date}\" xmp:ModifyDate=\"{date}\"/>\n\
         <rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" pdf:Producer=\"{PROGRAM}\"/>\n\
         </rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}
