// The scripts that speak SCORM, on platforms that take nothing but the standard, and on one that people use.
import assert from "node:assert/strict";
import test from "node:test";
import { deckOf, play, scripts } from "./player.mjs";
import { strict12 } from "./strict12.mjs";
import { strict2004 } from "./strict2004.mjs";

const KINDS = {
  "SCORM 1.2": { name: "scorm12.js", platform: strict12, api: "API", status: "cmi.core.lesson_status", asked: "cmi.student_data.mastery_score", mark: "80", raw: "cmi.core.score.raw", exit: "cmi.core.exit", mode: "cmi.core.lesson_mode", gone: "finished", done: "" },
  "SCORM 2004": { name: "scorm2004.js", platform: strict2004, api: "API_1484_11", status: "cmi.success_status", asked: "cmi.scaled_passing_score", mark: "0.8", raw: "cmi.score.raw", exit: "cmi.exit", mode: "cmi.mode", gone: "terminated", done: "normal" },
};
// What a platform still knows when the learner comes again.
const kept = (values, kind) => Object.fromEntries(Object.entries(values).filter(([name]) => name !== kind.exit && !name.endsWith("session_time")));

for (const [label, kind] of Object.entries(KINDS)) {
  const session = async ({ before = {}, deck = deckOf(5), options }) => {
    const platform = kind.platform(before);
    const leadlens = scripts(kind.name, deck, { [kind.api]: platform[kind.api] });
    const said = await play({ leadlens, deck, options });
    assert.deepEqual(platform.faults, []);
    assert.equal(leadlens.record.trouble(), "");
    assert.equal(platform.state(), kind.gone);
    return { ...platform, said };
  };

  test(`${label}: who has enough passes, who has not fails`, async () => {
    const passed = await session({ before: { [kind.asked]: kind.mark }, options: [1, 1, 1, 1, 0] });
    assert.equal(passed.values[kind.status], "passed");
    assert.equal(passed.values[kind.raw], "80");
    assert.equal(passed.values[kind.exit], kind.done);
    const failed = await session({ before: { [kind.asked]: kind.mark }, options: [1, 1, 1, 0, 0] });
    assert.equal(failed.values[kind.status], "failed");
    assert.equal(failed.interactions.length, 5);
    // The platform's mark goes before the deck's.
    const lower = await session({ deck: deckOf(5, 1), before: { [kind.asked]: kind.mark }, options: [1, 1, 1, 1, 0] });
    assert.equal(lower.said.pass, 0.8);
  });

  test(`${label}: shares that do not come out even are judged alike`, async () => {
    const deck = deckOf(3, 2 / 3);
    const mark = label === "SCORM 1.2" ? "66.67" : "0.6667";
    const passed = await session({ deck, before: { [kind.asked]: mark }, options: [1, 1, 0] });
    assert.equal(passed.values[kind.status], "passed");
  });

  test(`${label}: an interaction says all there is to say`, async () => {
    const { interactions } = await session({ options: [1, 3] });
    const [right, wrong] = interactions;
    assert.equal(right.id, "case_1");
    assert.equal(right.type, "choice");
    assert.equal(right.result, "correct");
    assert.equal(wrong.result, label === "SCORM 1.2" ? "wrong" : "incorrect");
    const letters = label === "SCORM 1.2";
    assert.equal(wrong["correct_responses.0.pattern"], letters ? "b" : "lead");
    assert.equal(wrong[letters ? "student_response" : "learner_response"], letters ? "d" : "opportunity");
    assert.equal(right.latency, letters ? "0000:00:01.23" : "PT1.23S");
  });

  test(`${label}: it goes on where it was left`, async () => {
    const first = await session({ options: [1, 1] });
    assert.equal(first.values[kind.exit], "suspend");
    const [, status] = Object.entries(first.values).find(([name]) => name === (label === "SCORM 1.2" ? kind.status : "cmi.completion_status"));
    assert.equal(status, "incomplete");
    const second = await session({ before: kept(first.values, kind), options: [1, 1, 1] });
    assert.equal(second.said.before, 2);
    assert.equal(second.values[kind.status], "passed");
    assert.equal(second.values[kind.raw], "100");
  });

  test(`${label}: who does it again may pass`, async () => {
    const { values, interactions } = await session({ before: { [kind.asked]: kind.mark }, options: [0, 0, 0, 0, 0, null, 1, 1, 1, 1, 1] });
    assert.equal(values[kind.status], "passed");
    assert.equal(interactions.length, 10);
  });

  test(`${label}: who has passed stays so`, async () => {
    const first = await session({ options: [1, 1, 1, 1, 1] });
    const again = await session({ before: { ...kept(first.values, kind), "cmi.suspend_data": "" }, options: [0, 0, 0, 0, 0] });
    assert.equal(again.values[kind.status], "passed");
    assert.equal(again.values[kind.raw], "100");
  });

  test(`${label}: who looks back changes nothing`, async () => {
    const { calls } = await session({ before: { [kind.mode]: "review" }, options: [] });
    assert.deepEqual(calls.filter(([name]) => name.endsWith("SetValue")), []);
  });

  test(`${label}: a platform that does not answer is told of`, async () => {
    const none = scripts(kind.name, deckOf(2));
    const begun = await none.record.begin();
    assert.equal(begun.pass, 0.8);
    assert.match(none.record.trouble(), /no learning platform/);
    none.record.answered({ one: deckOf(1).cases[0], option: 0, right: false, ms: 1 });
    assert.equal(none.record.end(), "");
    const platform = kind.platform();
    const setter = label === "SCORM 1.2" ? "LMSSetValue" : "SetValue";
    const full = scripts(kind.name, deckOf(2), { [kind.api]: { ...platform[kind.api], [setter]: () => "false" } });
    await full.record.begin();
    assert.match(full.record.trouble(), /did not take/);
  });

  test(`${label}: the platform's object is found from a frame, past windows of others`, async () => {
    const platform = kind.platform();
    const top = { [kind.api]: platform[kind.api] };
    top.parent = top;
    const foreign = { parent: top };
    Object.defineProperty(foreign, kind.api, { get: () => { throw new Error("another origin"); } });
    const leadlens = scripts(kind.name, deckOf(2), { parent: foreign });
    await leadlens.record.begin();
    assert.equal(platform.state(), "open");
    const opened = kind.platform();
    const opener = { [kind.api]: opened[kind.api] };
    await scripts(kind.name, deckOf(2), { opener }).record.begin();
    assert.equal(opened.state(), "open");
  });

  test(`${label}: ten thousand cases fit`, async () => {
    const deck = deckOf(10_000, null);
    const { values } = await session({ deck, options: Array(4_500).fill(1) });
    assert.ok(values["cmi.suspend_data"].length <= 4096);
  });
}

test("the strict platforms refuse what is wrong", () => {
  const old = strict12();
  old.API.LMSSetValue("cmi.suspend_data", "x");
  assert.equal(old.API.LMSGetLastError(), "301");
  old.API.LMSInitialize("");
  const refused = (name, value, code) => {
    assert.equal(old.API.LMSSetValue(name, value), "false", name);
    assert.equal(old.API.LMSGetLastError(), code, name);
  };
  refused("cmi.interactions.0.id", "case 1", "405");
  refused("cmi.interactions.1.id", "case_1", "201");
  refused("cmi.suspend_data", "x".repeat(4097), "405");
  refused("cmi.core.student_id", "x", "403");
  refused("cmi.core.lesson_status", "done", "405");
  refused("cmi.core.score.raw", "101", "405");
  refused("cmi.core.session_time", "PT1S", "405");
  old.API.LMSGetValue("cmi.core.exit");
  assert.equal(old.API.LMSGetLastError(), "404");
  old.API.LMSSetValue("cmi.core.lesson_status", "passed");
  assert.equal(old.faults.at(-1), "passed before the score");
  const young = strict2004();
  young.API_1484_11.Initialize("");
  const denied = (name, value, code) => {
    assert.equal(young.API_1484_11.SetValue(name, value), "false", name);
    assert.equal(young.API_1484_11.GetLastError(), code, name);
  };
  denied("cmi.interactions.0.type", "choice", "408");
  denied("cmi.interactions.0.id", "case 1", "406");
  denied("cmi.score.scaled", "1.5", "407");
  denied("cmi.mode", "normal", "404");
  denied("cmi.session_time", "00:00:01", "406");
  denied("cmi.suspend_data", "x".repeat(64_001), "406");
});
