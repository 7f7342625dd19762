//! Declares the window's commands to Tauri's access control, and so that nothing else can be called.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let commands = tauri_build::AppManifest::new().commands(&["call", "pick_file", "pick_save"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands).codegen(tauri_build::CodegenContext::new()))?;
    Ok(())
}
