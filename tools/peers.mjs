// Real programs that adapters are tested against. They come with the system, not with npm.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { step } from "./progress.mjs";

/** Program, and the Debian package that brings it. Tests find them by server/src/platform/testing/peers.ts. */
const peers = [{ program: "dovecot", debian: "dovecot-imapd" }, { program: "sipp", debian: "sip-tester" }, { program: "baresip", debian: "baresip" }, { program: "espeak-ng", debian: "espeak-ng" }, { program: "kamailio", debian: "kamailio" }];

/** Whether a program is there; system services stand in sbin, which is not on everybody's PATH. */
export function findProgram(program) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/**
 * Installs the peers that are missing where that needs no question: as root on Debian and its relatives.
 * @returns a sentence for each that is not there afterwards
 */
export async function ensurePeers() {
  const missing = peers.filter(({ program }) => !findProgram(program));
  if (missing.length === 0) return [];
  const packages = missing.map((peer) => peer.debian);
  const obstacle = process.getuid?.() !== 0 ? "not root" : !findProgram("apt-get") ? "no apt-get on this system" : undefined;
  if (obstacle) return missing.map((peer) => sentence(peer, obstacle));
  const done = await step(`Installing ${packages.join(", ")} (apt-get)`, async () => (await apt(["update"])) && (await apt(["install", "-y", "--no-install-recommends", ...packages])));
  return done ? missing.filter(({ program }) => !findProgram(program)).map((peer) => sentence(peer, "not found after its installation")) : missing.map((peer) => sentence(peer, "apt-get failed"));
}

function sentence({ program, debian }, reason) {
  return `${program} is not installed (${reason}); install it by hand: apt-get install ${debian}`;
}

function apt(args) {
  // RUNLEVEL=1 keeps the package from starting a service of its own: the tests start theirs, with their own settings.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  return new Promise((resolve) => {
    let output = "";
    const child = spawn("apt-get", ["-q", ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.on("error", () => resolve(false));
    child.on("close", (code) => {
      if (code !== 0) console.log(output.trimEnd().split("\n").slice(-5).join("\n"));
      resolve(code === 0);
    });
  });
}
