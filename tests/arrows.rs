//! What may use what.

use std::fs;
use std::path::Path;

#[test]
fn the_model_shares_only_the_event_types_with_the_product() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/model");
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        read += 1;
        for (n, line) in text.lines().enumerate() {
            for used in line.split("zhurnal::").skip(1) {
                assert!(
                    used.starts_with("event::") || used.starts_with("id::DeviceId;"),
                    "{}:{}: the model may import zhurnal::event (and the id of a device) only",
                    path.display(),
                    n + 1
                );
            }
            assert!(!line.contains("crate::support") && !line.contains("extern crate"), "{}:{}", path.display(), n + 1);
        }
    }
    assert!(read >= 4);
}
