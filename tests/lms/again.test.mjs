// The scripts that speak SCORM on scorm-again, a platform's side that people use; it is lenient, but it is not ours.
import assert from "node:assert/strict";
import test from "node:test";
import { deckOf, play, scripts } from "./player.mjs";

// It speaks to a window.
globalThis.window ??= globalThis;
const { Scorm12API } = await import("scorm-again/scorm12");
const { Scorm2004API } = await import("scorm-again/scorm2004");
const quiet = { autocommit: false, logLevel: 5 };

const KINDS = {
  "SCORM 1.2": {
    name: "scorm12.js",
    api: "API",
    begin: () => new Scorm12API(quiet),
    asks: ({ cmi }) => {
      cmi.student_data.mastery_score = "80";
    },
    left: ({ core }) => core.exit,
    results: ({ core, interactions }) => ({ status: core.lesson_status, raw: core.score.raw, answers: Object.values(interactions).map(({ id, student_response, result }) => [id, student_response, result]) }),
  },
  "SCORM 2004": {
    name: "scorm2004.js",
    api: "API_1484_11",
    begin: () => new Scorm2004API(quiet),
    asks: ({ cmi }) => {
      cmi.scaled_passing_score = "0.8";
    },
    left: ({ exit }) => exit,
    results: ({ completion_status, success_status, score, interactions }) => ({ status: success_status, completion_status, raw: score.raw, scaled: score.scaled, answers: Object.values(interactions).map(({ id, learner_response, result }) => [id, learner_response, result]) }),
  },
};

for (const [label, kind] of Object.entries(KINDS)) {
  // A launch, with what the platform has stored of the one before, if that was left to be taken up again.
  const session = async (options, stored) => {
    const platform = kind.begin();
    if (stored && kind.left(stored) === "suspend") {
      platform.loadFromJSON(stored, "cmi");
    }
    kind.asks(platform);
    const deck = deckOf(5);
    const leadlens = scripts(kind.name, deck, { [kind.api]: platform });
    const { pass, before } = await play({ leadlens, deck, options });
    assert.equal(leadlens.record.trouble(), "");
    assert.equal(platform.isTerminated(), true);
    assert.equal(pass, 0.8);
    const { cmi } = JSON.parse(JSON.stringify({ cmi: platform.cmi }));
    return { cmi, before, results: kind.results(cmi) };
  };

  test(label, async () => {
    const passed = await session([1, 1, 1, 1, 0]);
    assert.deepEqual([passed.results.status, passed.results.raw], ["passed", "80"]);
    const failed = await session([1, 0, 1, 1, 0]);
    assert.deepEqual([failed.results.status, failed.results.raw], ["failed", "60"]);
    if (label === "SCORM 2004") {
      assert.deepEqual([failed.results.completion_status, failed.results.scaled], ["completed", "0.6000"]);
    }
  });

  test(`${label}: in two sittings it comes to the same`, async () => {
    for (const options of [[1, 1, 1, 1, 0], [1, 0, 1, 1, 0]]) {
      const straight = await session(options);
      const first = await session(options.slice(0, 2));
      const second = await session(options.slice(2), first.cmi);
      assert.equal(second.before, 2);
      assert.deepEqual(second.results, straight.results);
      // Looking at the result changes nothing.
      const looked = await session([], second.cmi);
      assert.equal(looked.before, 5);
      assert.deepEqual(looked.results, straight.results);
    }
  });
}
