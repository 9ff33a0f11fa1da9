// `npm test`: proves everything, from a fresh clone. `npm test -- STAGE…` runs only the named stages; `--long` kills 20 times and tries properties oftener.
// `npm test -- chaos` runs all platforms at once for a minute, with `--long` for ten.
// The last line is `N passed, N failed`; each check and each build counts as one test.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { buildWeb } from "./build.mjs";
import { runChecks } from "./check.mjs";
import { ensureInstalled } from "./install.mjs";
import { Stop, duration, main } from "./progress.mjs";
import { ensurePeers } from "./peers.mjs";
import { root, runNode } from "./runtime.mjs";
import { countJourneys, countVitest } from "./tally.mjs";

const ci = /^(1|true)$/i.test(process.env.CI ?? "");

const stages = {
  checks: { title: "Walls, lint, types", run: runChecks },
  build: { title: "Build", run: build },
  tests: { title: "Server, contract, tools and web, on a real PostgreSQL", run: () => vitest(["server", "web"], false) },
  peers: { title: "Adapters against real peers", run: realPeers },
  journeys: { title: "Journeys in a browser", run: journeys },
  faults: { title: "kill -9 under load from all doors", run: faults },
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
  for (const [name, { title, run, named = false }] of Object.entries(stages)) {
    if (wanted.length > 0 ? !wanted.includes(name) : named) continue;
    const stageBegun = performance.now();
    console.log(`\n── ${title}`);
    const { passed, failed, again = 0 } = await run().catch((error) => {
      console.log(error instanceof Stop ? error.message : error);
      return { passed: 0, failed: 1 };
    });
    total.passed += passed;
    total.failed += failed;
    console.log(`── ${title}: ${passed} ok${again > 0 ? ` (${again} of them only on the second try)` : ""}, ${failed} not ok (${duration(performance.now() - stageBegun)})`);
  }
  console.log(`\nTook ${duration(performance.now() - begun)}.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

async function build() {
  await buildWeb();
  return { passed: 1, failed: 0 };
}

async function vitest(projects, skipIsFailure) {
  const report = join(root, ".cache", `vitest-${projects.join("-")}.json`);
  mkdirSync(join(root, ".cache"), { recursive: true });
  rmSync(report, { force: true });
  const { code } = await runNode(
    [
      join(root, "node_modules", "vitest", "vitest.mjs"),
      "run",
      ...projects.map((project) => `--project=${project}`),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      "--passWithNoTests",
    ],
    { echo: true, env: process.argv.includes("--long") ? { AFTERCARE_LONG: "1" } : {} },
  );
  return countVitest({ code, report: existsSync(report) ? readFileSync(report, "utf8") : "", skipIsFailure });
}

async function realPeers() {
  if (!readdirSync(join(root, "server/src"), { recursive: true }).some((name) => name.endsWith(".peer.test.ts"))) {
    console.log("  no adapter has a real peer yet");
    return { passed: 0, failed: 0 };
  }
  const absent = await ensurePeers();
  for (const sentence of absent) console.log(`  ${ci ? "✗" : "skipped:"} ${sentence}`);
  const { passed, failed } = await vitest(["peers"], ci);
  return { passed, failed: failed + (ci && failed === 0 ? absent.length : 0) };
}

async function journeys() {
  const { code, output } = await runNode([join(root, "e2e", "src", "main.ts")], { echo: true });
  return countJourneys({ code, output });
}

async function faults() {
  const long = process.argv.includes("--long");
  const run = async (name, ...args) => countJourneys(await runNode([join(root, "e2e", "src", "faults", name), ...args], { echo: true }));
  const doors = await run("main.ts", "--rounds", long ? "20" : "3");
  const stepping = await run("stepping.ts", "--rounds", long ? "10" : "2", "--instances", long ? "500" : "100");
  return { passed: doors.passed + stepping.passed, failed: doors.failed + stepping.failed };
}

async function chaos() {
  const long = process.argv.includes("--long");
  return countJourneys(await runNode([join(root, "e2e", "src", "faults", "chaos.ts"), ...(long ? ["--seconds", "600", "--kill-every", "60"] : [])], { echo: true }));
}
