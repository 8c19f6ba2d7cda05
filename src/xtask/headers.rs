//! Response headers by path, read from a `_headers` file as static hosts read it: a line with a path pattern, then
//! indented `Name: value` lines that apply to it. `*` in a pattern stands for any text.

use std::{fs, path::Path};

/// The policy a site is served under when it brings no `_headers` file: nothing but its own files, WebAssembly allowed,
/// no inline script and no inline style.
const STRICT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    frame-src 'self'; base-uri 'none'; form-action 'none'";

/// Headers to send, by path pattern, in the order they were written.
#[derive(Debug, Clone, Default)]
pub struct HeaderRules {
    rules: Vec<(String, Vec<(String, String)>)>,
}

impl HeaderRules {
    /// The rules of `folder/_headers`, or a strict policy for every path where there is no such file.
    pub fn of_folder(folder: &Path) -> Self {
        match fs::read_to_string(folder.join("_headers")) {
            Ok(text) => Self::parse(&text),
            Err(_) => Self {
                rules: vec![(
                    "/*".to_owned(),
                    vec![(
                        "Content-Security-Policy".to_owned(),
                        STRICT_POLICY.to_owned(),
                    )],
                )],
            },
        }
    }

    /// Reads the text of a `_headers` file. Lines that are neither a pattern nor a header are passed over, as hosts do.
    pub fn parse(text: &str) -> Self {
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for line in text.lines() {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                continue;
            }
            if !line.starts_with(char::is_whitespace) {
                rules.push((trimmed.to_owned(), Vec::new()));
            } else if let (Some((_, headers)), Some((name, value))) =
                (rules.last_mut(), trimmed.split_once(':'))
            {
                headers.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Self { rules }
    }

    /// The headers for a path that starts with `/` and is counted from the site's own folder. A later rule for the same
    /// header wins.
    pub fn for_path(&self, path: &str) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for (pattern, headers) in &self.rules {
            if !matches(pattern, path) {
                continue;
            }
            for (name, value) in headers {
                found.retain(|(earlier, _)| !earlier.eq_ignore_ascii_case(name));
                found.push((name.clone(), value.clone()));
            }
        }
        found
    }
}

/// Whether a pattern with `*` covers the whole of a path.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((before, after)) => path.strip_prefix(before).is_some_and(|rest| {
            after.is_empty()
                || rest
                    .char_indices()
                    .map(|(at, _)| at)
                    .chain([rest.len()])
                    .any(|at| rest.get(at..).is_some_and(|tail| matches(after, tail)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::HeaderRules;

    #[test]
    fn rules_apply_by_pattern_and_later_ones_win() {
        let rules = HeaderRules::parse(
            "# comment\n/*\n  X-A: one\n  X-B: two\n/embed/*\n  X-A: three\n/a/*/c\n  X-C: 1: 2\n",
        );
        for (path, expected) in [
            ("/", "X-A=one X-B=two"),
            ("/embed/leadlens.js", "X-B=two X-A=three"),
            ("/a/b/c", "X-A=one X-B=two X-C=1: 2"),
            ("/a/c", "X-A=one X-B=two"),
        ] {
            let found: Vec<String> = rules
                .for_path(path)
                .into_iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            assert_eq!(found.join(" "), expected, "{path}");
        }
    }
}
