// Leadlens for other people's pages: the same engine as the app, as an ES module. See the README, "Call the engine".
import init, * as engine from "./engine.js";

// Deeper data is refused: the deepest rulebook that is allowed needs under 200 levels.
const DEEPEST = 400;

let loading = null;
let loaded = false;

/** The version of this build. */
export const version = "VERSION";

/** Loads the engine; resolves when the other functions can be called. Calling it again costs nothing. */
export function ready() {
  loading ??= init({ module_or_path: new URL("./engine_bg.wasm", import.meta.url) }).then(
    () => { loaded = true; },
    (error) => { loading = null; throw error; },
  );
  return loading;
}

/**
 * Assesses one contact as of a day.
 * @param {{ rulebook: string | object, contact: object, as_of: string }} input a rulebook's id or the rulebook itself, the contact, and the day (YYYY-MM-DD)
 * @returns {object} the assessment
 * @throws {Error} whose message names the member that is wrong and what was expected
 */
export function assess(input) {
  needEngine("assess");
  if (typeof input !== "object" || input === null) throw new Error("assess: expected an object { rulebook, contact, as_of }");
  return JSON.parse(engine.assess(JSON.stringify(plain(input, "", 0))));
}

/** The published rulebooks: a list of { id, name, summary }. */
export function rulebooks() {
  needEngine("rulebooks");
  return JSON.parse(engine.rulebooks());
}

function needEngine(name) {
  if (!loaded) throw new Error(`${name}: call \`await ready()\` first`);
}

// A copy that JSON can say in full, with all text in NFC. What JSON would change or drop in silence is refused with its path.
function plain(value, path, depth) {
  if (depth > DEEPEST) throw new Error(`${shorten(path)}: nested too deep, or part of itself`);
  switch (typeof value) {
    case "string": return text(value);
    case "boolean": return value;
    case "number":
      if (Number.isFinite(value)) return value;
      throw new Error(`${path}: expected a finite number, found ${value}`);
    case "object": break;
    default: throw new Error(`${path || "input"}: expected JSON data, found ${typeof value === "undefined" ? "nothing" : `a ${typeof value}`}`);
  }
  if (value === null) return null;
  if (Array.isArray(value)) return Array.from(value, (item, i) => plain(item, `${path}[${i}]`, depth + 1));
  if (typeof value.toJSON === "function") return plain(value.toJSON(), path, depth + 1);
  const copy = Object.create(null);
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) copy[text(key)] = plain(member, path ? `${path}.${key}` : key, depth + 1);
  }
  return copy;
}

// NFC, with halves of surrogate pairs replaced, as every UTF-8 encoder does.
function text(value) {
  const normal = value.normalize("NFC");
  return /[\ud800-\udfff]/.test(normal) ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(normal)) : normal;
}

function shorten(path) {
  return path.length > 120 ? `${path.slice(0, 80)}…${path.slice(-30)}` : path;
}
