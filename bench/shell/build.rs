//! The page goes into the program.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tauri_build::try_build(tauri_build::Attributes::new().codegen(tauri_build::CodegenContext::new()))?;
    Ok(())
}
