// The Node.js that runs the product: version 24 from npm, whatever the machine has. Runs on Node 20 with nothing installed.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Stop, say } from "./progress.mjs";

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Path of the Node 24 that npm installed; it exists only after the installation. */
export const nodeBinary = installedNode();

function installedNode() {
  const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  const paths = names.map((name) => join(root, "node_modules", name, "bin", "node"));
  return paths.find((path) => existsSync(path)) ?? paths[process.platform === "darwin" && process.arch === "arm64" ? 1 : 0];
}

/**
 * How the product's Node.js keeps its memory. By itself it takes up to 3 × 32 MB for young objects on a machine with much memory and
 * never gives it back; with 8 an idle server holds 150 MB instead of 250 and answers as fast.
 */
const memoryFlags = ["--max-semi-space-size=8"];

/** Refuses to go on with a Node.js that is too old to run even the set-up. */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(
    say(
      `Node.js ${version} is too old: Aftercare needs 20.19 or newer to set itself up (it then brings its own 24).`,
      `Node.js ${version} 版本过低：Aftercare 需要 20.19 或更高版本来完成安装（之后会使用自带的 24）。`,
    ),
  );
}

/** The environment of what runs on Node 24: its `node` first on the PATH, compiled code kept between starts. */
export function environment() {
  const path = [dirname(nodeBinary), join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  return { NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compile"), ...process.env, PATH: path };
}

/**
 * Becomes `node <args>` on Node 24: same terminal, same signals, same exit code. Does not return.
 * Where this Node.js can, it replaces itself, so no process stands in between.
 */
export function becomeNode(args) {
  if (!existsSync(nodeBinary)) {
    throw new Stop(
      say(
        `No Node.js 24 for ${process.platform}-${process.arch} was installed. Supported: Linux and macOS on x64 and arm64. Check that npm installs optional dependencies (npm config get omit).`,
        `未能安装适用于 ${process.platform}-${process.arch} 的 Node.js 24。支持 x64 与 arm64 的 Linux 和 macOS。请确认 npm 会安装可选依赖（npm config get omit）。`,
      ),
    );
  }
  const env = environment();
  if (typeof process.execve === "function") process.execve(nodeBinary, [nodeBinary, ...memoryFlags, ...args], env);
  // A group of its own: a Ctrl-C reaches it once, through us, and not a second time from the terminal.
  const child = spawn(nodeBinary, [...memoryFlags, "--import", join(root, "tools", "follow-parent.mjs"), ...args], { stdio: ["inherit", "inherit", "inherit", "ipc"], env, detached: true });
  let last = { name: "", at: 0 };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"]) {
    process.on(name, () => {
      // npm passes on what the terminal has already sent us: one key press, one signal.
      if (last.name === name && Date.now() - last.at < 500) return;
      last = { name, at: Date.now() };
      child.kill(name);
    });
  }
  child.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/**
 * Runs `node <args>` on Node 24 and collects what it prints.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNode(args, options = {}) {
  const { echo = false, env, ...rest } = options;
  return new Promise((resolve) => {
    const child = spawn(nodeBinary, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: { ...environment(), ...env }, ...rest });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
        if (echo) process.stdout.write(text);
      });
    }
    child.on("error", (error) => resolve({ code: 1, output: output + error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
