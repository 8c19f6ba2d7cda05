// The player's scripts without a page: run as they lie, with a deck and whatever window they are to find.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const folder = new URL("../../src/exchange/lms/", import.meta.url);

/** Runs `memory.js` and the script that records, and gives what they offer. */
export function scripts(name, deck, window = {}) {
  const context = vm.createContext({ leadlens: { deck }, performance, URL, URLSearchParams, fetch, structuredClone, crypto, TextEncoder, AbortController, setTimeout, clearTimeout, location: { search: "" }, ...window });
  // Nothing around this window.
  context.parent ??= vm.runInContext("globalThis", context);
  for (const file of ["memory.js", name]) {
    vm.runInContext(readFileSync(new URL(file, folder), "utf8"), context, { filename: file });
  }
  return context.leadlens;
}

/** A place for texts, as browsers have it. */
export function storage() {
  const texts = new Map();
  return { texts, getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => texts.set(key, String(text)), removeItem: (key) => texts.delete(key) };
}

/** A page's clock, network and events, until it is closed. Its clock is fast, so that nobody waits. */
export function page() {
  const clocks = new Set();
  const events = {};
  let closed = false;
  const window = {
    setTimeout: (act, ms) => {
      const clock = setTimeout(act, ms / 50);
      clocks.add(clock);
      return clock;
    },
    clearTimeout,
    fetch: async (...words) => {
      // The answer to what left as the page went has nobody to hear it.
      const answer = closed ? null : await fetch(...words);
      return closed ? new Promise(() => {}) : answer;
    },
    addEventListener: (name, act) => {
      events[name] = act;
    },
  };
  const close = () => {
    closed = true;
    clocks.forEach(clearTimeout);
  };
  return { window, close, happens: (name) => events[name]?.({}) };
}

/** A deck of so many cases, each with the four stages; the right one is the second. */
export function deckOf(count, pass = 0.8) {
  const options = ["contact", "lead", "prospect", "opportunity"].map((code) => ({ code, text: code }));
  const one = (_, at) => ({ id: `case_${at + 1}`, text: `{Story} ${at + 1} ${"é".repeat(300)}`, options, right: 1, explanation: "" });
  return { title: "T", lang: "", pass, mark: "0123abcd", cases: Array.from({ length: count }, one) };
}

/** Plays as the page does: these options, one after the other; at `null` from the first case again. `stays`: the page is not left. */
export async function play({ leadlens, deck, options, goes, stays }) {
  const { record, pack, unpack, judge } = leadlens;
  const begun = await record.begin();
  const answers = unpack(begun.kept, deck) ?? [];
  const before = answers.length;
  for (const option of options) {
    if (option === null) {
      answers.length = 0;
      record.keep(pack(deck.mark, answers), false, 0);
      continue;
    }
    const at = answers.length;
    const one = deck.cases[at];
    const right = option === one.right;
    answers.push({ option, sure: 1, right });
    record.answered({ one, option, right, ms: 1234.5 });
    const all = answers.length === deck.cases.length;
    if (all) {
      record.finished(judge(answers, deck.cases.length, begun.pass));
    }
    record.keep(pack(deck.mark, answers), all, answers.length / deck.cases.length);
  }
  return { before, pass: begun.pass, to: stays ? "" : record.end(goes) };
}
