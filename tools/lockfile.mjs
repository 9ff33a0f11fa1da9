// Holds package-lock.json complete for every platform. `node tools/lockfile.mjs` checks, `--mend` completes it.
//
// `npm install` leaves packages for other platforms out of the lockfile when it cannot look them up (a registry that lags
// behind, an existing node_modules), and `npm ci` then refuses that lockfile on every machine. Their dependents name
// them with exact versions, so the missing entries are known.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Stop, main } from "./progress.mjs";
import { root } from "./runtime.mjs";

const OS = ["darwin", "linux", "win32", "android", "freebsd", "openharmony", "openbsd", "netbsd", "aix", "sunos"];
const CPU = ["arm64", "x64", "ia32", "arm", "ppc64", "s390x", "riscv64", "loong64", "mips64el"];

/** The optional packages that a lockfile's packages name and it does not hold: { name, version, dependent }. */
export function missingOptional(packages) {
  return Object.entries(packages).flatMap(([dependent, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isHeld(packages, dependent, name))
      .map(([name, version]) => ({ name, version, dependent })),
  );
}

/** Node's own search: beside the dependent, then in every folder above. */
function isHeld(packages, dependent, name) {
  for (let base = dependent; ; base = base.slice(0, Math.max(0, base.lastIndexOf("/node_modules/")))) {
    if (`${base ? `${base}/` : ""}node_modules/${name}` in packages) return true;
    if (!base) return false;
  }
}

/** What npm would have written, but for the checksum. */
export function entryFor({ name, version, dependent }, packages) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) throw new Stop(`${name} ${version} (wanted by ${dependent || "package.json"}) is no exact version: run npm install where it can be found`);
  const words = name.split(/[/-]/);
  const os = OS.find((word) => words.includes(word));
  const cpu = CPU.find((word) => words.includes(word));
  const libc = os === "linux" ? words.find((word) => /^(musl|gnu)/.test(word)) : undefined;
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(packages[dependent].dev && { dev: true }),
    ...(libc && { libc: [libc.startsWith("musl") ? "musl" : "glibc"] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(() => {
    const file = join(root, "package-lock.json");
    const lock = JSON.parse(readFileSync(file, "utf8"));
    const missing = missingOptional(lock.packages);
    if (missing.length === 0) return;
    if (!process.argv.includes("--mend")) {
      throw new Stop(`package-lock.json lacks ${missing.length} optional packages, so npm ci refuses it: ${missing.map((one) => one.name).join(", ")}\nMend it with: node tools/lockfile.mjs --mend`);
    }
    for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryFor(one, lock.packages);
    lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(`Added ${missing.length} entries.`);
  });
}
