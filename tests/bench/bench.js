// Runs in headless Chromium, started by `cargo xtask bench`. `runBench({ rows, csvRows, runs })` gives
// { facts: { name: value }, measures: [{ name, ours, peers, wanted }] }, where ours (null as long as it is not measured)
// and each peer are { label, times } in milliseconds, and wanted is the ratio peer / ours that was promised, if any.

import init, * as engine from "./engine/bench.js";
import { AS_OF, contacts, csvFile } from "./generate.js";
import { STAGES, answers, assessAll, checksum } from "./house.js";
import { inferSchema, initParser } from "./modules/udsv/dist/uDSV.mjs";

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

// Runs the competitors in turn, so that none of them gets the quieter minutes; the first round warms up.
async function race(runs, competitors) {
  const times = competitors.map(() => []);
  for (let run = -1; run < runs; run++) {
    for (let each = 0; each < competitors.length; each++) {
      await pause();
      const start = performance.now();
      await competitors[each].run(run);
      if (run >= 0) times[each].push(performance.now() - start);
    }
  }
  return competitors.map(({ label }, each) => ({ label, times: times[each] }));
}

const papaObjects = (file) =>
  new Promise((resolve, reject) =>
    Papa.parse(file, { header: true, complete: (found) => resolve(found.data), error: reject }));

async function udsvObjects(file) {
  const text = await file.text();
  return initParser(inferSchema(text)).stringObjs(text);
}

async function parsing(csvRows, runs, facts) {
  const file = csvFile(csvRows);
  facts["CSV bytes"] = file.size;
  facts["CSV rows"] = csvRows;
  const [first] = await udsvObjects(file);
  facts["CSV columns"] = Object.keys(first).length;
  const [papa, udsv] = await race(runs, [
    { label: "PapaParse, header: true", run: () => papaObjects(file) },
    { label: "uDSV, to objects", run: () => udsvObjects(file) },
  ]);
  return [
    { name: "read, type and stage a CSV / PapaParse", ours: null, peers: [papa], wanted: 2 },
    { name: "read, type and stage a CSV / uDSV", ours: null, peers: [udsv], wanted: 1 / 1.3 },
  ];
}

async function assessing(rows, runs, facts) {
  const list = contacts(rows);
  const out = answers(rows);
  assessAll(list, AS_OF, out);
  facts["contacts"] = rows;
  facts["stages"] = STAGES.map((stage, at) => `${stage} ${out.stage.reduce((sum, each) => sum + (each === at), 0)}`).join(", ");
  facts["checksum of the peer's answers"] = checksum(out);
  const [whole] = await race(runs, [
    { label: "JavaScript loop", run: () => assessAll(list, AS_OF, out) },
  ]);
  const [again] = await race(runs, [
    { label: "JavaScript loop", run: (run) => assessAll(list, AS_OF, out, 50 + (run & 1), 25) },
  ]);
  return [
    { name: "assess all contacts", ours: null, peers: [whole], wanted: 5 },
    { name: "score again after a threshold changed", ours: null, peers: [again], wanted: 30 },
  ];
}

window.runBench = async ({ rows = 1_000_000, csvRows = 100_000, runs = 7 } = {}) => {
  await init();
  const facts = { engine: engine.version(), browser: navigator.userAgent.match(/Chrome\/[\d.]+/)?.[0] ?? "" };
  const measures = [...(await parsing(csvRows, runs, facts)), ...(await assessing(rows, runs, facts))];
  return { facts, measures };
};
