// Installs what package-lock.json says, and only when something else is installed. Runs on Node 20 with nothing installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Stop, say, step } from "./progress.mjs";
import { checkNodeVersion, nodeBinary, root } from "./runtime.mjs";

const stamp = join(root, "node_modules", ".aftercare-installed");

/** Makes sure that node_modules is what the lockfile says. Takes a millisecond when nothing changed. */
export async function ensureInstalled() {
  checkNodeVersion();
  const wanted = fingerprint();
  if (isInstalled(wanted)) return;
  await alone(async () => {
    if (isInstalled(wanted)) return;
    await step(say("Installing packages (npm ci)", "安装依赖（npm ci）"), () => npmCi());
    if (!existsSync(nodeBinary)) return;
    writeFileSync(stamp, wanted);
  });
}

function fingerprint() {
  const lock = readFileSync(join(root, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform}-${process.arch}`).digest("hex");
}

function isInstalled(wanted) {
  if (!existsSync(nodeBinary)) return false;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return true;
  if (!matchesLock()) return false;
  writeFileSync(stamp, wanted);
  return true;
}

/** Whether npm's own record of what it installed agrees with the lockfile: then somebody ran npm by hand, and well. */
function matchesLock() {
  let installed, lock;
  try {
    installed = JSON.parse(readFileSync(join(root, "node_modules", ".package-lock.json"), "utf8")).packages;
    lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  } catch {
    return false;
  }
  return disagreement(lock, installed) === undefined;
}

/** The first package that is not installed as the lockfile says; those for other platforms may be missing. */
export function disagreement(lock, installed) {
  return Object.entries(lock).find(([path, entry]) => {
    // The root and the workspaces themselves are sources, not installations.
    if (!path.includes("node_modules/")) return false;
    const found = installed[path];
    if (!found) return entry.optional !== true && entry.devOptional !== true;
    return found.version !== entry.version || (entry.integrity !== undefined && found.integrity !== entry.integrity);
  })?.[0];
}

function npmCi() {
  // npm replaces node_modules, and with it the node that npm scripts find first: it must run on the machine's own.
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !/node_modules[\\/]\.bin$/.test(folder)).join(delimiter);
  const args = ["ci", "--no-audit", "--no-fund", "--include=optional", "--include=dev", "--loglevel=error"];
  return new Promise((resolve, reject) => {
    const child = spawn("npm", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, PATH: path } });
    child.on("error", (error) => reject(new Stop(say(`npm could not be started: ${error.message}`, `无法启动 npm：${error.message}`))));
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Stop(say(`npm ci failed (exit code ${code}); its reason stands above.`, `npm ci 失败（退出码 ${code}），原因见上。`))),
    );
  });
}

/** Two starts at the same time: the second waits for the first one's installation. */
async function alone(work) {
  const folder = join(root, ".cache");
  const lock = join(folder, "install.lock");
  mkdirSync(folder, { recursive: true });
  for (let told = false; !tryLock(lock); told = true) {
    if (!told) console.log(say("• Waiting for another installation to finish", "• 正在等待另一个安装过程结束"));
    await sleep(500);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  if (!isHeld(lock)) rmSync(lock, { force: true });
  return false;
}

function isHeld(lock) {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    // Just created and not yet written.
    if (!pid) return Date.now() - statSync(lock).mtimeMs < 5_000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
