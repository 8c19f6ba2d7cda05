// What is left when the program stops: what happened, and the data for download. Plain JavaScript, as the program cannot
// be asked any more; a trap (a fault of ours, or no memory left) comes here as an error nobody caught.
(() => {
  "use strict";
  /** What our keys in the browser's storage begin with. */
  const PREFIX = "leadlens/";
  let stopped = false;

  addEventListener("error", (event) => heard(event.error));
  addEventListener("unhandledrejection", (event) => heard(event.reason));

  function heard(error) {
    if (stopped || !(error instanceof WebAssembly.RuntimeError)) return;
    stopped = true;
    show(String(error.stack || error));
  }

  function show(report) {
    const app = document.getElementById("app");
    if (!app) return;
    app.textContent = "";
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    const page = add(app, "main", "failure");
    page.setAttribute("role", "alert");
    add(page, "h1", "", "Leadlens has stopped");
    add(page, "p", "", "Something went wrong inside the program, or this computer ran out of memory. What was saved is still in this browser; the last half second of work may be missing. Download it to be safe, then load the page again.");
    const row = add(page, "div", "row");
    const again = button(row, "Load the page again", "button primary", () => location.reload());
    button(row, "Download my data", "button", () => {
      try {
        download();
      } catch {
        add(page, "p", "", "This browser did not hand the data out. It is still kept; load the page again.");
      }
    });
    add(page, "p", "muted", "What happened, for a report:");
    add(page, "pre", "", report);
    again.focus();
  }

  function add(to, tag, kind, text = "") {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    element.textContent = text;
    return to.appendChild(element);
  }

  function button(to, text, kind, press) {
    const element = add(to, "button", kind, text);
    element.type = "button";
    element.addEventListener("click", press);
    return element;
  }

  /** Everything under our keys as one JSON file: the keys with their values, as they stand. */
  function download() {
    const kept = {};
    for (let at = 0; at < localStorage.length; at++) {
      const key = localStorage.key(at);
      if (key.startsWith(PREFIX)) kept[key] = localStorage.getItem(key);
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(kept)], { type: "application/json" }));
    link.download = "leadlens-rescued.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
})();
