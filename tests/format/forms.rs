//! Bytes that are no event in canonical form: written by hand, item by item.

use super::samples;
use zhurnal::event::Value;

/// `[0, KIND, 1, [id], VALUE]` of `person_sealed`-like kinds, written by hand: array head, then raw items.
fn raw(items: &[&[u8]]) -> Vec<u8> {
    let mut out = vec![0x80 | u8::try_from(items.len()).unwrap()];
    out.extend(items.concat());
    out
}

fn id() -> Vec<u8> {
    let mut out = vec![0x50];
    out.extend(samples::id("person"));
    out
}

fn list(items: &[&[u8]]) -> Vec<u8> {
    raw(items)
}

/// An event with the given raw value under `person_sex`, whose value is 1 or 2.
pub fn sex(value: &[u8]) -> Vec<u8> {
    raw(&[&[0], &[0x18, 0x34], &[1], &list(&[&id()]), value])
}

/// An event with the given raw value under `personal_file`, whose value is text of 1 to 60 characters.
fn word(value: &[u8]) -> Vec<u8> {
    raw(&[&[0], &[0x18, 0x38], &[1], &list(&[&id()]), value])
}

/// Arrays in arrays.
pub fn nested(depth: usize) -> Vec<u8> {
    let mut v = vec![0x81; depth];
    v.push(0x80);
    v
}

/// What stops at the first door.
pub fn forms() -> Vec<(&'static str, Vec<u8>)> {
    let head = samples::head("a", 2026, 3).to_value().to_bytes();
    let refs = list(&[&head]);
    let ok: [&[u8]; 5] = [&[0], &[0x18, 0x34], &[1], &list(&[&id()]), &[1]];
    let with = |more: &[&[u8]]| raw(&[&ok[..], more].concat());
    let at = |i: usize, item: &[u8]| {
        let mut items = ok;
        items[i] = item;
        raw(&items)
    };
    let odd_head = |i: usize, item: Value| {
        let Value::Array(mut h) = samples::head("a", 2026, 3).to_value() else { unreachable!() };
        h[i] = item;
        with(&[&list(&[&Value::Array(h).to_bytes()])])
    };
    let mut trailing = sex(&[1]);
    trailing.push(0);
    let mut cut = sex(&[1]);
    cut.pop();
    let mut big = word(&[0xF6]);
    big.pop();
    big.extend([0x7A, 0, 1, 0, 0]);
    big.extend(vec![b'a'; 65_536]);
    let mut huge = vec![0x9B];
    huge.extend([0xFF; 8]);
    let mut long_array = sex(&[]);
    long_array.extend([0x9A, 0x7F, 0xFF, 0xFF, 0xFF]);
    vec![
        ("no bytes", vec![]),
        ("not an array", vec![0]),
        ("an empty array", vec![0x80]),
        ("four items", raw(&ok[..4])),
        ("eight items", with(&[&refs, &id(), &[0]])),
        ("bytes after the event", trailing),
        ("bytes missing at the end", cut),
        ("0 in two bytes", at(0, &[0x18, 0])),
        ("23 in two bytes", sex(&[0x18, 23])),
        ("1 in three bytes", sex(&[0x19, 0, 1])),
        ("255 in three bytes", sex(&[0x19, 0, 0xFF])),
        ("1 in five bytes", sex(&[0x1A, 0, 0, 0, 1])),
        ("65535 in five bytes", sex(&[0x1A, 0, 0, 0xFF, 0xFF])),
        ("1 in nine bytes", sex(&[0x1B, 0, 0, 0, 0, 0, 0, 0, 1])),
        ("-1 in two bytes", sex(&[0x38, 0])),
        ("-256 in three bytes", sex(&[0x39, 0, 0xFF])),
        ("a number above 2^63-1", sex(&[0x1B, 0x80, 0, 0, 0, 0, 0, 0, 0])),
        ("a number below -2^63", sex(&[0x3B, 0x80, 0, 0, 0, 0, 0, 0, 0])),
        ("length of text in two bytes, one would do", word(&[0x78, 1, b'a'])),
        ("length of bytes in two bytes, one would do", at(3, &list(&[&[&[0x58, 16], &id()[1..]].concat()]))),
        ("length of an array in two bytes, one would do", at(3, &[&[0x98, 1], &id()[..]].concat())),
        ("the event's own length in two bytes", [&[0x98, 5], &sex(&[1])[1..]].concat()),
        ("an indefinite array", at(3, &[&[0x9F], &id()[..], &[0xFF]].concat())),
        ("the event indefinite", [&[0x9F], &sex(&[1])[1..], &[0xFF]].concat()),
        ("indefinite text", word(&[0x7F, 0x61, b'a', 0xFF])),
        ("indefinite bytes", word(&[0x5F, 0x41, 1, 0xFF])),
        ("a map", sex(&[0xA1, 0x61, b'a', 1])),
        ("an empty map", sex(&[0xA0])),
        ("an indefinite map", sex(&[0xBF, 0xFF])),
        ("a tag", sex(&[0xC1, 1])),
        ("a bignum", sex(&[0xC2, 0x41, 1])),
        ("the tag of CBOR itself", [&[0xD9, 0xD9, 0xF7], &sex(&[1])[..]].concat()),
        ("a half float", sex(&[0xF9, 0x3C, 0])),
        ("a float", sex(&[0xFA, 0x3F, 0x80, 0, 0])),
        ("a double", sex(&[0xFB, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0])),
        ("undefined", sex(&[0xF7])),
        ("a simple value", sex(&[0xE0])),
        ("true in two bytes", sex(&[0xF8, 21])),
        ("a simple value in two bytes", sex(&[0xF8, 0xFF])),
        ("a lone break", sex(&[0xFF])),
        ("reserved additional information 28", sex(&[0x1C])),
        ("reserved additional information 30", word(&[0x7E, b'a'])),
        ("text that is not UTF-8", word(&[0x62, 0xC3, 0x28])),
        ("text with an overlong form", word(&[0x62, 0xC0, 0xAF])),
        ("text with a surrogate", word(&[0x63, 0xED, 0xA0, 0x80])),
        ("text beyond U+10FFFF", word(&[0x64, 0xF4, 0x90, 0x80, 0x80])),
        ("text cut inside a character", word(&[0x61, 0xD0])),
        ("text longer than the bytes", word(&[0x63, b'a', b'b'])),
        ("bytes longer than the bytes", sex(&[0x58, 0xFF, 1])),
        ("an array of 2^64-1 items", [&[0x85, 0, 0x18, 0x34, 1], &huge[..]].concat()),
        ("an array of 2^31-1 items that are not there", long_array),
        ("nesting deeper than eight", sex(&nested(8))),
        ("an event longer than 65536 bytes", big),
        ("claim is text", at(0, &[0x61, b'0'])),
        ("claim is null", at(0, &[0xF6])),
        ("kind below zero", at(1, &[0x20])),
        ("kind above 65535", at(1, &[0x1A, 0, 1, 0, 0])),
        ("kind is bytes", at(1, &[0x41, 1])),
        ("version below zero", at(2, &[0x20])),
        ("version above 255", at(2, &[0x19, 1, 0])),
        ("key is no array", at(3, &id())),
        ("key is null", at(3, &[0xF6])),
        ("empty refs without a permit", with(&[&[0x80]])),
        ("refs are no array", with(&[&id()])),
        ("refs are null", with(&[&[0xF6]])),
        ("a ref that is no head", with(&[&list(&[&[1]])])),
        ("a ref of four items", with(&[&list(&[&[&[0x84], &head[1..head.len() - 34]].concat()])])),
        ("a ref of six items", with(&[&list(&[&[&[0x86], &head[1..], &[0]].concat()])])),
        ("a ref whose device is fifteen bytes", odd_head(0, Value::Bytes(vec![7; 15]))),
        ("a ref whose volume is above 65535", odd_head(1, Value::Int(65_536))),
        ("a ref whose volume is below zero", odd_head(1, Value::Int(-1))),
        ("a ref whose nonce is seven bytes", odd_head(2, Value::Bytes(vec![7; 7]))),
        ("a ref whose nonce is a number", odd_head(2, Value::Int(7))),
        ("a ref whose index is above 2^31-1", odd_head(3, Value::Int(2_147_483_648))),
        ("a ref whose index is above 2^32-1", odd_head(3, Value::Int(4_294_967_296))),
        ("a ref whose index is below zero", odd_head(3, Value::Int(-1))),
        ("a ref whose hash is sixteen bytes", odd_head(4, Value::Id([7; 16]))),
        ("a ref whose hash is 31 bytes", odd_head(4, Value::Bytes(vec![7; 31]))),
        ("a permit that is no id", with(&[&refs, &[1]])),
        ("a permit that is null", with(&[&refs, &[0xF6]])),
        ("a permit of fifteen bytes", with(&[&[0x80], &[&[0x4F], &id()[2..]].concat()])),
        ("a permit in the place of refs", with(&[&id(), &refs])),
    ]
}
