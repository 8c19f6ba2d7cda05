// A learning platform's page around the player: which platform, `platform.html#KIND`, and what it has of before, is the test's to say.
import { strict12 } from "./strict12.mjs";
import { strict2004 } from "./strict2004.mjs";

const quiet = { autocommit: false, logLevel: 5 };
const kinds = {
  strict12: (before) => {
    const platform = strict12(before);
    return { API: platform.API, platform };
  },
  strict2004: (before) => {
    const platform = strict2004(before);
    return { API_1484_11: platform.API_1484_11, platform };
  },
  again12: async () => {
    const { Scorm12API } = await import("/again/esm/scorm12.js");
    const platform = new Scorm12API(quiet);
    platform.cmi.student_data.mastery_score = "60";
    return { API: platform, platform };
  },
  again2004: async () => {
    const { Scorm2004API } = await import("/again/esm/scorm2004.js");
    const platform = new Scorm2004API(quiet);
    platform.cmi.scaled_passing_score = "0.6";
    return { API_1484_11: platform, platform };
  },
};

const frame = document.querySelector("iframe");
/** Begins a session: the player at this address, on a platform of this kind. */
globalThis.launch = async (kind, address, before) => {
  Object.assign(globalThis, await kinds[kind](before));
  frame.src = address;
};
/** The learner goes elsewhere. */
globalThis.leave = () => {
  frame.src = "about:blank";
};
globalThis.inside = () => frame.contentDocument;
