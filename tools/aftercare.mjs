#!/usr/bin/env node
// `npx aftercare`: the command line (server/src/cli.ts) on the product's own Node.js.
import { join } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { main } from "./progress.mjs";
import { becomeNode, root } from "./runtime.mjs";

await main(async () => {
  await ensureInstalled();
  becomeNode([join(root, "server", "src", "cli.ts"), ...process.argv.slice(2)]);
});
