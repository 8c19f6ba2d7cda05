// The element <leadlens-quiz>, seen from the page: attributes, properties, methods and events. It finds its quiz, waits until it is near
// the screen, fetches what is needed, and leaves the questions to player.js, or to a frame where the engine cannot run.

import { make } from "./make.js";
import { language, play } from "./player.js";
import { inspect } from "./shape.js";

// Where the visitor came in: a page that changes its address later must not change that.
const landing = globalThis.location?.href;

let engine;
// The style of the place that is kept free, one for all.
let place;

/** Makes <leadlens-quiz> known to the page, once, with what it needs of leadlens.js: start(), get(), rulebook() and step(). */
export function define(needed) {
  if (!globalThis.customElements || customElements.get("leadlens-quiz")) return;
  engine = needed;
  customElements.define("leadlens-quiz", LeadlensQuiz);
  // Left from an earlier visit: results that could not be sent.
  if (kept("unsent")) import("./result.js").then(({ resend }) => resend(), () => {});
}

// Where the visitor came from, as attributes, for rules that look at it.
async function origin(rulebook) {
  if (!/"attribute":"(source|campaign)"/.test(JSON.stringify(rulebook))) return;
  const { origin } = await import("./result.js");
  return origin(landing);
}

// Whether an earlier visit stored something. Storage may be forbidden.
function kept(name) {
  try {
    return localStorage.getItem("leadlens-quiz-" + name);
  } catch {
    return null;
  }
}

class LeadlensQuiz extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ["src", "lang", "dir", "order", "theme", "loading"];

  #given;      // the quiz property
  #quiz;       // the quiz as it is played
  #view;       // what plays it: { begin, start, back, next, reset, close, state }
  #state;      // where the visitor is, for the next view
  #result = null;
  #near = false;
  #exposed = false;
  #turn = 0;   // a later load makes the earlier ones void
  #telling;    // the result that is about to be told
  #children;
  #sights = [];

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.append(make("slot", { name: "fallback" }, make("slot")));
    root.adoptedStyleSheets = [(place ??= styles(":host{display:block;min-block-size:var(--leadlens-height,27rem)}[hidden],:host([hidden]){display:none}"))];
  }

  connectedCallback() {
    // Properties that were set before this class was there.
    for (const name of ["quiz", ...Object.keys(OWN)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#children = new MutationObserver(() => this.#view || this.#load());
    this.#children.observe(this, { childList: true });
    if (this.#near || this.loading === "eager") this.#arrive();
    else this.#seen("600px", () => this.#arrive());
    // It was moved before it was seen.
    if (this.#view) this.#expose();
  }

  disconnectedCallback() {
    this.#children.disconnect();
    for (const sight of this.#sights.splice(0)) sight.disconnect();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "loading") {
      if (this.#children && this.isConnected && this.loading === "eager") this.#arrive();
      return;
    }
    // A frame stays, and is told how it looks now. Here the style sheet sees to colours.
    if (["lang", "dir", "theme"].includes(name) && this.#view?.look) return this.#view.look();
    if (name === "theme") return;
    if (name === "src") this.#forget();
    this.#load();
  }

  /** The quiz as an object; null until it is known. */
  get quiz() {
    return this.#given ?? this.#quiz ?? null;
  }

  set quiz(quiz) {
    this.#given = quiz;
    this.#forget();
    this.#load();
  }

  /** Where the visitor is, as JSON data: what one element gave, another can be set to. */
  get state() {
    return structuredClone((this.#view ? this.#view.state() : this.#state) ?? null);
  }

  set state(state) {
    this.#view?.close();
    this.#view = this.#telling = null;
    this.#state = state ?? undefined;
    this.#load();
  }

  start() { this.#view?.start(); }
  back() { this.#view?.back(); }
  next() { this.#view?.next(); }

  reset() {
    this.#result = this.#telling = null;
    this.#view?.reset();
  }

  /** What leadlens-result told last, or null. */
  result() {
    return structuredClone(this.#result);
  }

  // Calls once when the element comes into sight, or so near to it.
  #seen(margin, then) {
    if (!globalThis.IntersectionObserver) return then();
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      sight.disconnect();
      then();
    }, { rootMargin: margin });
    sight.observe(this);
    this.#sights.push(sight);
  }

  #arrive() {
    this.#near = true;
    if (this.#view) return;
    // The parser may not have come to the children yet.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.#load(), { once: true });
    else this.#load();
  }

  #forget() {
    this.#view?.close();
    this.#view = this.#state = this.#result = this.#telling = null;
    this.#exposed = false;
  }

  async #source() {
    if (this.#given != null) return this.#given;
    const child = this.querySelector(":scope > script[type='application/json']");
    const from = this.src || (child && "the <script> in it");
    if (!from) return;
    const text = this.src ? await (await engine.get(from)).text() : child.textContent;
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Error(`${from}: expected JSON: ${error.message}`);
    }
  }

  async #load() {
    if (!this.#near || !this.isConnected) return;
    const turn = ++this.#turn;
    const current = () => turn === this.#turn;
    try {
      // All at once, and the engine's failure is no failure yet.
      const running = engine.start().then(() => null, (error) => error);
      const source = await this.#source();
      if (source === undefined || !current()) return;
      inspect(source);
      const quiz = await this.#variant(source);
      inspect(quiz);
      const rules = engine.rulebook(quiz.rulebook).then((json) => ({ json }), (error) => ({ error }));
      const words = await language(this.lang || quiz.lang || this.closest("[lang]")?.lang, quiz.texts);
      const { json, error } = await rules;
      const failure = (await running) ?? error;
      const known = this.known ?? (await origin(json));
      if (!current()) return;
      // What fails in a frame would fail in a frame within it.
      if (failure && this.relay) throw failure;
      const state = this.#view ? this.#view.state() : this.#state;
      const view = {
        host: this, quiz, words, state, failure, known,
        styles, step: engine.step,
        emit: this.#emit.bind(this), finish: this.#finish.bind(this), refused: this.#refused.bind(this),
      };
      const show = failure ? (await import("./frame-relay.js")).relay : play;
      if (!current()) return;
      // The focus stays where it is, as far as the same is there again.
      const root = this.shadowRoot;
      const { activeElement } = root;
      const same = () => [...root.querySelectorAll(`[part="${activeElement?.part}"]`)];
      const place = same().indexOf(activeElement);
      this.#view?.close();
      this.#quiz = quiz;
      this.#view = show(view);
      root.lastChild.hidden = true;
      if (activeElement) (same()[place] ?? root.querySelector(".title"))?.focus({ preventScroll: true });
      this.#view.begin();
      this.#expose();
    } catch (error) {
      if (current()) this.#refused(error);
    }
  }

  // Tells once that a variant was seen.
  #expose() {
    if (this.#quiz?.variant) this.#seen("0px", () => {
      if (this.#exposed) return;
      this.#exposed = true;
      this.#emit("exposure");
    });
  }

  // The quiz cannot be shown: whatever the page has for that case is.
  #refused(error) {
    this.#forget();
    this.shadowRoot.lastChild.hidden = false;
    console.error("<leadlens-quiz>:", error.message);
    this.#emit("error", { message: error.message });
  }

  async #variant(source) {
    const { variants, ...quiz } = source;
    if (this.order) quiz.order = this.order;
    if (!variants?.length) return quiz;
    const { changed } = await import("./result.js");
    return changed(quiz, variants, this.visitor);
  }

  #emit(name, detail, cancelable = false) {
    const event = new CustomEvent("leadlens-" + name, {
      bubbles: true,
      composed: true,
      cancelable,
      detail: { schema_version: 1, quiz: this.#quiz?.id ?? null, variant: this.#quiz?.variant ?? null, ...structuredClone(detail), event: name },
    });
    return this.dispatchEvent(event) && event.detail;
  }

  // All is answered: tell the page, and send the result if it does not object.
  async #finish(all) {
    // In a frame the page around does the rest.
    if (this.relay) return this.relay(all);
    const { unsent, ...found } = all;
    this.#telling = all;
    const { attributed, deliver } = await import("./result.js");
    if (this.#telling !== all) return;
    this.#result = this.#emit("result", attributed(found, landing));
    const sent = !unsent && this.#emit("submit", this.#result, true);
    const { endpoint, encoding } = this.#quiz.submit ?? {};
    const to = this.endpoint || endpoint;
    if (!sent || !to) return;
    deliver({ to, encoding: this.encoding || encoding, detail: sent }, sent.consent === true, (failed) => {
      if (failed) this.#emit("submit-error", failed);
      this.#view?.waiting?.(failed && (failed.retry ? "unsent" : "lost"));
    });
  }
}

function styles(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

// Attributes and properties of the same name mirror each other. Some have a few values only; the first is for all others.
const OWN = {
  src: null,
  order: ["", "adaptive", "fixed"],
  theme: ["auto", "light", "dark"],
  loading: ["lazy", "eager"],
  endpoint: null,
  encoding: ["", "json", "form"],
  visitor: null,
};
for (const [name, known] of Object.entries(OWN)) {
  Object.defineProperty(LeadlensQuiz.prototype, name, {
    enumerable: true,
    get() {
      const value = this.getAttribute(name) ?? "";
      if (known) return known[Math.max(0, known.indexOf(value.toLowerCase()))];
      return value && name !== "visitor" && URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI).href : value;
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}
