// `npm run check`: walls, lint, types. Looks at the sources only; starts and builds nothing.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { performance } from "node:perf_hooks";
import { ensureInstalled } from "./install.mjs";
import { Stop, duration, main } from "./progress.mjs";
import { root, runNode } from "./runtime.mjs";

const bin = (...path) => join(root, "node_modules", ...path);

/** Each check: what it is called, and a run that answers { ok, output }. */
const checks = [
  { name: "lockfile", run: () => command([join(root, "tools", "lockfile.mjs")]) },
  { name: "walls", run: walls },
  // On one core: each further one of its checkers unfolds the same types anew, and types are checked beside it.
  { name: "lint", run: () => command([bin("oxlint", "bin", "oxlint"), "--type-aware", "--deny-warnings"], { GOMAXPROCS: "1" }) },
  ...["tsconfig.json", "tsconfig.web.json", "e2e/tsconfig.json", ...appConfigs()].map((config) => ({
    name: `types ${config}`,
    // Each checker unfolds the contract's types anew; two programs at a time use both cores already.
    run: () => command([bin("typescript", "bin", "tsc"), "-p", config, "--checkers", "1"]),
  })),
];

/** Runs all checks, two at a time, printing a line for each. @returns how many passed and failed */
export async function runChecks() {
  const left = [...checks];
  const counts = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let check = left.shift(); check; check = left.shift()) {
      const begun = performance.now();
      const { ok, output } = await check.run();
      counts[ok ? "passed" : "failed"] += 1;
      console.log(`  ${ok ? "✓" : "✗"} ${check.name} (${duration(performance.now() - begun)})`);
      if (!ok) console.log(output.trimEnd().replaceAll(/^/gm, "    "));
    }
  };
  await Promise.all([worker(), worker()]);
  return counts;
}

/** Apps that are a program of their own to the type checker. */
function appConfigs() {
  return readdirSync(join(root, "web"))
    .map((name) => `web/${name}/tsconfig.json`)
    .filter((config) => existsSync(join(root, config)));
}

async function command(args, env = {}) {
  // A check is over before its garbage is worth collecting.
  const { code, output } = await runNode(args, { env: { GOGC: "400", ...env } });
  return { ok: code === 0, output };
}

/** The folders whose imports are judged. */
const territory = ["contract/src", "server/src", "e2e/src", "bench/src", ...webSources()];

function webSources() {
  return readdirSync(join(root, "web"))
    .filter((name) => sourceFiles(`web/${name}/src`).length > 0)
    .map((name) => `web/${name}/src`);
}

async function walls() {
  const expected = territory.flatMap((folder) => sourceFiles(folder));
  const folders = territory.filter((folder) => sourceFiles(folder).length > 0);
  const { output } = await runNode([bin("dependency-cruiser", "bin", "dependency-cruiser.mjs"), "--config", "tools/dependency-cruiser.cjs", "--output-type", "json", ...folders]);
  return judgeWalls(output, expected);
}

/**
 * Reads dependency-cruiser's report. A tool without a parser finds nothing and is content, so every file that
 * exists must have been looked at.
 * @param expected paths of the files that must occur, relative to the repository
 */
export function judgeWalls(report, expected) {
  let modules, summary;
  try {
    ({ modules, summary } = JSON.parse(report));
  } catch {
    return { ok: false, output: report };
  }
  const seen = new Set(modules.map((module) => module.source));
  const unseen = expected.filter((file) => !seen.has(file));
  const broken = summary.violations.map(({ rule, from, to, cycle }) => {
    const path = cycle ? cycle.map((one) => one.name).join(" → ") : to;
    const comment = summary.ruleSetUsed?.forbidden?.find((one) => one.name === rule.name)?.comment;
    return `${rule.name}: ${from} → ${path}${comment ? `\n    ${comment}` : ""}`;
  });
  const lines = [...unseen.map((file) => `not looked at: ${file}`), ...broken];
  if (expected.length === 0) lines.push("no source files found");
  return { ok: lines.length === 0, output: lines.join("\n") };
}

function sourceFiles(folder) {
  try {
    return readdirSync(join(root, folder), { recursive: true })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts") && !/(^|\/)(node_modules|dist)\//.test(name))
      .map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await ensureInstalled();
    const { passed, failed } = await runChecks();
    console.log(`${passed} passed, ${failed} failed`);
    if (failed > 0) throw new Stop("");
  });
}
