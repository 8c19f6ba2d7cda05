// The script that speaks cmi5, on a record store that is out of reach for a while, and after a reload.
import assert from "node:assert/strict";
import test from "node:test";
import { launchWords, recordStore } from "./lrs.mjs";
import { deckOf, page, play, scripts, storage } from "./player.mjs";

const LAUNCH = { masteryScore: 0.6, returnURL: "https://lms.example/back" };
const until = async (fact, what = "it never happens") => {
  for (let tries = 0; tries < 300 && !fact(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.ok(fact(), what);
};

// A learner's browser, and a record store; `visit` opens the player of a launch in a tab (its `sessionStorage`).
async function learner(t, { launch = LAUNCH, deck = deckOf(3, 0.6), local = storage() } = {}) {
  const store = recordStore(launch);
  const origin = await store.begin();
  const open = [];
  t.after(() => {
    open.forEach(({ close }) => close());
    store.end();
  });
  const visit = (session, tab = storage(), extra = {}) => {
    const { window, close, happens } = page();
    const places = { localStorage: local, sessionStorage: tab, location: { search: `?${launchWords(origin, session)}` } };
    const leadlens = scripts("cmi5.js", deck, { ...window, ...places, ...extra });
    const one = { ...leadlens, close, happens, play: (options, how) => play({ leadlens, deck, options, ...how }) };
    open.push(one);
    return one;
  };
  const said = () => store.statements.map(({ verb }) => verb);
  const verdicts = () => said().filter((verb) => verb !== "answered");
  // Leaves as people do; what arrives, arrives.
  const leave = async (one, reloads) => {
    one.record.end(true, reloads);
    one.close();
    await new Promise((resolve) => setTimeout(resolve, 60));
  };
  return { ...store, deck, local, visit, said, verdicts, leave };
}

for (const how of ["gone", 503, 429, 401]) {
  test(`what the record store does not take (${how}) is sent again until it does`, async (t) => {
    const { visit, fail, statements, faults, states, verdicts, local } = await learner(t);
    const one = visit("s0");
    await one.play([1, 1], { stays: true });
    await one.record.settled();
    let told = 0;
    one.record.changed = () => {
      told += 1;
    };
    fail(3, how);
    const last = one.record;
    last.answered({ one: deckOf(3).cases[2], option: 1, right: true, ms: 1 });
    last.finished({ right: 3, share: 1, passed: true });
    last.keep("x", true, 1);
    await until(() => last.trouble() !== "");
    assert.match(last.trouble(), /sent again/);
    await until(() => states.get("leadlens")?.unsent?.length > 0);
    // Not said so far, so it is not kept as said.
    assert.deepEqual([states.get("leadlens").passed, states.get("leadlens").completed], [false, false]);
    await until(() => last.trouble() === "");
    assert.ok(told >= 2);
    last.end();
    await last.settled();
    assert.deepEqual(verdicts(), ["initialized", "completed", "passed", "terminated"]);
    assert.equal(statements.filter(({ verb }) => verb === "answered").length, 3);
    const state = states.get("leadlens");
    assert.deepEqual([state.passed, state.completed, state.unsent], [true, true, []]);
    assert.equal(local.texts.size, 0);
    assert.deepEqual(faults, []);
  });
}

test("it is sent at once when the browser is online again", async (t) => {
  const { visit, fail, verdicts } = await learner(t);
  const one = visit("s0", storage(), { setTimeout: () => 0 });
  await one.play([], { stays: true });
  fail(1, "gone");
  one.record.finished({ right: 3, share: 1, passed: true });
  await until(() => one.record.trouble() !== "");
  one.happens("online");
  await until(() => verdicts().includes("passed"));
  await until(() => one.record.trouble() === "");
});

for (const [label, what, how] of [
  ["no statement", /POST .*statements/, 503],
  ["nothing", /(POST|PUT) .*(statements|state)$/, "gone"],
]) {
  test(`where ${label} arrives until the page is closed, the next launch reports`, async (t) => {
    const { visit, fail, leave, states, statements, faults, verdicts, said, local } = await learner(t);
    const first = visit("s0");
    await first.play([1], { stays: true });
    await first.record.settled();
    fail(Infinity, how, what);
    const one = (at) => ({ one: deckOf(3).cases[at], option: 1, right: true, ms: 1 });
    first.record.answered(one(1));
    first.record.answered(one(2));
    first.record.finished({ right: 3, share: 1, passed: true });
    first.record.keep(first.pack("0123abcd", [1, 1, 1].map((option) => ({ option, sure: 1, right: true }))), true, 1);
    await until(() => first.record.trouble() !== "");
    await leave(first);
    assert.deepEqual(said(), ["initialized", "answered"]);
    assert.ok(!states.get("leadlens")?.passed);
    fail(0, how);
    const second = visit("s1");
    const { before } = await second.play([]);
    await second.record.settled();
    assert.equal(before, 3);
    assert.deepEqual(verdicts(), ["initialized", "initialized", "completed", "passed", "terminated"]);
    assert.deepEqual(said().slice(2, 5), ["initialized", "answered", "answered"]);
    assert.equal(statements.filter(({ verb }) => verb === "answered").length, 3);
    const state = states.get("leadlens");
    assert.deepEqual([state.passed, state.completed, state.unsent], [true, true, []]);
    assert.equal(local.texts.size, 0);
    assert.equal(second.record.trouble(), "");
    // Once more: there is nothing left to say.
    const third = visit("s2");
    await third.play([]);
    await third.record.settled();
    assert.deepEqual(verdicts().slice(5), ["initialized", "terminated"]);
    assert.deepEqual(faults, []);
  });
}

test("without a place of its own, what was not taken is in the state", async (t) => {
  const forbidden = Object.fromEntries(["getItem", "setItem", "removeItem"].map((name) => [name, () => { throw new Error("forbidden"); }]));
  const { visit, fail, leave, verdicts, faults } = await learner(t, { local: forbidden });
  const first = visit("s0", forbidden);
  await first.play([], { stays: true });
  fail(Infinity, 503);
  first.record.finished({ right: 3, share: 1, passed: true });
  await until(() => first.record.trouble() !== "");
  await leave(first);
  fail(0, 503);
  const second = visit("s1", forbidden);
  await second.play([]);
  await second.record.settled();
  assert.deepEqual(verdicts(), ["initialized", "initialized", "completed", "passed", "terminated"]);
  assert.deepEqual(faults, []);
});

test("what was taken though nobody heard so is not said twice", async (t) => {
  const { visit, fail, leave, statements, faults, said } = await learner(t);
  const first = visit("s0");
  await first.play([1, 1], { stays: true });
  await first.record.settled();
  fail(1, "unheard");
  first.record.answered({ one: deckOf(3).cases[2], option: 1, right: true, ms: 1 });
  first.record.finished({ right: 3, share: 1, passed: true });
  await first.record.settled();
  assert.deepEqual(said(), ["initialized", "answered", "answered", "answered", "completed", "passed"]);
  // Nor in the next session, which says them with a context of its own.
  const ids = statements.map(({ statement }) => statement.id);
  fail(Infinity, "unheard", /POST|PUT/);
  first.record.answered({ one: deckOf(3).cases[0], option: 1, right: true, ms: 1 });
  await until(() => statements.length === 7);
  await leave(first);
  fail(0, 503);
  const second = visit("s1");
  await second.play([]);
  await second.record.settled();
  assert.equal(new Set(statements.map(({ statement }) => statement.id)).size, statements.length);
  assert.deepEqual(said().slice(6), ["answered", "terminated", "initialized", "terminated"]);
  assert.equal(second.record.trouble(), "");
  assert.deepEqual(statements.slice(0, 6).map(({ statement }) => statement.id), ids);
  assert.deepEqual(faults, []);
});

test("a failure that left with the page is not said again, and one that did not is said later", async (t) => {
  for (const arrives of [true, false]) {
    const { visit, fail, leave, verdicts, faults } = await learner(t);
    const first = visit("s0");
    await first.play([0, 0, 0], { stays: true });
    await first.record.settled();
    if (!arrives) {
      fail(Infinity, "gone");
    }
    await leave(first);
    fail(0, 503);
    const second = visit("s1");
    await second.play([], { stays: true });
    await leave(second);
    const expected = arrives ? ["completed", "failed", "terminated", "initialized", "terminated"] : ["completed", "initialized", "failed", "terminated"];
    assert.deepEqual(verdicts(), ["initialized", ...expected]);
    assert.deepEqual(faults, []);
  }
});

test("one statement that is refused holds up no other", async (t) => {
  const { visit, fail, verdicts, said } = await learner(t);
  const one = visit("s0");
  await one.play([], { stays: true });
  // The batch, then the first of it alone.
  fail(2, 400);
  one.record.answered({ one: deckOf(3).cases[0], option: 1, right: true, ms: 1 });
  one.record.answered({ one: deckOf(3).cases[1], option: 1, right: true, ms: 1 });
  one.record.finished({ right: 3, share: 1, passed: true });
  one.record.end();
  await one.record.settled();
  assert.deepEqual(verdicts(), ["initialized", "completed", "passed", "terminated"]);
  assert.match(one.record.trouble(), /did not take a result \(400\)/);
  assert.equal(said().filter((verb) => verb === "answered").length, 1);
});

test("more answers than one request holds all arrive", async (t) => {
  const { visit, fail, deck, statements, faults } = await learner(t, { deck: deckOf(130, 0.6) });
  const one = visit("s0");
  fail(4, 503);
  await one.play(deck.cases.map(() => 1));
  await one.record.settled();
  await until(() => statements.at(-1)?.verb === "terminated");
  assert.equal(statements.length, 134);
  assert.deepEqual(faults, []);
});

test("after a reload by the keyboard the session goes on", async (t) => {
  const { visit, leave, said, faults } = await learner(t);
  const tab = storage();
  const first = visit("s0", tab);
  await first.play([1], { stays: true });
  await leave(first, true);
  const second = visit("s0", tab);
  const { before } = await second.play([1, 1], { stays: true });
  assert.equal(before, 1);
  assert.equal(second.record.trouble(), "");
  await leave(second, true);
  const third = visit("s0", tab);
  await third.play([]);
  await third.record.settled();
  assert.deepEqual(said(), ["initialized", "answered", "answered", "answered", "completed", "passed", "terminated"]);
  assert.deepEqual(faults, []);
});

test("a page that dies without a word is taken up in the same session", async (t) => {
  const { visit, fail, said, faults } = await learner(t);
  const tab = storage();
  fail(Infinity, "gone", /(POST|PUT) .*(statements|state)$/);
  const first = visit("s0", tab);
  await first.play([1], { stays: true });
  first.close();
  fail(0, 503);
  const second = visit("s0", tab);
  const { before } = await second.play([1, 1]);
  await second.record.settled();
  assert.equal(before, 1);
  assert.deepEqual(said(), ["initialized", "answered", "answered", "answered", "completed", "passed", "terminated"]);
  assert.deepEqual(faults, []);
});

test("a session that has ended says nothing more; the next one does", async (t) => {
  const { visit, leave, said, faults } = await learner(t);
  const tab = storage();
  const first = visit("s0", tab);
  await first.play([1], { stays: true });
  await first.record.settled();
  // By the browser's button, which looks as closing does.
  await leave(first);
  const second = visit("s0", tab);
  const { before } = await second.play([1, 1], { stays: true });
  await second.record.settled();
  assert.equal(before, 1);
  assert.match(second.record.trouble(), /open it from the learning platform again/);
  await leave(second);
  assert.deepEqual(said(), ["initialized", "answered", "terminated"]);
  const third = visit("s1");
  const { before: then } = await third.play([]);
  await third.record.settled();
  assert.equal(then, 3);
  assert.deepEqual(said().slice(3), ["initialized", "answered", "answered", "completed", "passed", "terminated"]);
  assert.equal(third.record.trouble(), "");
  assert.deepEqual(faults, []);
});

test("who ends it while nothing arrives is told that it is kept", async (t) => {
  const { visit, fail, verdicts } = await learner(t);
  const one = visit("s0");
  await one.play([], { stays: true });
  fail(2, 503);
  one.record.finished({ right: 3, share: 1, passed: true });
  await until(() => one.record.trouble() !== "");
  assert.equal(one.record.end(), LAUNCH.returnURL);
  assert.match(one.record.trouble(), /It is kept, and reported when you open it/);
  await one.record.settled();
  assert.equal(one.record.trouble(), "");
  assert.deepEqual(verdicts(), ["initialized", "completed", "passed", "terminated"]);
});

test("a state that cannot be read is not taken for none", async (t) => {
  const { visit, fail, leave, states } = await learner(t);
  const first = visit("s0");
  await first.play([1], { stays: true });
  await first.record.settled();
  await leave(first);
  const kept = states.get("leadlens").kept;
  const tab = storage();
  // What the learner prefers may be missing.
  fail(1, 503, /GET .*profile/);
  const second = visit("s1", tab);
  await second.play([], { stays: true });
  assert.equal(second.record.trouble(), "");
  await second.record.settled();
  await leave(second, true);
  fail(Infinity, 503, /GET .*stateId=leadlens/);
  const third = visit("s1", tab);
  await third.record.begin();
  assert.match(third.record.trouble(), /did not let this page in.*[Rr]eload/);
  assert.equal(states.get("leadlens").kept, kept);
});

test("who only looks says nothing that was left over", async (t) => {
  const launch = { ...LAUNCH };
  const { visit, fail, leave, verdicts, faults } = await learner(t, { launch });
  const first = visit("s0");
  await first.play([], { stays: true });
  fail(Infinity, 503);
  first.record.finished({ right: 3, share: 1, passed: true });
  await until(() => first.record.trouble() !== "");
  await leave(first);
  fail(0, 503);
  launch.launchMode = "Review";
  const second = visit("s1");
  await second.play([]);
  await second.record.settled();
  assert.deepEqual(verdicts(), ["initialized", "initialized", "terminated"]);
  launch.launchMode = "Normal";
  const third = visit("s2");
  await third.play([]);
  await third.record.settled();
  assert.deepEqual(verdicts().slice(3), ["initialized", "completed", "passed", "terminated"]);
  assert.deepEqual(faults, []);
});
