// Who may import whom. Each rule is shown to bite by tools/walls.test.mjs.
const { modules } = require("./architecture.cjs");

const M = "^server/src/modules/";
const TEST = "(\\.test\\.tsx?$|/testing-[^/]+\\.ts$|/fixtures/|^server/src/platform/testing/)";

const order = modules.slice(0, -1).map((name, i) => ({
  name: `order:${name}`,
  severity: "error",
  comment: `${name} may import only modules listed above it in tools/architecture.cjs; what stands below it learns of things by event`,
  from: { path: `${M}${name}/`, pathNot: TEST },
  to: { path: `${M}(${modules.slice(i + 1).join("|")})/` },
}));

module.exports = {
  forbidden: [
    {
      name: "unresolved",
      severity: "error",
      comment: "an import that cannot be resolved is an import that no rule can judge",
      from: {},
      // A package's file asked for as an address: the bundler takes the suffix off before it looks into the package's exports, the resolver here does not.
      to: { couldNotResolve: true, pathNot: "^[^.].*\\.wasm\\?url$" },
    },
    {
      name: "only-tests-see-tests",
      severity: "error",
      comment: "what tests are excused from, the product must not reach by way of them",
      from: { pathNot: TEST },
      to: { path: "(\\.test\\.tsx?$|/testing-[^/]+\\.ts$)" },
    },
    {
      name: "no-circular",
      severity: "error",
      comment: "a circle has no beginning to read from (types alone may refer to each other)",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "unlisted-module",
      severity: "error",
      comment: "give the module its place in tools/architecture.cjs",
      from: { path: `${M}(?!(${modules.join("|")})/)[^/]+/` },
      to: {},
    },
    ...order,
    {
      name: "through-index",
      severity: "error",
      comment: "another module is reached through its index.ts only",
      from: { path: `${M}([^/]+)/`, pathNot: TEST },
      to: { path: `${M}[^/]+/`, pathNot: [`${M}$1/`, `${M}[^/]+/index\\.ts$`] },
    },
    {
      name: "module-from-outside",
      severity: "error",
      comment: "from outside the modules: index.ts, and module.ts for the composition root",
      from: { path: "^server/src/(?!modules/)", pathNot: TEST },
      to: { path: `${M}[^/]+/`, pathNot: [`${M}[^/]+/(index|module)\\.ts$`] },
    },
    {
      name: "routes-do-not-touch-store",
      severity: "error",
      comment: "a route reads as a sentence: it calls the module, not the database",
      from: { path: `${M}[^/]+/routes` },
      to: { path: ["/store\\.ts$", "/store-[^/]+\\.ts$"] },
    },
    {
      name: "platform-knows-no-domain",
      severity: "error",
      comment: "platform/ is what everything stands on; it knows no word of the field",
      from: { path: "^server/src/platform/", pathNot: TEST },
      to: { path: "^server/src/(?!platform/)" },
    },
    {
      name: "adapter-knows-only-its-port",
      severity: "error",
      comment: "a channel adapter sees channels/channel.ts, what its family shares (social, meta) and platform/, no module and no other adapter",
      from: { path: "^server/src/channels/([^/]+)/", pathNot: TEST },
      to: { path: "^server/src/(?!platform/)", pathNot: ["^server/src/channels/$1/", "^server/src/channels/(channel|conformance|ticket-code)\\.ts$", "^server/src/channels/(social|meta)/"] },
    },
    {
      name: "only-composition-root-sees-adapters",
      severity: "error",
      comment: "modules speak to the port channels/channel.ts; adapters are put in by app.ts",
      from: { path: "^server/src/(modules|platform)/", pathNot: TEST },
      to: { path: "^server/src/(channels|integrations)/[^/]+/" },
    },
    {
      name: "postgres-only-in-platform",
      severity: "error",
      comment: "modules speak to the database through platform/db",
      from: { path: "^server/src/(?!platform/)", pathNot: TEST },
      to: { path: "node_modules/pg/" },
    },
    {
      name: "nothing-sees-the-root",
      severity: "error",
      comment: "app.ts is the only file that sees all, so nothing may see app.ts but what starts it",
      from: { path: "^server/src/(modules|channels|integrations|platform)/", pathNot: TEST },
      to: { path: "^server/src/(app|main|cli)\\.ts$" },
    },
    {
      name: "server-never-sees-web",
      severity: "error",
      from: { path: "^(server|contract)/" },
      to: { path: "^(web|e2e|bench)/" },
    },
    {
      name: "web-never-sees-server",
      severity: "error",
      comment: "the contract is all that the two have in common",
      from: { path: "^web/" },
      to: { path: "^(server|e2e|bench)/" },
    },
    {
      name: "web-apps-are-strangers",
      severity: "error",
      comment: "what two apps share belongs into web/ui",
      from: { path: "^web/(console|portal|field|widget)/" },
      to: { path: "^web/(console|portal|field|widget)/", pathNot: "^web/$1/" },
    },
    {
      name: "ui-is-a-leaf",
      severity: "error",
      comment: "web/ui serves every app and knows none",
      from: { path: "^web/ui/" },
      to: { path: "^web/(?!ui/)" },
    },
    {
      name: "contract-is-a-leaf",
      severity: "error",
      from: { path: "^contract/" },
      to: { path: "^(?!contract/|node_modules/)[^/]+/" },
    },
  ],
  options: {
    // TypeScript 7 has no parser that dependency-cruiser knows: without this line it would look at nothing and be content.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(web|server|contract)/.*dist/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "require", "node", "default", "browser"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css", ".svg"],
      mainFields: ["module", "main", "types"],
    },
  },
};
