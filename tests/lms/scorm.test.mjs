// The scripts that speak SCORM, on platforms that take nothing but the standard, and on one that people use.
import assert from "node:assert/strict";
import test from "node:test";
import { deckOf, play, scripts } from "./player.mjs";
import { strict12 } from "./strict12.mjs";
import { strict2004 } from "./strict2004.mjs";

const KINDS = {
  "SCORM 1.2": { name: "scorm12.js", platform: strict12, api: "API", status: "cmi.core.lesson_status", asked: "cmi.student_data.mastery_score", mark: "80", raw: "cmi.core.score.raw", exit: "cmi.core.exit", mode: "cmi.core.lesson_mode", gone: "finished", begun: "cmi.core.lesson_status", none: "not attempted", entry: "cmi.core.entry", fresh: ["", "time-out", "logout"] },
  "SCORM 2004": { name: "scorm2004.js", platform: strict2004, api: "API_1484_11", status: "cmi.success_status", asked: "cmi.scaled_passing_score", mark: "0.8", raw: "cmi.score.raw", exit: "cmi.exit", mode: "cmi.mode", gone: "terminated", begun: "cmi.completion_status", none: "unknown", entry: "cmi.entry", fresh: ["", "normal", "time-out", "logout"] },
};

for (const [label, kind] of Object.entries(KINDS)) {
  // `after`: the session before, as it was left.
  const session = async ({ after, before = after?.values, deck = deckOf(5), options }) => {
    const platform = kind.platform(before, after?.interactions);
    const leadlens = scripts(kind.name, deck, { [kind.api]: platform[kind.api] });
    const said = await play({ leadlens, deck, options });
    assert.deepEqual(platform.faults, []);
    assert.equal(leadlens.record.trouble(), "");
    assert.equal(platform.state(), kind.gone);
    return { ...platform, said };
  };
  // The names and values of all that was said of how far the learner is.
  const statuses = ({ calls }) => calls.filter(([, name]) => /status|score|progress/.test(name)).map(([, name, value]) => [name, value]);

  test(`${label}: who has enough passes, who has not fails`, async () => {
    const passed = await session({ before: { [kind.asked]: kind.mark }, options: [1, 1, 1, 1, 0] });
    assert.equal(passed.values[kind.status], "passed");
    assert.equal(passed.values[kind.raw], "80");
    assert.equal(passed.values[kind.exit], "suspend");
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
    assert.equal(first.values[kind.begun], "incomplete");
    const second = await session({ after: first, options: [1, 1, 1] });
    assert.equal(second.said.before, 2);
    assert.equal(second.values[kind.status], "passed");
    assert.equal(second.values[kind.raw], "100");
    assert.deepEqual(second.interactions.map(({ id }) => id), ["case_1", "case_2", "case_3", "case_4", "case_5"]);
  });

  test(`${label}: who does it again may pass`, async () => {
    const { values, interactions } = await session({ before: { [kind.asked]: kind.mark }, options: [0, 0, 0, 0, 0, null, 1, 1, 1, 1, 1] });
    assert.equal(values[kind.status], "passed");
    assert.equal(interactions.length, 10);
  });

  test(`${label}: who has passed stays so`, async () => {
    const first = await session({ options: [1, 1, 1, 1, 1] });
    // Only looks at the result, however often.
    const looked = await session({ after: await session({ after: first, options: [] }), options: [] });
    assert.equal(looked.said.before, 5);
    assert.equal(looked.values[kind.entry], "resume");
    assert.deepEqual(statuses(looked), []);
    const again = await session({ after: looked, options: [null, 0, 0, 0, 0, 0] });
    const left = await session({ after: await session({ after: again, options: [null, 0] }), options: [] });
    for (const each of [looked, again, left]) {
      assert.equal(each.values[kind.status], "passed");
      assert.equal(each.values[kind.raw], "100");
    }
    if (label === "SCORM 2004") {
      assert.deepEqual([left.values["cmi.completion_status"], left.values["cmi.progress_measure"]], ["completed", "1.0000"]);
    }
  });

  test(`${label}: who has completed or failed comes back to the result`, async () => {
    for (const [pass, status] of [[null, "completed"], [0.8, "failed"]]) {
      const deck = deckOf(5, pass);
      const first = await session({ deck, options: [1, 0, 0, 0, 0] });
      const back = await session({ deck, after: first, options: [] });
      const begun = await session({ deck, after: back, options: [null, 1] });
      assert.equal(back.said.before, 5);
      for (const each of [back, begun]) {
        assert.equal(each.values[kind.begun], label === "SCORM 2004" ? "completed" : status);
        assert.equal(each.values[kind.raw], "20");
      }
    }
  });

  test(`${label}: where a new attempt begins all the same, nothing is said before the first answer`, async () => {
    const passed = await session({ options: [1, 1, 1, 1, 1] });
    for (const exit of kind.fresh) {
      const platform = kind.platform({ ...passed.values, [kind.exit]: exit }, passed.interactions);
      assert.deepEqual([platform.values[kind.entry], platform.values["cmi.suspend_data"] ?? "", platform.values[kind.begun], platform.interactions.length], ["ab-initio", "", kind.none, 0]);
      const deck = deckOf(5);
      const { record } = scripts(kind.name, deck, { [kind.api]: platform[kind.api] });
      await record.begin();
      assert.deepEqual(statuses(platform), []);
      record.answered({ one: deck.cases[0], option: 1, right: true, ms: 1 });
      assert.deepEqual(statuses(platform), [[kind.begun, "incomplete"]]);
      record.end();
      assert.deepEqual(platform.faults, []);
    }
    // A platform that has lost the answers and nothing else.
    const emptied = await session({ before: { ...passed.values, "cmi.suspend_data": "" }, options: [0] });
    assert.deepEqual(statuses(emptied).filter(([name]) => name !== "cmi.progress_measure"), []);
  });

  test(`${label}: who opens it and answers nothing has not completed it`, async () => {
    const opened = await session({ options: [] });
    assert.equal(opened.values[kind.begun], label === "SCORM 1.2" ? "incomplete" : kind.none);
    assert.equal(opened.values[kind.exit], "suspend");
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

test("the strict platforms begin a new attempt unless the learner suspends", () => {
  for (const kind of Object.values(KINDS)) {
    const values = { [kind.begun]: "completed", [kind.asked]: kind.mark, "cmi.suspend_data": "x", [kind.raw]: "7" };
    const earlier = [{ id: "case_1" }];
    const resumed = kind.platform({ ...values, [kind.exit]: "suspend" }, earlier);
    assert.deepEqual(resumed.values, { ...resumed.values, ...values, [kind.entry]: "resume", [kind.exit]: "" });
    assert.deepEqual(resumed.interactions, earlier);
    for (const exit of kind.fresh) {
      const fresh = kind.platform({ ...values, [kind.exit]: exit }, earlier);
      assert.deepEqual([fresh.values[kind.entry], fresh.values[kind.begun], fresh.values[kind.asked], fresh.values[kind.raw]], ["ab-initio", kind.none, kind.mark, undefined]);
      assert.deepEqual(fresh.interactions, []);
    }
  }
});

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
