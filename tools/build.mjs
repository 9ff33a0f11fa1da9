// Builds what changed since its last build: the web apps, and the server as few files. `npm run build`, and part of `npm start` and `npm test`.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled } from "./install.mjs";
import { Stop, main, say, step } from "./progress.mjs";
import { root, runNode } from "./runtime.mjs";

const web = join(root, "web");
const served = join(root, "server", "dist");
const vite = join(root, "node_modules", "vite", "bin", "vite.js");

/** The apps: folders under web/ with a vite.config.ts. Further configurations (vite.<part>.config.ts) are built after it. */
export function webApps() {
  return readdirSync(web)
    .filter((name) => existsSync(join(web, name, "vite.config.ts")))
    .map((name) => {
      const folder = join(web, name);
      const extra = readdirSync(folder).filter((file) => /^vite\..+\.config\.ts$/.test(file) && file !== "vite.config.ts");
      return { name, folder, configs: ["vite.config.ts", ...extra.sort()], stamp: join(folder, "dist", ".stamp") };
    });
}

/** Builds what changed, two apps at a time. @param force builds all */
export async function buildWeb({ force = false } = {}) {
  const due = webApps()
    .map((app) => ({ ...app, sources: fingerprint(app.folder, join(web, "ui")) }))
    .filter((app) => force || !existsSync(app.stamp) || readFileSync(app.stamp, "utf8") !== app.sources);
  const faults = [];
  const worker = async () => {
    for (let app = due.shift(); app; app = due.shift()) {
      await step(say(`Building web/${app.name}`, `构建 web/${app.name}`), () => build(app)).catch((error) => faults.push(error.message));
    }
  };
  await Promise.all([worker(), worker()]);
  if (faults.length > 0) throw new Stop(faults.join("\n"));
}

async function build({ name, folder, configs, stamp, sources }) {
  for (const config of configs) {
    const { code, output } = await runNode([vite, "build", "--config", config, "--logLevel", "warn"], { cwd: folder, env: { NODE_ENV: "production" } });
    if (code !== 0) throw new Stop(say(`web/${name} could not be built:\n${output}`, `web/${name} 构建失败：\n${output}`));
  }
  writeFileSync(stamp, sources);
}

/**
 * Builds the server, unless it was built from the sources as they are. Each build has a folder of its own: a server that runs finds the parts
 * it reads later. `current` names the newest.
 * @returns {Promise<string>} the folder with main.js, cli.js and serve.js
 */
export async function buildServer({ force = false } = {}) {
  const sources = fingerprint(join(root, "server", "src"), join(root, "tools", "bundle.mjs")).slice(0, 16);
  const folder = join(served, sources);
  if (force || !existsSync(folder)) {
    await step(say("Building server", "构建 server"), async () => {
      // Of two that build at once, either may finish.
      const part = join(served, `${sources}.${process.pid}`);
      const { code, output } = await runNode([join(root, "tools", "bundle.mjs"), part]);
      if (code !== 0) throw new Stop(say(`The server could not be built:\n${output}`, `server 构建失败：\n${output}`));
      rmSync(folder, { recursive: true, force: true });
      renameSync(part, folder);
    });
    for (const old of builds().slice(keptBuilds)) rmSync(join(served, old), { recursive: true, force: true });
  }
  const current = join(served, "current");
  if (!existsSync(current) || readFileSync(current, "utf8") !== sources) writeFileSync(current, sources);
  return folder;
}

const keptBuilds = 4;
/** The newest first. */
function builds() {
  const madeAt = (name) => statSync(join(served, name)).mtimeMs;
  return readdirSync(served).filter((name) => name !== "current").sort((a, b) => madeAt(b) - madeAt(a));
}

/** Times and sizes of everything a part is made of: its own folder, what it shares, the contract, the packages. */
function fingerprint(folder, shared) {
  const hash = createHash("sha256");
  for (const source of [folder, shared, join(root, "contract", "src"), join(root, "package-lock.json")]) {
    if (existsSync(source)) add(hash, source);
  }
  return hash.digest("hex");
}

function add(hash, path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) {
    hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name !== "dist" && name !== "node_modules" && !name.includes(".test.")) add(hash, join(path, name));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await ensureInstalled();
    await buildWeb({ force: process.argv.includes("--force") });
    await buildServer({ force: process.argv.includes("--force") });
  });
}
