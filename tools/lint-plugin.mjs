// Rules of this house that no linter brings along.

/** Time comes from the injected clock: otherwise neither tests nor replays can say what time it is. */
const noAmbientTime = {
  meta: { type: "problem", docs: { description: "no `new Date()`, `Date()` or `Date.now()`: ask the injected clock" } },
  create(context) {
    const report = (node) => context.report({ node, message: "Ask the injected clock (platform/time) instead of the machine's." });
    return {
      NewExpression(node) {
        if (node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0) report(node);
      },
      CallExpression(node) {
        const { callee } = node;
        if (callee.type === "Identifier" && callee.name === "Date") report(node);
        if (callee.type === "MemberExpression" && callee.object.name === "Date" && callee.property.name === "now") report(node);
      },
    };
  },
};

/** Node runs our TypeScript by removing types: what would need code to be generated cannot run. */
const noEnum = {
  meta: { type: "problem", docs: { description: "no `enum`: use a union of strings" } },
  create(context) {
    return { TSEnumDeclaration: (node) => context.report({ node, message: "Use a union of string literals instead of an enum." }) };
  },
};

/** Every file says by name what it passes on, so that a module's face is written by hand. */
const noExportAll = {
  meta: { type: "problem", docs: { description: "no `export *`" } },
  create(context) {
    return { ExportAllDeclaration: (node) => context.report({ node, message: "Name what is exported." }) };
  },
};

/** SQL stands in store.ts, store-*.ts and schema.ts: whoever looks for what touches a table knows where to look. */
const sqlInStore = {
  meta: { type: "problem", docs: { description: "SQL only in store.ts, store-*.ts, schema.ts" } },
  create(context) {
    if (/(^|\/)(store|store-[^/]+|schema)\.ts$/.test(context.filename.replaceAll("\\", "/"))) return {};
    return {
      ImportDeclaration(node) {
        if (!/platform\/db(\/(index|sql)\.ts)?$/.test(node.source.value)) return;
        const makers = node.specifiers.filter((one) => one.type === "ImportSpecifier" && ["sql", "raw", "all", "hot"].includes(one.imported.name));
        if (makers.length > 0) context.report({ node, message: "SQL belongs into store.ts, store-*.ts or schema.ts." });
      },
    };
  },
};

export default {
  meta: { name: "aftercare" },
  rules: { "no-ambient-time": noAmbientTime, "no-enum": noEnum, "no-export-all": noExportAll, "sql-in-store": sqlInStore },
};
