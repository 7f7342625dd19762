//! The contract in TypeScript, made from the table of operations.

use super::operations::OPERATIONS;
use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use ts_rs::{Config, TS, TypeVisitor};

/// Declarations of the types that operations use, and of those they use.
pub(super) struct Declarations {
    config: Config,
    seen: HashSet<TypeId>,
    by_name: BTreeMap<String, String>,
}

impl Declarations {
    /// Adds a type and whatever it mentions.
    pub(super) fn add<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            self.by_name.insert(T::ident(&self.config), T::decl(&self.config));
        }
        T::visit_dependencies(self);
    }
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

/// Looks for secrets among the types that a type mentions.
#[derive(Default)]
struct Secrets {
    seen: HashSet<TypeId>,
    found: bool,
}

impl TypeVisitor for Secrets {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.found |= TypeId::of::<T>() == TypeId::of::<super::types::SecretText>();
        if self.seen.insert(TypeId::of::<T>()) {
            T::visit_dependencies(self);
        }
    }
}

/// True when a type has a secret anywhere in it.
pub(super) fn mentions_secret<T: TS + 'static>() -> bool {
    let mut secrets = Secrets::default();
    secrets.visit::<T>();
    secrets.found
}

/// The text of `ui/src/lib/generated/contract.ts`.
#[must_use]
pub fn contract() -> String {
    // Counts stay below 2^53: a number says what JSON carries.
    let config = Config::new().with_large_int("number");
    let mut all = Declarations { config, seen: HashSet::new(), by_name: BTreeMap::new() };
    // Results of jobs, which no response names.
    all.add::<super::types::PupilsPlan>();
    all.add::<super::types::PupilsApplied>();
    all.add::<super::types::CheckReport>();
    all.add::<super::types::TablePlan>();
    all.add::<super::types::TableApplied>();
    all.add::<super::types::StructurePlan>();
    all.add::<super::types::WeekPlan>();
    all.add::<super::types::StaffAccounts>();
    all.add::<super::types::PaperPlan>();
    all.add::<super::types::PaperSaved>();
    all.add::<super::types::PaperSent>();
    all.add::<super::types::ArchiveMade>();
    all.add::<super::types::ArchiveVerdict>();
    all.add::<super::types::FileToken>();
    all.add::<super::types::ErrorInfo>();
    for operation in OPERATIONS {
        (operation.declare)(&mut all);
    }
    let mut out = String::from("// Made from src/api by `cargo test`; do not edit.\n\n");
    for declaration in all.by_name.values() {
        out.push_str(&format!("export {}\n", tidy(declaration)));
    }
    out.push_str("\n/** Every operation: its request and its response. */\nexport type Operations = {\n");
    for o in OPERATIONS {
        let name = if o.name.contains('.') { format!("'{}'", o.name) } else { o.name.to_owned() };
        out.push_str(&format!("  {name}: {{ request: {}; response: {} }};\n", o.request, o.response));
    }
    out.push_str("};\n\n/** Operations that write. */\nexport const WRITES: ReadonlySet<keyof Operations> = new Set([\n");
    for o in OPERATIONS.iter().filter(|o| o.writes) {
        out.push_str(&format!("  '{}',\n", o.name));
    }
    out.push_str("] as const);\n");
    out
}

/// One line a field, with its comment before it; an empty request is an object without fields.
fn tidy(declaration: &str) -> String {
    let text = declaration.replace("/**\n * ", "  /** ").replace("\n */\n", " */\n  ").replace(", }", ",\n}");
    text.replace(", \n", ",\n").replace("{ \n", "{\n").replace("Record<symbol, never>", "Record<string, never>")
}
