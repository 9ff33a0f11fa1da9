// `node tools/run.mjs FILE args…`: runs a TypeScript file of this repository on its own Node.js, installing first when needed.
import { resolve } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { Stop, main } from "./progress.mjs";
import { becomeNode } from "./runtime.mjs";

await main(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (!file) throw new Stop("node tools/run.mjs FILE args…");
  await ensureInstalled();
  becomeNode([resolve(file), ...args]);
});
