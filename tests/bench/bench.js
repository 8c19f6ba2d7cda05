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

async function ours(file) {
  return engine.read_type_and_stage(new Uint8Array(await file.arrayBuffer()));
}

async function parsing(csvRows, runs, facts) {
  const file = csvFile(csvRows);
  facts["CSV bytes"] = file.size;
  facts["CSV rows"] = csvRows;
  const [first] = await udsvObjects(file);
  facts["CSV columns"] = Object.keys(first).length;
  facts["leads in the CSV"] = await ours(file);
  const [own, papa, udsv] = await race(runs, [
    { label: "read, type and stage", run: () => ours(file) },
    { label: "PapaParse, header: true", run: () => papaObjects(file) },
    { label: "uDSV, to objects", run: () => udsvObjects(file) },
  ]);
  return [
    { name: "read, type and stage a CSV / PapaParse", ours: own, peers: [papa], wanted: 2 },
    { name: "read, type and stage a CSV / uDSV", ours: own, peers: [udsv], wanted: 1 / 1.3 },
  ];
}

// One number is changed and changed back, so that every run has something to do.
const CHANGES = ["a fit threshold", "a fit weight", "an engagement threshold", "an engagement weight"];

async function assessing(rows, runs, facts, memory) {
  engine.build(rows);
  const list = contacts(rows);
  const out = answers(rows);
  const measures = [];
  const [whole, peer] = await race(runs, [
    { label: "engine", run: () => engine.assess() },
    { label: "JavaScript loop", run: () => assessAll(list, AS_OF, out) },
  ]);
  measures.push({ name: "assess all contacts", ours: whole, peers: [peer], wanted: 5 });
  const [theirs, own] = [checksum(out), engine.checksum()];
  if (theirs !== own) throw new Error(`the engine and its peer disagree: ${own} and ${theirs}`);
  facts["contacts"] = rows;
  facts["stages"] = STAGES.map((stage, at) => `${stage} ${out.stage.reduce((sum, each) => sum + (each === at), 0)}`).join(", ");
  facts["checksum of both engines' answers"] = own;
  // The loop does the same work whatever changed, so all its runs count for each change: its median is the quieter for it.
  const peers = { label: "JavaScript loop", times: [] };
  for (const [at, change] of CHANGES.entries()) {
    const [again, loop] = await race(runs, [
      { label: "engine", run: (run) => engine.score_again(run & 1 ? 0 : at + 1) },
      { label: "JavaScript loop", run: (run) => assessAll(list, AS_OF, out, 50 + (run & 1), 25) },
    ]);
    measures.push({ name: `score again after ${change} changed`, ours: again, peers: [peers], wanted: 30, most: 1000 / 60 });
    peers.times.push(...loop.times);
  }
  engine.score_again(0);
  if (engine.checksum() !== own) throw new Error("going over to other rulebooks and back has changed the answers");
  facts["memory of facts and engine, MB"] = Math.round(engine.bytes_held() / 1e6);
  facts["memory of WebAssembly in all, MB (wanted: under 400)"] = Math.round(memory.buffer.byteLength / 1e6);
  return measures;
}

window.runBench = async ({ rows = 1_000_000, csvRows = 100_000, runs = 7 } = {}) => {
  const { memory } = await init();
  const facts = { engine: engine.version(), browser: navigator.userAgent.match(/Chrome\/[\d.]+/)?.[0] ?? "" };
  const measures = [...(await assessing(rows, runs, facts, memory)), ...(await parsing(csvRows, runs, facts))];
  return { facts, measures };
};
