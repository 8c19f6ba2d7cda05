// The player's scripts without a page: run as they lie, with a deck and whatever window they are to find.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const folder = new URL("../../src/exchange/lms/", import.meta.url);

/** Runs `memory.js` and the script that records, and gives what they offer. */
export function scripts(name, deck, window = {}) {
  const context = vm.createContext({ leadlens: { deck }, performance, URL, URLSearchParams, fetch, structuredClone, crypto, location: { search: "" }, ...window });
  // Nothing around this window.
  context.parent ??= vm.runInContext("globalThis", context);
  for (const file of ["memory.js", name]) {
    vm.runInContext(readFileSync(new URL(file, folder), "utf8"), context, { filename: file });
  }
  return context.leadlens;
}

/** A deck of so many cases, each with the four stages; the right one is the second. */
export function deckOf(count, pass = 0.8) {
  const options = ["contact", "lead", "prospect", "opportunity"].map((code) => ({ code, text: code }));
  const one = (_, at) => ({ id: `case_${at + 1}`, text: `{Story} ${at + 1} ${"é".repeat(300)}`, options, right: 1, explanation: "" });
  return { title: "T", lang: "", pass, mark: "0123abcd", cases: Array.from({ length: count }, one) };
}

/** Plays as the page does: these options, one after the other; at `null` from the first case again. */
export async function play({ leadlens, deck, options, goes }) {
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
  return { before, pass: begun.pass, to: record.end(goes) };
}
