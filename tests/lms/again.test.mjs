// The scripts that speak SCORM on scorm-again, a platform's side that people use; it is lenient, but it is not ours.
import assert from "node:assert/strict";
import test from "node:test";
import { deckOf, play, scripts } from "./player.mjs";

// It speaks to a window.
globalThis.window ??= globalThis;
const { Scorm12API } = await import("scorm-again/scorm12");
const { Scorm2004API } = await import("scorm-again/scorm2004");
const quiet = { autocommit: false, logLevel: 5 };

test("SCORM 1.2", async () => {
  const platform = new Scorm12API(quiet);
  platform.cmi.student_data.mastery_score = "80";
  const deck = deckOf(5);
  const leadlens = scripts("scorm12.js", deck, { API: platform });
  const { pass } = await play({ leadlens, deck, options: [1, 1, 1, 1, 0] });
  assert.equal(leadlens.record.trouble(), "");
  assert.equal(pass, 0.8);
  const { cmi } = JSON.parse(JSON.stringify({ cmi: platform.cmi }));
  assert.equal(cmi.core.lesson_status, "passed");
  assert.equal(cmi.core.score.raw, "80");
  assert.equal(platform.isTerminated(), true);
});

test("SCORM 2004", async () => {
  const platform = new Scorm2004API(quiet);
  platform.cmi.scaled_passing_score = "0.8";
  const deck = deckOf(5);
  const leadlens = scripts("scorm2004.js", deck, { API_1484_11: platform });
  const { pass } = await play({ leadlens, deck, options: [1, 0, 1, 1, 0] });
  assert.equal(leadlens.record.trouble(), "");
  assert.equal(pass, 0.8);
  const { cmi } = JSON.parse(JSON.stringify({ cmi: platform.cmi }));
  assert.equal(cmi.success_status, "failed");
  assert.equal(cmi.completion_status, "completed");
  assert.equal(cmi.score.scaled, "0.6000");
  assert.equal(platform.isTerminated(), true);
});
