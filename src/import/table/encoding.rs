//! The encoding of a text file: marks and zeros tell UTF, the shape of Russian words tells the single-byte ones apart.

use encoding_rs::{Encoding, IBM866, KOI8_R, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, X_MAC_CYRILLIC};

/// How much of a file is looked at.
const SAMPLE: usize = 1 << 20;

/// The text and the name of its encoding.
pub fn decode(bytes: &[u8]) -> (String, String) {
    let encoding = find(bytes);
    let (text, used, _) = encoding.decode(bytes);
    (text.into_owned(), used.name().to_lowercase())
}

fn find(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = wide(bytes) {
        return encoding;
    }
    // A file that is UTF-8 to its end is nothing else: no Russian text of another encoding is.
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"ru"), chardetng::Utf8Detection::Deny);
    // chardetng is made for web pages and is often wrong on short tables of names, above all in CP866: each candidate is read and judged.
    let candidates = [WINDOWS_1251, IBM866, KOI8_R, X_MAC_CYRILLIC, guess];
    let mut best = (i64::MIN, WINDOWS_1251);
    for encoding in candidates.into_iter().filter(|e| *e != MACINTOSH) {
        let score = russian(&encoding.decode_without_bom_handling(sample).0);
        if score > best.0 {
            best = (score, encoding);
        }
    }
    // A few broken bytes in a UTF-8 file must not turn the whole of it into another encoding.
    let (utf8, broken) = UTF_8.decode_without_bom_handling(sample);
    if broken && russian(&utf8) > best.0 { UTF_8 } else { best.1 }
}

/// UTF-16 without a mark: every other byte of digits, signs and Latin letters is zero, and of Russian letters is four.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    if sample.len() < 4 {
        return None;
    }
    let high = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| matches!(**b, 0 | 4)).count() * 10 / sample.len().div_ceil(2);
    match (high(1), high(0)) {
        (9.., ..5) => Some(UTF_16LE),
        (..5, 9..) => Some(UTF_16BE),
        _ => None,
    }
}

/// How much a text looks like Russian: words of one case or with one capital in front; no signs of drawing or foreign letters.
fn russian(text: &str) -> i64 {
    // The commonest letters, which a wrong encoding turns into rare ones.
    const COMMON: &str = "оеаинтсрвл";
    let mut score = 0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        let lower_before = before.is_some_and(char::is_lowercase);
        score += match c {
            'а'..='я' | 'ё' => 2 + i64::from(COMMON.contains(c)),
            'А'..='Я' | 'Ё' if lower_before => -4,
            'А'..='Я' | 'Ё' => 2 + i64::from(COMMON.contains(c.to_lowercase().next().unwrap_or(c))),
            '\n' | '\r' | '\t' | ' '..='~' | '«' | '»' | '№' | '—' | '–' | '\u{A0}' => 0,
            _ => -6,
        };
        before = Some(c);
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "№;Фамилия;Имя;Отчество\r\n1;БРАГИН;Родион;Адамович\r\n2;Щукина;Ёлка;Юрьевна\r\n";

    #[test]
    fn russian_tables_are_read_in_all_their_encodings() {
        for encoding in [WINDOWS_1251, IBM866, UTF_8] {
            let bytes = encoding.encode(TEXT).0;
            let (text, name) = decode(&bytes);
            assert_eq!((text.as_str(), name), (TEXT, encoding.name().to_lowercase()));
        }
        // «№» is no letter of KOI8-R.
        let text = TEXT.replace('№', "N");
        let (read, name) = decode(&KOI8_R.encode(&text).0);
        assert_eq!((read, name.as_str()), (text, "koi8-r"));
    }

    #[test]
    fn short_tables_of_capitals_are_told_apart_too() {
        let text = "ФИО;КЛАСС\nКИМ ЮН;5А\n";
        for encoding in [WINDOWS_1251, IBM866] {
            assert_eq!(decode(&encoding.encode(text).0).0, text, "{}", encoding.name());
        }
    }

    #[test]
    fn utf_16_is_found_with_a_mark_and_without() {
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&le), (TEXT.to_owned(), "utf-16le".to_owned()));
        assert_eq!(decode(&be), (TEXT.to_owned(), "utf-16be".to_owned()));
        assert_eq!(decode(&[&[0xFF, 0xFE][..], &le].concat()).0, TEXT);
        assert_eq!(decode(&[&[0xEF, 0xBB, 0xBF][..], TEXT.as_bytes()].concat()).0, TEXT);
    }

    #[test]
    fn a_broken_byte_leaves_utf_8_what_it_is() {
        let bytes = [TEXT.as_bytes(), &[0xD0, b'\n'][..], TEXT.as_bytes()].concat();
        assert_eq!(decode(&bytes).1, "utf-8");
    }
}
