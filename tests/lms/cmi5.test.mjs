// The script that speaks cmi5, on a record store that holds every statement against the profile.
import assert from "node:assert/strict";
import test from "node:test";
import { launchWords, recordStore } from "./lrs.mjs";
import { deckOf, play, scripts } from "./player.mjs";

async function sessions({ launch = {}, deck = deckOf(3, 0.6), played, goes }) {
  const store = recordStore(launch);
  const origin = await store.begin();
  const said = [];
  try {
    for (const [at, options] of played.entries()) {
      const leadlens = scripts("cmi5.js", deck, { location: { search: `?${launchWords(origin, `s${at}`)}` } });
      const one = await play({ leadlens, deck, options, goes });
      await leadlens.record.settled();
      // What left as the page went has nobody waiting for it.
      for (let tries = 0; goes && tries < 100 && (store.statements.at(-1)?.verb !== "terminated" || !store.states.has("leadlens")); tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.equal(leadlens.record.trouble(), "");
      said.push(one);
    }
  } finally {
    store.end();
  }
  assert.deepEqual(store.faults, []);
  const verbs = store.statements.map(({ verb }) => verb).filter((verb) => verb !== "answered");
  return { ...store, said, verbs };
}

test("who has enough passes", async () => {
  const { verbs, statements, said } = await sessions({ launch: { masteryScore: 0.6, returnURL: "https://lms.example/back" }, played: [[1, 1, 0]] });
  assert.deepEqual(verbs, ["initialized", "completed", "passed", "terminated"]);
  assert.equal(said[0].to, "https://lms.example/back");
  const answered = statements[1].statement;
  assert.equal(answered.object.id, "https://lms.example/activity/1/cases/case_1");
  assert.deepEqual([answered.result.response, answered.result.success, answered.result.duration], ["lead", true, "PT1.23S"]);
  assert.equal(statements.find(({ verb }) => verb === "passed").statement.result.score.scaled, 0.6667);
});

test("who has not fails, and may pass later", async () => {
  const { verbs } = await sessions({ launch: { masteryScore: 0.6 }, played: [[0, 0, 0]] });
  assert.deepEqual(verbs, ["initialized", "completed", "failed", "terminated"]);
});

test("a session has one verdict, the better one", async () => {
  const launch = { masteryScore: 0.6 };
  const better = await sessions({ launch, played: [[0, 0, 0, null, 1, 1, 1]] });
  assert.deepEqual(better.verbs, ["initialized", "completed", "passed", "terminated"]);
  const still = await sessions({ launch, played: [[0, 0, 0, null, 1, 0, 0], [null, 1, 1, 1, null, 0, 0, 0]] });
  assert.deepEqual(still.verbs, ["initialized", "completed", "failed", "terminated", "initialized", "passed", "terminated"]);
  assert.equal(still.statements.find(({ verb }) => verb === "failed").statement.result.score.raw, 1);
  const gone = await sessions({ launch, goes: true, played: [[0, 0, 0]] });
  assert.deepEqual(gone.verbs, ["initialized", "completed", "failed", "terminated"]);
});

test("it goes on where it was left", async () => {
  const { verbs, said, statements } = await sessions({ launch: { masteryScore: 0.6 }, played: [[1], [1, 1]] });
  assert.equal(said[1].before, 1);
  assert.deepEqual(verbs, ["initialized", "terminated", "initialized", "completed", "passed", "terminated"]);
  assert.equal(statements.filter(({ verb }) => verb === "answered").length, 3);
});

test("who has passed hears nothing more", async () => {
  const { verbs } = await sessions({ launch: { masteryScore: 0.6 }, played: [[1, 1, 1], []] });
  assert.deepEqual(verbs, ["initialized", "completed", "passed", "terminated", "initialized", "terminated"]);
});

test("a deck without a mark completes; where a pass is waited for, it passes", async () => {
  const deck = deckOf(2, null);
  const plain = await sessions({ deck, launch: { moveOn: "Completed" }, played: [[0, 0]] });
  assert.deepEqual(plain.verbs, ["initialized", "completed", "terminated"]);
  const waited = await sessions({ deck, launch: { moveOn: "Passed" }, played: [[0, 0]] });
  assert.deepEqual(waited.verbs, ["initialized", "completed", "passed", "terminated"]);
});

test("who closes the page at once loses nothing", async () => {
  const { verbs, said } = await sessions({ launch: { masteryScore: 0.6 }, goes: true, played: [[1], [1, 1]] });
  assert.deepEqual(verbs, ["initialized", "terminated", "initialized", "completed", "passed", "terminated"]);
  assert.equal(said[1].before, 1);
});

test("who only looks leaves no marks", async () => {
  for (const launchMode of ["Browse", "Review"]) {
    const { verbs, statements } = await sessions({ launch: { launchMode, masteryScore: 0.6 }, played: [[1, 1, 1]] });
    assert.deepEqual(verbs, ["initialized", "terminated"]);
    assert.equal(statements.length, 2);
  }
});

test("an address for going back that is no web page is not followed", async () => {
  const { said } = await sessions({ launch: { returnURL: "javascript:alert(1)" }, played: [[]] });
  assert.equal(said[0].to, "");
});

test("without a platform, and with one that does not let it in, it says so", async () => {
  const alone = scripts("cmi5.js", deckOf(2));
  assert.deepEqual({ ...(await alone.record.begin()) }, { kept: "", pass: 0.8 });
  assert.match(alone.record.trouble(), /no learning platform/);
  const store = recordStore();
  const origin = await store.begin();
  const search = `?${launchWords(origin, "once")}`;
  await scripts("cmi5.js", deckOf(2), { location: { search } }).record.begin();
  const twice = scripts("cmi5.js", deckOf(2), { location: { search } });
  await twice.record.begin();
  store.end();
  assert.match(twice.record.trouble(), /already used/);
  assert.equal(twice.record.end(), "");
});
