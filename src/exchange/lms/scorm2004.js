// What happens in the player, told to a platform as SCORM 2004 has it (ADL, Run-Time Environment, 4th edition).
"use strict";
(() => {
  const { deck } = globalThis.leadlens;
  const MANY = 500;
  const SHOWN = 120;
  let api = null;
  let open = false;
  let writes = true;
  let completion = "";
  let best = "";
  let count = 0;
  let since = 0;
  let trouble = "";

  // The platform's object is in a window around this one, or in the one that opened it. Those of other origins cannot be looked into.
  const around = (from) => {
    let window = from;
    for (let tries = 0; window && tries < MANY; tries += 1) {
      try {
        if (window.API_1484_11) {
          return window.API_1484_11;
        }
      } catch {
        // The one around it may be ours again.
      }
      if (window.parent === window) {
        return null;
      }
      window = window.parent;
    }
    return null;
  };

  const call = (name, ...words) => {
    try {
      const said = String(api[name](...words));
      return { said, code: String(api.GetLastError()) };
    } catch (error) {
      return { said: "", code: String(error) };
    }
  };
  const get = (name) => {
    const { said, code } = call("GetValue", name);
    return code === "0" ? said : "";
  };
  const set = (name, value) => {
    const { said, code } = call("SetValue", name, String(value));
    if (said !== "true") {
      trouble = `The learning platform did not take a result (${name}, ${code}).`;
    }
  };
  const span = (ms) => `PT${(Math.max(Math.round(ms / 10), 0) / 100).toFixed(2)}S`;
  // A day and time with two digits behind the second, in UTC.
  const now = () => `${new Date().toISOString().slice(0, 22)}Z`;
  const commit = () => {
    set("cmi.session_time", span(performance.now() - since));
    if (call("Commit", "").said !== "true") {
      trouble = "The learning platform did not save. Your result may be lost.";
    }
  };

  const complete = (status) => {
    if (completion !== status && completion !== "completed") {
      completion = status;
      set("cmi.completion_status", status);
    }
  };

  globalThis.leadlens.record = {
    trouble: () => trouble,

    // Gives what was kept, and the share that is asked for.
    async begin() {
      api = around(globalThis) ?? around(globalThis.opener);
      if (!api || call("Initialize", "").said !== "true") {
        trouble = "This page found no learning platform, so nothing is recorded.";
        return { kept: "", pass: deck.pass };
      }
      [open, since] = [true, performance.now()];
      writes = !["browse", "review"].includes(get("cmi.mode"));
      completion = get("cmi.completion_status");
      best = get("cmi.success_status");
      count = Number(get("cmi.interactions._count")) || 0;
      if (writes) {
        // After anything else platforms begin a new attempt at the next launch, which has neither the answers nor the result.
        set("cmi.exit", "suspend");
      }
      const asked = get("cmi.scaled_passing_score");
      const pass = asked !== "" && Number(asked) >= 0 && Number(asked) <= 1 ? Number(asked) : deck.pass;
      return { kept: get("cmi.suspend_data"), pass };
    },

    answered({ one, option, right, ms }) {
      if (!open || !writes) {
        return;
      }
      // Not before: where a platform has begun a new attempt, who only looks must not undo what was reached in another.
      complete("incomplete");
      const at = `cmi.interactions.${count}`;
      count += 1;
      // A brace in front would be taken for the name of a language.
      const story = Array.from(one.text.trim().replace(/^\{/, "")).slice(0, SHOWN).join("");
      set(`${at}.id`, one.id);
      set(`${at}.type`, "choice");
      set(`${at}.timestamp`, now());
      set(`${at}.correct_responses.0.pattern`, one.options[one.right].code);
      set(`${at}.weighting`, "1");
      set(`${at}.learner_response`, one.options[option].code);
      set(`${at}.result`, right ? "correct" : "incorrect");
      set(`${at}.latency`, span(ms));
      set(`${at}.description`, story);
    },

    keep(text, _, done) {
      if (open && writes) {
        set("cmi.suspend_data", text);
        // Who does it again has completed it all the same.
        set("cmi.progress_measure", (completion === "completed" ? 1 : done).toFixed(4));
        commit();
      }
    },

    finished({ share, passed }) {
      if (!open || !writes) {
        return;
      }
      // Who has passed stays so.
      const counts = best !== "passed";
      if (counts) {
        set("cmi.score.scaled", share.toFixed(4));
        set("cmi.score.min", "0");
        set("cmi.score.max", "100");
        set("cmi.score.raw", String(Math.round(share * 10_000) / 100));
      }
      complete("completed");
      if (counts && passed !== null) {
        best = passed ? "passed" : "failed";
        set("cmi.success_status", best);
      }
      commit();
    },

    end() {
      if (open) {
        open = false;
        if (writes) {
          commit();
        }
        call("Terminate", "");
      }
      return "";
    },
  };
})();
