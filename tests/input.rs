//! What a person does to the page: clicking, typing, choosing, dropping and pasting.

use crate::{Context, Page, Result};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};
use thirtyfour::Key;

impl Page {
    /// Clicks the first element a selector finds, once it is there.
    ///
    /// # Errors
    /// There is none, or something lies over it.
    pub async fn click(&self, selector: &str) -> Result<()> {
        self.find(selector)
            .await?
            .click()
            .await
            .with_context(|| format!("`{selector}` cannot be clicked"))
    }

    /// Replaces what a field holds.
    ///
    /// # Errors
    /// There is no such field.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let field = self.find(selector).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Types text or a key to whatever has the focus.
    ///
    /// # Errors
    /// The browser does not take it.
    pub async fn press(&self, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
        Ok(self
            .driver()
            .action_chain()
            .send_keys(keys)
            .perform()
            .await?)
    }

    /// Presses a key while others are held: `hold_and_press(&[Key::Control], "z")`.
    ///
    /// # Errors
    /// The browser does not take it.
    pub async fn hold_and_press(&self, held: &[Key], key: &str) -> Result<()> {
        let mut chain = self.driver().action_chain();
        for each in held {
            chain = chain.key_down(char::from(each.clone()));
        }
        chain = chain.send_keys(key);
        for each in held.iter().rev() {
            chain = chain.key_up(char::from(each.clone()));
        }
        Ok(chain.perform().await?)
    }

    /// A selector-like description of what has the focus: `button#save.primary "Save"`.
    ///
    /// # Errors
    /// The browser does not answer.
    pub async fn focused(&self) -> Result<String> {
        self.eval(
            "const e = document.activeElement; if (!e) return '';\
             const id = e.id ? '#' + e.id : ''; const c = [...e.classList].map((each) => '.' + each).join('');\
             return `${e.localName}${id}${c} \"${(e.getAttribute('aria-label') || e.innerText || '').trim().slice(0, 60)}\"`",
        )
        .await
    }

    /// Chooses a file on disk in a file field, as its picker would.
    ///
    /// # Errors
    /// There is no such field.
    pub async fn choose_file(&self, selector: &str, path: &Path) -> Result<()> {
        let path = path
            .canonicalize()
            .with_context(|| format!("{} is not there", path.display()))?;
        let field = self.find(selector).await?;
        Ok(field.send_keys(path.to_string_lossy().as_ref()).await?)
    }

    /// As [`Page::choose_file`], with a file written for it. It keeps its name, which the page may show.
    ///
    /// # Errors
    /// The file cannot be written, or there is no such field.
    pub async fn choose_bytes(&self, selector: &str, name: &str, bytes: &[u8]) -> Result<()> {
        self.choose_file(selector, &self.scratch_file(name, bytes)?)
            .await
    }

    /// Drops text as a file on an element.
    ///
    /// # Errors
    /// There is no such element.
    pub async fn drop_text(&self, selector: &str, name: &str, text: &str) -> Result<()> {
        self.find(selector).await?;
        let script = r#"
            const [selector, name, text] = arguments;
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], name, { type: "text/csv" }));
            const target = document.querySelector(selector);
            for (const kind of ["dragenter", "dragover", "drop"])
              target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, composed: true, dataTransfer }));
            return null"#;
        self.eval_with::<Value>(script, vec![json!(selector), json!(name), json!(text)])
            .await
            .map(drop)
    }

    /// Pastes text into an element, as cells copied from a spreadsheet.
    ///
    /// # Errors
    /// There is no such element.
    pub async fn paste_text(&self, selector: &str, text: &str) -> Result<()> {
        self.find(selector).await?;
        let script = r#"
            const [selector, text] = arguments;
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            document.querySelector(selector).dispatchEvent(
              // Firefox reads the last two instead of `clipboardData`.
              new ClipboardEvent("paste", { bubbles: true, cancelable: true, composed: true, clipboardData, dataType: "text/plain", data: text }));
            return null"#;
        self.eval_with::<Value>(script, vec![json!(selector), json!(text)])
            .await
            .map(drop)
    }

    /// A file for this page alone.
    fn scratch_file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let folder = self
            .session()
            .profile
            .join(format!("files-{}", self.server().port()));
        fs::create_dir_all(&folder)?;
        let path = folder.join(name);
        fs::write(&path, bytes)?;
        Ok(path)
    }
}
