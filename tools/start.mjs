// `npm start`: installs, builds and serves, doing only what changed since the last time. `npm run dev`: the same, reloading.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildServer, buildWeb, webApps } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { main } from "./progress.mjs";
import { becomeNode, environment, nodeBinary, root } from "./runtime.mjs";

const server = join(root, "server", "src", "main.ts");

await main(async () => {
  const args = process.argv.slice(2);
  const dev = args.includes("--dev");
  const rest = args.filter((arg) => arg !== "--dev");
  await ensureInstalled();
  if (dev) return develop(rest);
  await buildWeb();
  becomeNode([join(await buildServer(), "main.js"), ...rest]);
});

/** The server restarts when its sources change; the web apps are built again, and a reload of the page shows them. */
function develop(args) {
  const env = environment();
  const children = webApps().flatMap((app) =>
    app.configs.map((config) =>
      spawn(nodeBinary, [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--watch", "--config", config, "--emptyOutDir", "false", "--logLevel", "warn"], {
        cwd: app.folder,
        stdio: ["ignore", "inherit", "inherit"],
        env,
      }),
    ),
  );
  const watched = spawn(nodeBinary, ["--watch", "--watch-preserve-output", server, ...args], { stdio: "inherit", env });
  for (const name of ["SIGINT", "SIGTERM"]) {
    process.on(name, () => {
      for (const child of children) child.kill("SIGTERM");
      watched.kill("SIGTERM");
    });
  }
  watched.on("exit", (code) => {
    for (const child of children) child.kill("SIGTERM");
    process.exitCode = code ?? 0;
  });
}
