// Each wall is shown to stand: a small tree keeps to the rules and passes, and every rule bites when it is broken.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgeWalls } from "./check.mjs";
import { root } from "./runtime.mjs";

const { modules } = createRequire(import.meta.url)("./architecture.cjs");

/** A tree that breaks nothing. */
const clean = {
  "contract/src/index.ts": "export const version = 1;\n",
  "contract/package.json": '{ "name": "@aftercare/contract", "type": "module", "exports": { ".": "./src/index.ts" } }',
  "server/src/app.ts": 'import { org } from "./modules/org/module.ts";\nimport { mail } from "./channels/mail/adapter.ts";\nexport const app = [org, mail];\n',
  "server/src/platform/db/index.ts": "export const sql = (parts: TemplateStringsArray): string => parts.join();\nexport type Sql = string;\n",
  "server/src/platform/time/index.ts": "export const now = (): Date => new Date();\n",
  "server/src/modules/org/index.ts": 'export { agents } from "./store.ts";\n',
  "server/src/modules/org/module.ts": 'export const org = "org";\n',
  "server/src/modules/org/store.ts": 'import { sql } from "../../platform/db/index.ts";\nexport const agents = sql`select 1`;\n',
  "server/src/modules/tickets/index.ts": 'import { agents } from "../org/index.ts";\nexport const tickets = [agents];\n',
  "server/src/modules/tickets/store-lists.ts": "export const lists = 1;\n",
  "server/src/channels/channel.ts": "export interface Channel { kind: string }\n",
  "server/src/channels/mail/adapter.ts": 'import type { Channel } from "../channel.ts";\nexport const mail: Channel = { kind: "mail" };\n',
  "server/src/modules/org/testing-house.ts": 'import { mail } from "../../channels/mail/adapter.ts";\nexport const house = mail;\n',
  "server/src/channels/chat/adapter.ts": 'export const chat = "chat";\n',
  "web/ui/src/frame.ts": "export const frame = 1;\n",
  "web/console/src/main.ts": 'import { frame } from "../../ui/src/frame.ts";\nimport { version } from "@aftercare/contract";\nexport const page = [frame, version];\n',
  "web/portal/src/main.ts": 'export const portal = import("zxing-wasm/reader/zxing_reader.wasm?url");\n',
};

let tree;
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "aftercare-walls-"));
  for (const [file, text] of Object.entries(clean)) plant(file, text);
  for (const file of ["tools/dependency-cruiser.cjs", "tools/architecture.cjs", "tools/lint-plugin.mjs", ".oxlintrc.json", "tsconfig.json"]) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    cpSync(join(root, file), join(tree, file));
  }
  mkdirSync(join(tree, "node_modules/@aftercare"), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name !== "@aftercare" && !name.startsWith(".")) symlinkSync(join(root, "node_modules", name), join(tree, "node_modules", name));
  }
  symlinkSync(join(tree, "contract"), join(tree, "node_modules/@aftercare/contract"));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

function plant(file, text) {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

/** Breaks the tree, asks, and mends it. */
async function withPlanted(files, ask) {
  for (const [file, text] of Object.entries(files)) plant(file, text);
  try {
    return await ask();
  } finally {
    for (const file of Object.keys(files)) {
      if (file in clean) plant(file, clean[file]);
      else rmSync(join(tree, file));
    }
  }
}

function tool(path, args) {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, "node_modules", path), ...args], { cwd: tree, maxBuffer: 1e8 }, (_error, stdout, stderr) => resolve(stdout || stderr));
  });
}

const cruise = () => tool("dependency-cruiser/bin/dependency-cruiser.mjs", ["--config", "tools/dependency-cruiser.cjs", "--output-type", "json", "contract/src", "server/src", "web"]);
const sources = Object.keys(clean).filter((file) => file.endsWith(".ts"));

test("every module's folder has its place in the order", () => {
  const folders = readdirSync(join(root, "server/src/modules"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(folders.length).toBeGreaterThan(0);
  expect(folders.filter((name) => !modules.includes(name))).toEqual([]);
  expect(new Set(modules).size).toBe(modules.length);
});

describe("walls between folders", () => {
  test("a tool that looked at nothing does not pass", () => {
    expect(judgeWalls(JSON.stringify({ modules: [], summary: { violations: [] } }), ["server/src/app.ts"])).toEqual({ ok: false, output: "not looked at: server/src/app.ts" });
    expect(judgeWalls("", ["server/src/app.ts"]).ok).toBe(false);
  });

  // Each in files of its own, so that one look at the tree finds them all.
  const at = (file, specifier) => ({ [file]: `import * as planted from "${specifier}";\nexport const use = planted;\n` });
  const planted = {
    unresolved: at("server/src/modules/org/extra1.ts", "./nowhere.ts"),
    "only-tests-see-tests": at("server/src/modules/org/extra15.ts", "./testing-house.ts"),
    "no-circular": { ...at("server/src/modules/org/a.ts", "./b.ts"), ...at("server/src/modules/org/b.ts", "./a.ts") },
    "unlisted-module": at("server/src/modules/gossip/index.ts", "../../platform/time/index.ts"),
    "order:org": at("server/src/modules/org/extra2.ts", "../tickets/index.ts"),
    "through-index": at("server/src/modules/tickets/extra3.ts", "../org/store.ts"),
    "module-from-outside": at("server/src/extra4.ts", "./modules/org/store.ts"),
    "routes-do-not-touch-store": at("server/src/modules/tickets/routes-lists.ts", "./store-lists.ts"),
    "platform-knows-no-domain": at("server/src/platform/time/extra5.ts", "../../modules/org/index.ts"),
    "adapter-knows-only-its-port": at("server/src/channels/mail/extra6.ts", "../chat/adapter.ts"),
    "only-composition-root-sees-adapters": at("server/src/modules/org/extra7.ts", "../../channels/mail/adapter.ts"),
    "postgres-only-in-platform": at("server/src/modules/org/extra8.ts", "pg"),
    "nothing-sees-the-root": at("server/src/modules/org/extra9.ts", "../../app.ts"),
    "server-never-sees-web": at("server/src/extra10.ts", "../../web/ui/src/frame.ts"),
    "web-never-sees-server": at("web/console/src/extra11.ts", "../../../server/src/platform/time/index.ts"),
    "web-apps-are-strangers": at("web/console/src/extra12.ts", "../../portal/src/main.ts"),
    "ui-is-a-leaf": at("web/ui/src/extra13.ts", "../../portal/src/main.ts"),
    "contract-is-a-leaf": at("contract/src/extra14.ts", "../../server/src/platform/time/index.ts"),
  };

  test("each rule is planted against", () => {
    const { forbidden } = createRequire(import.meta.url)("./dependency-cruiser.cjs");
    const names = forbidden.map((rule) => rule.name);
    expect(names.filter((name) => !name.startsWith("order:")).sort()).toEqual(Object.keys(planted).filter((name) => name !== "order:org").sort());
    expect(names.filter((name) => name.startsWith("order:")).length).toBe(modules.length - 1);
  });

  describe("bite", () => {
    let report;
    beforeAll(async () => (report = await withPlanted(Object.assign({}, ...Object.values(planted)), cruise)));

    test("and leave what is clean in peace, every file of which was looked at", () => {
      const { modules, summary } = JSON.parse(report);
      const files = Object.assign({}, ...Object.values(planted));
      const violations = summary.violations.filter((violation) => !(violation.from in files));
      expect(judgeWalls(JSON.stringify({ modules, summary: { ...summary, violations } }), sources)).toEqual({ ok: true, output: "" });
    });

    test.each(Object.entries(planted))("%s", (rule, files) => {
      const found = JSON.parse(report).summary.violations.filter((violation) => violation.from in files);
      expect(found.map((violation) => violation.rule.name)).toContain(rule);
      expect(judgeWalls(report, sources).output).toContain(`${rule}: `);
    });
  });
});

describe("lint", () => {
  /** The rules broken, by file. */
  const lint = async () => {
    const { diagnostics } = JSON.parse(await tool("oxlint/bin/oxlint", ["--type-aware", "--format", "json"]));
    return diagnostics.map(({ code, filename }) => ({ code, filename }));
  };

  const broken = [
    ["eslint(no-restricted-properties)", "process.env outside of config", "export const port = process.env.PORT;\n"],
    ["eslint(no-restricted-imports)", "process.env by another name", 'import { env } from "node:process";\nexport const port = env.PORT;\n'],
    ["aftercare(no-ambient-time)", "new Date()", "export const at = new Date();\n"],
    ["aftercare(no-ambient-time)", "Date.now()", "export const at = Date.now();\n"],
    ["eslint(no-restricted-globals)", "fetch outside of platform/net", 'export const answer = await fetch("http://127.0.0.1");\n'],
    ["eslint(no-restricted-properties)", "fetch by another name", 'export const answer = await globalThis.fetch("http://127.0.0.1");\n'],
    ["import(no-default-export)", "default export", "export default 1;\n"],
    ["typescript(no-floating-promises)", "floating promise", "async function later(): Promise<void> {}\nexport function go(): void {\n  later();\n}\n"],
    ["typescript(no-explicit-any)", "any", "export const x = (value: any): string => String(value);\n"],
    ["aftercare(no-enum)", "enum", "export enum Color { red }\n"],
    ["aftercare(no-export-all)", "export *", 'export * from "./store.ts";\n'],
    ["eslint(max-lines)", "501 lines", `${"// line\n".repeat(500)}export const x = 1;\n`],
    ["eslint(no-console)", "console in the server", 'console.log("x");\nexport const x = 1;\n'],
    ["aftercare(sql-in-store)", "SQL outside of the store", 'import { sql } from "../../platform/db/index.ts";\nexport const x = sql`select 1`;\n'],
  ].map(([rule, what, text], i) => ({ rule, what, text, file: `server/src/modules/org/broken${i}.ts` }));

  const allowed = [
    ["process.env in config", "server/src/platform/config", "export const port = process.env.PORT;\n"],
    ["fetch in the guarded client", "server/src/platform/net", 'export const answer = await fetch("http://127.0.0.1");\n'],
    ["the clock in platform/time", "server/src/platform/time", "export const at = new Date();\n"],
    ["a date made from a value in a module", "server/src/modules/org", "export const at = new Date(0);\n"],
    ["fetch in a web app", "web/console/src", 'export const answer = await fetch("/api");\n'],
    ["500 lines", "server/src/modules/org", `${"// line\n".repeat(499)}export const x = 1;\n`],
  ].map(([what, folder, text], i) => ({ what, text, file: `${folder}/allowed${i}.ts` }));

  describe("with everything planted", () => {
    let found;
    beforeAll(async () => (found = await withPlanted(Object.fromEntries([...broken, ...allowed].map(({ file, text }) => [file, text])), lint)));

    test("what is clean passes", () => {
      expect(found.filter((one) => !/\/(broken|allowed)\d+\.ts$/.test(one.filename))).toEqual([]);
    });

    test.each(broken)("$rule bites: $what", ({ rule, file }) => {
      expect(found.filter((one) => one.filename === file).map((one) => one.code)).toContain(rule);
    });

    test.each(allowed)("allowed: $what", ({ file }) => {
      expect(found.filter((one) => one.filename === file)).toEqual([]);
    });
  });
});
