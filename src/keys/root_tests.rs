#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

fn seed(n: u8) -> RootSeed {
    RootSeed(Secret::new([n; 32]))
}

fn two() -> (Vec<u8>, Vec<u8>) {
    let one = sign_root(&seed(1), &seed(2), 1, AnyId([9; 16]), None);
    let chain = verify_roots(&[&one]).unwrap();
    let two = next_root(&chain, Some(&seed(1)), &seed(2), &seed(3)).unwrap();
    (one, two)
}

fn body_hash(document: &[u8]) -> [u8; 32] {
    read_document(document).unwrap().body_hash()
}

#[test]
fn a_chain_of_three_roots_verifies_and_knows_its_seeds() {
    let (one, two) = two();
    let chain = verify_roots(&[&one, &two]).unwrap();
    let three = next_root(&chain, Some(&seed(2)), &seed(3), &seed(4)).unwrap();
    let chain = verify_roots(&[one, two, three]).unwrap();
    assert_eq!(chain.last().version, 3);
    assert_eq!(chain.school(), AnyId([9; 16]));
    assert_eq!(chain.version_of(&seed(2)), Some(2));
    assert_eq!(chain.version_of(&seed(4)), None);
    assert_eq!(chain.last().exchange, seed(3).exchange().public());
}

#[test]
fn a_new_school_gets_an_id_of_its_own() {
    let a = verify_roots(&[first_root(&seed(1), &seed(2)).unwrap()]).unwrap();
    let b = verify_roots(&[first_root(&seed(1), &seed(2)).unwrap()]).unwrap();
    assert_ne!(a.school(), b.school());
}

#[test]
fn only_the_committed_seed_and_the_present_root_make_the_next() {
    let (one, _) = two();
    let chain = verify_roots(&[one]).unwrap();
    assert_eq!(next_root(&chain, Some(&seed(1)), &seed(5), &seed(3)).unwrap_err().code, "root-not-committed");
    assert_eq!(next_root(&chain, Some(&seed(5)), &seed(2), &seed(3)).unwrap_err().code, "root-wrong-predecessor");
}

#[test]
fn roots_out_of_order_missing_or_of_another_school_are_refused() {
    let (one, two) = two();
    let none: [&[u8]; 0] = [];
    assert_eq!(verify_roots(&none).unwrap_err().code, "root-missing");
    assert_eq!(verify_roots(&[&two]).unwrap_err().code, "root-not-authentic");
    assert_eq!(verify_roots(&[&one, &one]).unwrap_err().code, "root-not-authentic");
    let other = sign_root(&seed(1), &seed(2), 1, AnyId([8; 16]), None);
    assert_eq!(verify_roots(&[&other, &two]).unwrap_err().code, "root-not-authentic");
    let foreign = sign_root(&seed(2), &seed(3), 2, AnyId([8; 16]), Some((Some(&seed(1)), body_hash(&one))));
    assert_eq!(verify_roots(&[&one, &foreign]).unwrap_err().code, "root-not-authentic");
}

#[test]
fn a_successor_signed_by_a_thief_of_the_present_sheet_is_refused() {
    let (one, _) = two();
    let forged = sign_root(&seed(6), &seed(7), 2, AnyId([9; 16]), Some((Some(&seed(1)), body_hash(&one))));
    assert_eq!(verify_roots(&[&one, &forged]).unwrap_err().code, "root-not-authentic");
}

#[test]
fn a_successor_signed_by_a_thief_of_the_sealed_sheet_alone_is_refused() {
    let (one, _) = two();
    let forged = sign_root(&seed(2), &seed(7), 2, AnyId([9; 16]), Some((Some(&seed(6)), body_hash(&one))));
    assert_eq!(verify_roots(&[&one, &forged]).unwrap_err().code, "root-not-authentic");
}

#[test]
fn who_opens_the_sealed_sheet_rotates_without_the_sheet_before_it() {
    let (one, two) = two();
    let chain = verify_roots(&[&one]).unwrap();
    let alone = next_root(&chain, None, &seed(2), &seed(3)).unwrap();
    assert_eq!(verify_roots(&[&one, &alone]).unwrap().last(), verify_roots(&[&one, &two]).unwrap().last());
    assert_eq!(follows(&one, &alone), follows(&one, &two));
    assert!(follows(&two, &alone).is_none() && follows(&one, &one).is_none());
}

#[test]
fn a_signature_of_the_predecessor_added_later_changes_nothing_that_follows() {
    let (one, two) = two();
    let alone = next_root(&verify_roots(&[&one]).unwrap(), None, &seed(2), &seed(3)).unwrap();
    let three = next_root(&verify_roots(&[&one, &alone]).unwrap(), None, &seed(3), &seed(4)).unwrap();
    assert!(follows(&alone, &three).is_some());
    assert_eq!(verify_roots(&[&one, &two, &three]).unwrap(), verify_roots(&[&one, &alone, &three]).unwrap());
}

#[test]
fn of_two_documents_of_one_version_the_predecessors_comes_first_then_the_smaller_hash() {
    let (one, two) = two();
    let chain = verify_roots(&[&one]).unwrap();
    let mut alone: Vec<Vec<u8>> = (3..9).map(|n| next_root(&chain, None, &seed(2), &seed(n)).unwrap()).collect();
    for other in &alone {
        assert!(comes_first(&two, other) && !comes_first(other, &two));
    }
    alone.sort_by_key(|d| body_hash(d));
    assert!(alone.windows(2).all(|w| comes_first(&w[0], &w[1]) && !comes_first(&w[1], &w[0])));
    assert!(!comes_first(&two, &two) && !comes_first(&two, b"x"));
}

#[test]
fn a_first_root_has_no_predecessor_to_sign_it() {
    let one = sign_root(&seed(1), &seed(2), 1, AnyId([9; 16]), None);
    let d = read_document(&one).unwrap();
    let signed = write_document(d.body, &d.by_self, Some(&seed(6).signing().sign(Context::ROOT, &[d.body])));
    assert_eq!(verify_roots(&[&signed]).unwrap_err().code, "root-not-authentic");
}

#[test]
fn every_flipped_bit_of_a_root_is_refused() {
    let (one, two) = two();
    for i in 0..two.len() * 8 {
        let mut bad = two.clone();
        bad[i / 8] ^= 1 << (i % 8);
        assert!(verify_roots(&[&one, &bad]).is_err(), "bit {i} of root/2");
    }
    for i in 0..one.len() * 8 {
        let mut bad = one.clone();
        bad[i / 8] ^= 1 << (i % 8);
        assert!(verify_roots(&[&bad]).is_err(), "bit {i} of root/1");
    }
}

#[test]
fn cut_and_lengthened_documents_are_refused() {
    let (one, _) = two();
    for n in 0..one.len() {
        assert_eq!(verify_roots(&[&one[..n]]).unwrap_err().code, "root-damaged");
    }
    let mut long = one.clone();
    long.push(0);
    assert_eq!(verify_roots(&[&long]).unwrap_err().code, "root-damaged");
    assert_eq!(verify_roots(&[vec![0x5B; 4096]]).unwrap_err().code, "root-damaged");
}

#[test]
fn a_longer_spelling_of_the_same_numbers_is_not_canonical() {
    let (one, _) = two();
    // array(3) as 98 03 in place of 83
    let mut long = vec![0x98, 0x03];
    long.extend_from_slice(&one[1..]);
    assert_eq!(verify_roots(&[&long]).unwrap_err().code, "root-damaged");
}

#[test]
fn the_fingerprint_is_read_with_spaces_dashes_and_either_case() {
    let (one, two) = two();
    let chain = verify_roots(&[&one, &two]).unwrap();
    let shown = chain.fingerprint_shown();
    assert_eq!(shown.len(), 19);
    assert!(chain.has_fingerprint(&shown) && chain.has_fingerprint(&shown.to_lowercase().replace(' ', "-")));
    assert!(chain.has_fingerprint(&fingerprint(&seed(1).signing().public())));
    assert!(!chain.has_fingerprint("AAAA AAAA AAAA AAAA"));
}

#[test]
fn the_vector_of_the_format_stays() {
    let (one, two) = two();
    assert_eq!(one.len(), 193);
    assert_eq!(blake3::hash(&one).to_hex().as_str(), "b1d5c1ecfa2491b9ced2f9178a20f33b8ef930f11b5feea79caad96db425cb3a");
    assert_eq!(blake3::hash(&two).to_hex().as_str(), "073c8a911aaffb422c2073973ba67ada872a936e4eb4a443790c8c14bdabf0a0");
    assert_eq!(fingerprint_shown(&seed(1).signing().public()), "DOTP D4CM 5325 ECUT");
}
