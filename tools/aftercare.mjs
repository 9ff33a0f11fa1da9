#!/usr/bin/env node
// `npx aftercare`: the command line (server/src/cli.ts) on the product's own Node.js.
import { join } from "node:path";
import { buildServer } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { main } from "./progress.mjs";
import { becomeNode } from "./runtime.mjs";

await main(async () => {
  await ensureInstalled();
  becomeNode([join(await buildServer(), "cli.js"), ...process.argv.slice(2)]);
});
