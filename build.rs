//! Embeds `migrations/`; fails on a gap, a duplicate, or a landed migration edited (`migrations/LOCK` holds their BLAKE3). Names the commit.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=ZHURNAL_COMMIT");
    println!(
        "cargo::rustc-env=ZHURNAL_COMMIT={}",
        env::var("ZHURNAL_COMMIT").unwrap_or_else(|_| head().unwrap_or_else(|| "unknown".into()))
    );

    let lock = fs::read_to_string("migrations/LOCK")?;
    let mut names: Vec<String> =
        fs::read_dir("migrations")?.filter_map(|e| e.ok()?.file_name().into_string().ok()).filter(|n| n.ends_with(".sql")).collect();
    names.sort();
    let mut out = String::from("/// Every migration in order: its number, its SQL.\npub const MIGRATIONS: &[(u32, &str)] = &[\n");
    for (i, name) in names.iter().enumerate() {
        let number: usize = name.get(..4).ok_or("a migration's name begins with four digits")?.parse()?;
        if number != i + 1 {
            return Err(format!("migrations/{name}: expected number {:04}: a gap or a duplicate", i + 1).into());
        }
        let path = Path::new("migrations").join(name);
        let hash = blake3::hash(&fs::read(&path)?).to_hex();
        if !lock.lines().any(|l| l == format!("{hash}  {name}")) {
            return Err(format!("migrations/{name} is not what migrations/LOCK says: a landed migration is never edited; for a new one add the line\n{hash}  {name}").into());
        }
        writeln!(out, "    ({number}, include_str!({:?})),", fs::canonicalize(&path)?)?;
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), out)?;
    Ok(())
}

/// The commit that is built, read from the repository's files; absent outside one.
fn head() -> Option<String> {
    let head = fs::read_to_string(".git/HEAD").ok()?;
    let name = match head.trim().strip_prefix("ref: ") {
        Some(r) => fs::read_to_string(Path::new(".git").join(r)).ok()?,
        None => head,
    };
    name.trim().get(..12).map(str::to_owned)
}
