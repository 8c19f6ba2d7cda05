//! Where programs are: on `PATH`, or in the folder that `xtask` installs tools into.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The folder tools are installed into, outside any checkout so that the next one finds them: `$LEADLENS_TOOLS`, else
/// `leadlens` in the user's cache folder. `None` where the user has no home folder.
pub fn cache_folder() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folder) = set("LEADLENS_TOOLS") {
        return Some(PathBuf::from(folder));
    }
    if let Some(folder) = set("XDG_CACHE_HOME") {
        return Some(PathBuf::from(folder).join("leadlens"));
    }
    set("HOME")
        .or_else(|| set("USERPROFILE"))
        .map(|home| PathBuf::from(home).join(".cache").join("leadlens"))
}

/// The folders programs are looked for in: those of `PATH` in order, then the two that installed tools end up in.
pub fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    if let Some(cache) = cache_folder() {
        folders.push(cache.join("bin"));
        folders.push(cache.join("npm").join("node_modules").join(".bin"));
    }
    folders
}

/// Every program of this name in those folders, first found first.
pub fn all(name: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders() {
        for file in [
            name.to_owned(),
            format!("{name}.exe"),
            format!("{name}.cmd"),
        ] {
            let path = folder.join(file);
            if is_program(&path) && !found.contains(&path) {
                found.push(path);
            }
        }
    }
    found
}

/// The first program found under any of these names, which are tried in order.
pub fn first(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| all(name).into_iter().next())
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}
