// Loaded first in every page under test: keeps what went wrong where the test can read it.
(() => {
  const problems = (window.__problems = []);
  const say = (text) => problems.push(String(text).slice(0, 500));
  addEventListener(
    "error",
    (event) => {
      const target = event.target;
      if (target instanceof Element) say(`could not load ${target.src || target.href || target.tagName}`);
      else say(`unhandled error: ${event.message} (${event.filename}:${event.lineno})`);
    },
    true,
  );
  addEventListener("unhandledrejection", (event) => say(`unhandled rejection: ${event.reason}`));
  document.addEventListener("securitypolicyviolation", (event) =>
    say(`policy: ${event.violatedDirective} forbids ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`),
  );
  // A test may have the page fetch nothing whose address holds this text, as if the connection were gone.
  const fetch = window.fetch;
  const refusedText = () => {
    try {
      return sessionStorage.getItem("__refuse");
    } catch {
      return null; // no storage here
    }
  };
  window.fetch = (what, ...more) => {
    const refused = refusedText();
    const address = String(what?.url ?? what);
    return refused && address.includes(refused)
      ? Promise.reject(new TypeError(`refused on purpose: ${address}`))
      : fetch(what, ...more);
  };
  const error = console.error;
  console.error = (...words) => {
    say(`console: ${words.map(String).join(" ")}`);
    error.apply(console, words);
  };
})();
