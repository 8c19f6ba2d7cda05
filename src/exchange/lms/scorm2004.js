// What happens in the player, told to a platform as SCORM 2004 has it (ADL, Run-Time Environment, 4th edition).
"use strict";
(() => {
  const { deck } = globalThis.leadlens;
  const MANY = 500;
  const SHOWN = 120;
  let api = null;
  let open = false;
  let writes = true;
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
      best = get("cmi.success_status");
      count = Number(get("cmi.interactions._count")) || 0;
      if (writes && get("cmi.completion_status") !== "completed") {
        set("cmi.completion_status", "incomplete");
        commit();
      }
      const asked = get("cmi.scaled_passing_score");
      const pass = asked !== "" && Number(asked) >= 0 && Number(asked) <= 1 ? Number(asked) : deck.pass;
      return { kept: get("cmi.suspend_data"), pass };
    },

    answered({ one, option, right, ms }) {
      if (!open || !writes) {
        return;
      }
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

    keep(text, all, done) {
      if (open && writes) {
        set("cmi.suspend_data", text);
        set("cmi.progress_measure", done.toFixed(4));
        set("cmi.exit", all ? "normal" : "suspend");
        commit();
      }
    },

    finished({ share, passed }) {
      // Who has passed stays so.
      if (!open || !writes || best === "passed") {
        return;
      }
      set("cmi.score.scaled", share.toFixed(4));
      set("cmi.score.min", "0");
      set("cmi.score.max", "100");
      set("cmi.score.raw", String(Math.round(share * 10_000) / 100));
      set("cmi.completion_status", "completed");
      if (passed !== null) {
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
