// The quiz in a frame from the widget's own origin, for pages where the engine cannot run. This side says why, sends the quiz in and hands
// the frame's events on; what the quiz needs of the page (its address, its storage, its endpoint) stays here.

import { make } from "./make.js";

const FRAME = new URL("./frame.html", import.meta.url);
const PATIENCE = 20_000;
const LOOKS = ["accent", "color", "background", "error", "space", "radius", "size"];

// Once is enough for all quizzes of a page.
let said;

/** The view of player.js, with the quiz played in a frame. */
export function relay({ host, quiz, state, known = {}, failure, styles, emit, finish, refused }) {
  let latest = state;
  let greeted = false;
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  // A frame has an exact origin to speak with only if this page has one of its own.
  if (location.origin === "null") throw new Error(`${failure.message}; a page without an origin of its own cannot show the quiz in a frame either`);
  said ??= diagnose(failure).then((why) => console.error(`<leadlens-quiz>: ${why} The quiz is shown in a frame instead.`));

  const frame = make("iframe.frame", { title: quiz.title ?? "Quiz", src: `${FRAME}#${encodeURIComponent(location.origin)}` });
  const box = make("div.framed", {}, make("slot", { name: "header" }), frame, make("slot", { name: "footer" }));
  const blocked = ({ blockedURI, effectiveDirective }) => {
    if (blockedURI.startsWith(FRAME.origin) && /^(frame|child|default)-src/.test(effectiveDirective)) end(`the Content-Security-Policy must name ${FRAME.origin} in frame-src`);
  };
  const patience = setTimeout(() => end(`${FRAME} does not answer: the Content-Security-Policy must name ${FRAME.origin} in frame-src, and that host must let pages frame it`), PATIENCE);
  document.addEventListener("securitypolicyviolation", blocked);
  addEventListener("message", receive);
  scheme.addEventListener("change", dress);
  const root = host.shadowRoot;
  root.adoptedStyleSheets = [root.adoptedStyleSheets[0], styles(".frame{display:block;inline-size:100%;block-size:var(--leadlens-height,27rem);border:0}")];
  root.prepend(box);
  return { begin() {}, start: () => call("start"), back: () => call("back"), next: () => call("next"), reset, close, look: dress, state: () => latest };

  function close() {
    clearTimeout(patience);
    document.removeEventListener("securitypolicyviolation", blocked);
    removeEventListener("message", receive);
    scheme.removeEventListener("change", dress);
    box.remove();
  }

  function end(why) {
    close();
    refused(new Error(why));
  }

  function reset() {
    latest = null;
    call("reset");
  }

  function call(method) {
    send({ call: method });
  }

  function dress() {
    send({ look: look(host) });
  }

  // Before the frame has said hello nobody there listens, and it is told all of this then.
  function send(data) {
    if (greeted) frame.contentWindow?.postMessage({ leadlens: 1, ...data }, FRAME.origin);
  }

  // Only this frame, and only as long as it shows a page of the widget's origin.
  function receive({ source, origin, data }) {
    if (source !== frame.contentWindow || origin !== FRAME.origin || data?.leadlens !== 1) return;
    greeted = true;
    if (data.hello) send({ quiz, known, state: latest, look: look(host) });
    if (data.height) {
      clearTimeout(patience);
      frame.style.blockSize = `${data.height}px`;
    }
    if ("state" in data) latest = data.state;
    if (data.event === "finish") finish(data.detail);
    else if (data.event === "error") end(data.detail.message);
    else if (["ready", "start", "step"].includes(data.event)) emit(data.event, data.detail);
  }
}

// What the page makes the quiz look like, as far as that can be handed over.
function look(host) {
  const style = getComputedStyle(host);
  const own = Object.fromEntries(LOOKS.map((name) => ["--leadlens-" + name, style.getPropertyValue("--leadlens-" + name)]).filter(([, value]) => value));
  // A number in em or rem means something else in there, but nearly the same.
  const dark = /dark/.test(style.colorScheme) && (!/light/.test(style.colorScheme) || matchMedia("(prefers-color-scheme: dark)").matches);
  return {
    style: { "--leadlens-font": style.fontFamily, "--leadlens-size": style.fontSize, ...own },
    theme: host.theme === "auto" ? (dark ? "dark" : "light") : host.theme,
    lang: host.lang,
    around: host.closest("[lang]")?.lang ?? "",
    dir: host.dir,
    height: style.minBlockSize,
  };
}

// Why the engine did not start, and what the site's owner can do about it.
async function diagnose(failure) {
  const url = new URL("./engine.wasm", import.meta.url);
  if (!globalThis.WebAssembly) return "This browser has no WebAssembly.";
  try {
    // The smallest program there is: its header.
    await WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  } catch {
    return "The Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to script-src.";
  }
  let response;
  try {
    response = await fetch(url);
  } catch {
    // Whether it is there cannot be told from outside: what the host says of a missing file is often not for other origins.
    return `${url} is blocked or not there: add ${url.origin} to connect-src of the Content-Security-Policy, and let that host send Access-Control-Allow-Origin with the file.`;
  }
  if (!response.ok) return `${url} is not there: the host answers ${response.status}.`;
  const [a, b, c, d] = new Uint8Array(await response.arrayBuffer());
  if (a !== 0 || b !== 97 || c !== 115 || d !== 109) return `${url} is of the wrong type: the host sends ${response.headers.get("content-type")}, no WebAssembly.`;
  return `${failure.message}.`;
}
