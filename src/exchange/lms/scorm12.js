// What happens in the player, told to a platform as SCORM 1.2 has it (ADL, Run-Time Environment 1.2).
"use strict";
(() => {
  const { deck } = globalThis.leadlens;
  const MANY = 50;
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
        if (window.API) {
          return window.API;
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
      const code = String(api.LMSGetLastError());
      return { said, code, fine: code === "0" };
    } catch (error) {
      return { said: "", code: String(error), fine: false };
    }
  };
  const get = (name) => {
    const { said, fine } = call("LMSGetValue", name);
    return fine ? said : "";
  };
  const set = (name, value) => {
    const { said, code } = call("LMSSetValue", name, String(value));
    // 401: a member that platforms may leave out.
    if (said !== "true" && code !== "401") {
      trouble = `The learning platform did not take a result (${name}, ${code}).`;
    }
  };

  const pad = (number, digits) => String(number).padStart(digits, "0");
  const span = (ms) => {
    const hundredths = Math.min(Math.max(Math.round(ms / 10), 0), 9999 * 360_000);
    const seconds = Math.floor(hundredths / 100);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return `${pad(hours, 4)}:${pad(minutes, 2)}:${pad(seconds % 60, 2)}.${pad(hundredths % 100, 2)}`;
  };
  const commit = () => {
    set("cmi.core.session_time", span(performance.now() - since));
    if (call("LMSCommit", "").said !== "true") {
      trouble = "The learning platform did not save. Your result may be lost.";
    }
  };

  // Said late: where a platform has begun a new attempt, who only looks must not undo what was reached in another.
  const begun = () => {
    if (["not attempted", "browsed", ""].includes(best)) {
      best = "incomplete";
      set("cmi.core.lesson_status", best);
    }
  };

  globalThis.leadlens.record = {
    trouble: () => trouble,

    // Gives what was kept, and the share that is asked for.
    async begin() {
      api = around(globalThis) ?? around(globalThis.opener);
      if (!api || call("LMSInitialize", "").said !== "true") {
        trouble = "This page found no learning platform, so nothing is recorded.";
        return { kept: "", pass: deck.pass };
      }
      [open, since] = [true, performance.now()];
      writes = !["browse", "review"].includes(get("cmi.core.lesson_mode"));
      best = get("cmi.core.lesson_status");
      count = Number(get("cmi.interactions._count")) || 0;
      if (writes) {
        // After anything else platforms begin a new attempt at the next launch, which has neither the answers nor the result.
        set("cmi.core.exit", "suspend");
      }
      const asked = get("cmi.student_data.mastery_score");
      const pass = asked !== "" && Number(asked) >= 0 && Number(asked) <= 100 ? Number(asked) / 100 : deck.pass;
      return { kept: get("cmi.suspend_data"), pass };
    },

    answered({ one, option, right, ms }) {
      if (!open || !writes) {
        return;
      }
      begun();
      // Letters, which is what choices are called in this version.
      const letter = (place) => "abcdefghijklmnopqrstuvwxyz"[place];
      const now = new Date();
      const at = `cmi.interactions.${count}`;
      count += 1;
      set(`${at}.id`, one.id);
      set(`${at}.type`, "choice");
      set(`${at}.time`, `${pad(now.getHours(), 2)}:${pad(now.getMinutes(), 2)}:${pad(now.getSeconds(), 2)}.00`);
      set(`${at}.correct_responses.0.pattern`, letter(one.right));
      set(`${at}.weighting`, "1");
      set(`${at}.student_response`, letter(option));
      set(`${at}.result`, right ? "correct" : "wrong");
      set(`${at}.latency`, span(ms));
    },

    keep(text) {
      if (open && writes) {
        set("cmi.suspend_data", text);
        commit();
      }
    },

    finished({ share, passed }) {
      // Who has passed stays so.
      if (!open || !writes || best === "passed") {
        return;
      }
      best = passed === null ? "completed" : passed ? "passed" : "failed";
      // Platforms judge the score when the status comes, so it comes first.
      set("cmi.core.score.min", "0");
      set("cmi.core.score.max", "100");
      set("cmi.core.score.raw", String(Math.round(share * 10_000) / 100));
      set("cmi.core.lesson_status", best);
      commit();
    },

    end() {
      if (open) {
        open = false;
        if (writes) {
          // Whoever says nothing to the end is taken to have completed it.
          if (best === "not attempted") {
            begun();
          }
          commit();
        }
        call("LMSFinish", "");
      }
      return "";
    },
  };
})();
