// `npm test`: proves everything, from a fresh clone. `npm test -- STAGE…` runs only the named stages; `--long` kills 20 times and tries properties oftener.
// `npm test -- chaos` runs all platforms at once for a minute, with `--long` for ten.
// The last line is `N passed, N failed`; each check and each build counts as one test.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { buildServer, buildWeb } from "./build.mjs";
import { runChecks } from "./check.mjs";
import { ensureInstalled } from "./install.mjs";
import { Stop, duration, main } from "./progress.mjs";
import { ensurePeers } from "./peers.mjs";
import { root, runNode } from "./runtime.mjs";
import { countJourneys, countVitest } from "./tally.mjs";

const ci = /^(1|true)$/i.test(process.env.CI ?? "");
/** @type {ReturnType<typeof ensurePeers> | undefined} */
let arriving;

const stages = {
  // First: what is killed is what was built.
  build: { title: "Build", run: build },
  checks: { title: "Walls, lint, types", run: runChecks },
  tests: { title: "Server, contract, tools and web, on a real PostgreSQL", run: serverAndWeb },
  // Not beside the tests: those keep all cores busy, and sound is made in its own time.
  peers: { title: "Adapters against real peers", run: realPeers },
  journeys: { title: "Journeys in a browser", run: journeys },
  // Processes that were killed are waited for more than they compute.
  faults: { title: "kill -9 under load from all doors", run: faults, beside: "checks" },
  // Minutes of real time: only where it is asked for.
  chaos: { title: "All platforms at once, slow, failing and in disorder, with kill -9", run: chaos, named: true },
};

await main(async () => {
  const wanted = process.argv.slice(2).filter((word) => word !== "--long");
  const unknown = wanted.filter((name) => !(name in stages));
  if (unknown.length > 0) throw new Stop(`no such stage: ${unknown.join(", ")} (there are: ${Object.keys(stages).join(", ")})`);
  const begun = performance.now();
  await ensureInstalled();
  const total = { passed: 0, failed: 0 };
  // Packages of the system arrive while the first stages compute.
  if (wanted.length === 0 || wanted.includes("peers")) arriving = ensurePeers();
  const due = Object.entries(stages).filter(([name, { named = false }]) => (wanted.length > 0 ? wanted.includes(name) : !named));
  for (const [name, stage] of due) {
    if (due.some(([other]) => other === stage.beside)) continue;
    // What runs beside a stage is told of when that is over.
    const beside = due.filter(([, other]) => other.beside === name).map(([, other]) => ({ ...other, result: play(other, false) }));
    for (const { title, result, ...one } of [stage, ...beside]) {
      console.log(`\n── ${title}`);
      const { passed, failed, again = 0, output = "", ms } = await (result ?? play(one, true));
      process.stdout.write(output);
      total.passed += passed;
      total.failed += failed;
      console.log(`── ${title}: ${passed} ok${again > 0 ? ` (${again} of them only on the second try)` : ""}, ${failed} not ok (${duration(ms)})`);
    }
  }
  console.log(`\nTook ${duration(performance.now() - begun)}.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

/** Runs a stage; one that is not to echo brings its output along. */
async function play({ run }, echo) {
  const begun = performance.now();
  const result = await run(echo).catch((error) => ({ passed: 0, failed: 1, output: `${error instanceof Stop ? error.message : (error.stack ?? error)}\n` }));
  return { ...result, ms: performance.now() - begun };
}

async function build() {
  await buildWeb();
  await buildServer();
  return { passed: 1, failed: 0 };
}

async function serverAndWeb() {
  return vitest(["server", "web"], false, true, { AFTERCARE_BUILT: await buildServer() });
}

async function vitest(projects, skipIsFailure, echo, env = {}) {
  const report = join(root, ".cache", `vitest-${projects.join("-")}.json`);
  mkdirSync(join(root, ".cache"), { recursive: true });
  rmSync(report, { force: true });
  const { code, output } = await runNode(
    [
      join(root, "node_modules", "vitest", "vitest.mjs"),
      "run",
      ...projects.map((project) => `--project=${project}`),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      "--passWithNoTests",
      ...(echo ? [] : ["--maxWorkers=1"]),
    ],
    { echo, env: { ...env, ...(process.argv.includes("--long") ? { AFTERCARE_LONG: "1" } : {}) } },
  );
  return { ...countVitest({ code, report: existsSync(report) ? readFileSync(report, "utf8") : "", skipIsFailure }), ...(echo ? {} : { output }) };
}

async function realPeers(echo) {
  if (!readdirSync(join(root, "server/src"), { recursive: true }).some((name) => name.endsWith(".peer.test.ts"))) {
    console.log("  no adapter has a real peer yet");
    return { passed: 0, failed: 0 };
  }
  const absent = await (arriving ?? ensurePeers());
  for (const sentence of absent) console.log(`  ${ci ? "✗" : "skipped:"} ${sentence}`);
  const { passed, failed, output = "" } = await vitest(["peers"], ci, echo);
  return { passed, output, failed: failed + (ci && failed === 0 ? absent.length : 0) };
}

async function journeys() {
  const { code, output } = await runNode([join(root, "e2e", "src", "main.ts")], { echo: true });
  return countJourneys({ code, output });
}

/** The two do not meet: each has its own PostgreSQL, processes and ports, and mostly waits for what was killed to come back. */
async function faults(echo) {
  await buildServer();
  const long = process.argv.includes("--long");
  const told = [];
  const run = async (name, ...args) => {
    const done = await runNode([join(root, "e2e", "src", "faults", name), ...args]);
    if (echo) process.stdout.write(done.output);
    else told.push(done.output);
    return countJourneys(done);
  };
  const [doors, stepping] = await Promise.all([
    run("main.ts", "--rounds", long ? "20" : "3"),
    run("stepping.ts", "--rounds", long ? "10" : "2", "--instances", long ? "500" : "100"),
  ]);
  return { passed: doors.passed + stepping.passed, failed: doors.failed + stepping.failed, output: told.join("") };
}

async function chaos() {
  await buildServer();
  const long = process.argv.includes("--long");
  return countJourneys(await runNode([join(root, "e2e", "src", "faults", "chaos.ts"), ...(long ? ["--seconds", "600", "--kill-every", "60"] : [])], { echo: true }));
}
