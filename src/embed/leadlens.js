// Leadlens for other people's pages: the same engine as the app, as an ES module, and the element <leadlens-quiz>. See the README,
// "For marketers".

import { define } from "./element.js";
import { shorten, shown } from "./shape.js";

/** The version of this build. */
export const version = "0.1.0";

// Deeper data is refused: the deepest rulebook that is allowed needs under 200 levels.
const DEEPEST = 400;

// What the engine exports, once it is there.
let engine = null;
// The published rulebooks by id, those that were fetched: their JSON, and their words once they were asked for.
const published = new Map();
// Whether these are all.
let complete = false;

/** Loads the engine; resolves when the other functions can be called. Calling it again costs nothing. */
export async function ready() {
  await Promise.all([start(), library()]);
}

const start = once(async () => {
  const code = await get(new URL("./engine.wasm", import.meta.url));
  const { instance } = await WebAssembly.instantiate(await code.arrayBuffer(), { host });
  engine = instance.exports;
});

const library = once(async () => {
  const rules = await get(new URL("./rulebooks.json", import.meta.url));
  const all = await rules.json();
  published.clear();
  for (const json of all) published.set(json.id, { json });
  complete = true;
});

// Makes something once, and again only if that failed.
function once(make) {
  let made;
  return () => (made ??= make().catch((error) => { made = null; throw error; }));
}

// The one rulebook of a quiz, which should not wait for all.
async function rulebook(id) {
  if (typeof id !== "string") return id;
  if (!published.has(id)) {
    try {
      const rules = await get(new URL(`./rulebooks/${encodeURIComponent(id)}.json`, import.meta.url));
      published.set(id, { json: await rules.json() });
    } catch {
      // None of this name: what is said of it names those there are.
      await library();
    }
  }
  return published.get(id)?.json;
}

// A file. Bundlers find those that lie beside this one by addresses written out as above.
async function get(url) {
  const response = await fetch(url).catch((error) => ({ error }));
  if (!response.ok) throw new Error(`${url} cannot be loaded: ${response.error?.message ?? `the host answers ${response.status}`}`);
  return response;
}

/**
 * Assesses one contact as of a day.
 * @param {{ rulebook: string | object, contact: object, as_of: string }} input a rulebook's id or the rulebook itself, the contact, and the day (YYYY-MM-DD)
 * @returns {object} the assessment
 * @throws {Error} whose message names the member that is wrong and what was expected
 */
export function assess(input) {
  loaded("assess");
  return ask("assess", input, ["contact", "as_of"]);
}

// Puts a question with a rulebook and these other members to one of the engine's exports.
function ask(name, input, members) {
  if (typeof input !== "object" || input === null) throw new Error(`${name}: expected an object { rulebook, ${members.join(", ")} }`);
  let { rulebook } = input;
  if (typeof rulebook !== "object" || rulebook === null) {
    const own = published.get(rulebook);
    if (!own) throw new Error(`rulebook: expected a rulebook object or one of the ids ${[...published.keys()].join(", ")}, found ${shown(rulebook)}`);
    rulebook = own.words ??= words(own.json, "rulebook");
  } else rulebook = words(rulebook, "rulebook");
  const given = members.filter((member) => input[member] !== undefined);
  const request = ["{" + (given.length + 1), "rulebook", rulebook];
  for (const member of given) request.push(member, words(input[member], member));
  put(request.join("\0"));
  const length = engine[name]();
  const answer = take(Math.abs(length));
  if (length < 0) throw new Error(unmarked(answer));
  return value(answer.split("\0")[Symbol.iterator]());
}

/** The published rulebooks: a list of { id, name, summary }. */
export function rulebooks() {
  loaded("rulebooks");
  return Array.from(published.values(), ({ json: { id, name, summary } }) => ({ id, name, summary }));
}

function loaded(caller) {
  if (!engine || !complete) throw new Error(`${caller}: call \`await ready()\` first`);
}

// What the engine asks the browser for.
const host = {
  lower: (length) => put(take(length).toLowerCase()),
  parse: (length) => Number(take(length)),
  text: (number) => put(digits(number)),
};

// Gives the engine a text, character by character.
function put(text) {
  for (const character of text) engine.put(character.codePointAt());
}

// Takes a text of so many characters from the engine.
function take(length) {
  return Array.from({ length }, (_, i) => String.fromCodePoint(engine.take(i))).join("");
}

// A number without an exponent: "1e-7" is "0.0000001".
function digits(number) {
  const [, sign, whole, fraction = "", exponent = 0] = /^(-?)(\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(number) ?? [, "", String(number)];
  const point = whole.length + Number(exponent);
  const all = "0".repeat(Math.max(0, 1 - point)) + whole + fraction;
  const place = Math.max(1, point);
  const behind = all.slice(place);
  return sign + all.slice(0, place).padEnd(place, "0") + (behind && "." + behind);
}

// The engine reads and writes values as words with U+0000 between them; node.rs says how.
function words(value, path) {
  const out = [];
  write(value, path, 0, out);
  return out.join("\0");
}

// What JSON would change or drop in silence is refused with its path. Texts become NFC.
function write(value, path, depth, out) {
  if (depth > DEEPEST) throw new Error(`${shorten(path)}: nested too deep, or part of itself`);
  if (typeof value === "string") out.push("s" + text(value));
  else if (typeof value === "boolean") out.push(value ? "t" : "f");
  else if (value === null) out.push("z");
  else if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error(`${shorten(path)}: expected a finite number, found ${value}`);
    out.push("n" + value);
  } else if (typeof value !== "object") {
    throw new Error(`${shorten(path)}: expected JSON data, found ${shown(value)}`);
  } else if (typeof value.toJSON === "function") write(value.toJSON(), path, depth + 1, out);
  else if (Array.isArray(value)) {
    out.push("[" + value.length);
    for (let i = 0; i < value.length; i++) write(value[i], `${path}[${i}]`, depth + 1, out);
  } else {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    out.push("{" + members.length);
    for (const [name, member] of members) {
      out.push(text(name));
      write(member, `${path}.${name}`, depth + 1, out);
    }
  }
}

function value(words) {
  const word = words.next().value;
  const rest = word.slice(1);
  switch (word[0]) {
    case "s": return unmarked(rest);
    case "n": return Number(rest);
    case "[": return Array.from({ length: rest }, () => value(words));
    case "{": return Object.fromEntries(Array.from({ length: rest }, () => [unmarked(words.next().value), value(words)]));
    default: return { t: true, f: false }[word] ?? null;
  }
}

// NFC, with halves of surrogate pairs replaced, as every UTF-8 encoder does, and with what parts words marked.
function text(value) {
  return value.normalize("NFC").replace(/[\0\x01]|\p{Surrogate}/gu, (c) => (c > "\x01" ? "\ufffd" : "\x01" + c.charCodeAt()));
}

function unmarked(text) {
  return text.replace(/\x01(.)/g, (_, c) => (c === "0" ? "\0" : "\x01"));
}

define({ start, get, rulebook, step: (input) => ask("quiz", input, ["quiz", "known", "answers", "as_of"]) });
