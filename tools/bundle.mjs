// `node tools/bundle.mjs FOLDER`: the server as a few files instead of some twelve hundred, which take a quarter of its start to be found and
// read (docs/decisions/0014). Runs on the product's own Node.js, as a part of tools/build.mjs.
import { dirname, join, relative } from "node:path";
import { rolldown } from "rolldown";
import { root } from "./runtime.mjs";

const server = join(root, "server");
const [, , out] = process.argv;

/** Packages stay where npm put them, for some look for files beside themselves; ours, and zod with its hundred files, are taken in. */
const external = (id) => !/^[./]|^@aftercare\/|^zod(\/|$)/.test(id);

/** What was taken in still stands where its source does, for the workers, migrations and texts it looks for beside itself. */
const atHome = {
  name: "at-home",
  transform(code, id) {
    if (!code.includes("import.meta.")) return null;
    const url = (path) => `new URL(${JSON.stringify(relative(out, path))}, import.meta.url)`;
    const path = (of) => `process.getBuiltinModule("node:url").fileURLToPath(${url(of)})`;
    const said = { url: `${url(id)}.href`, filename: path(id), dirname: path(dirname(id)) };
    return { code: code.replaceAll(/\bimport\.meta\.(url|filename|dirname)\b/g, (_, what) => said[what]) };
  },
};

const input = Object.fromEntries(["main", "cli", "serve"].map((name) => [name, join(server, "src", `${name}.ts`)]));
const bundle = await rolldown({ input, platform: "node", external, plugins: [atHome], onLog: (level, log) => { if (level !== "info") console.log(log.message); } });
await bundle.write({ dir: out, format: "esm", keepNames: true, entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" });
await bundle.close();
