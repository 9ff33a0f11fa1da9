import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "**/dist/**"];

export default defineConfig({
  test: {
    // Left alone it would leave one of two cores idle; half of each test is PostgreSQL's work.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "server",
          include: ["contract/src/**/*.test.ts", "server/src/**/*.test.ts", "bench/src/**/*.test.ts", "e2e/src/**/*.test.ts", "tools/**/*.test.{ts,mjs}"],
          exclude: [...exclude, "**/*.peer.test.ts"],
          environment: "node",
          // The server is a thousand files: a worker reads them once, not for each test file. Nothing of ours keeps state in a module.
          isolate: false,
          globalSetup: ["server/src/platform/testing/globalSetup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Adapters against real peers of their protocol (Dovecot, …), which the machine may or may not have.
        test: {
          name: "peers",
          include: ["server/src/**/*.peer.test.ts"],
          exclude,
          environment: "node",
          globalSetup: ["server/src/platform/testing/globalSetup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: { name: "web", include: ["web/*/src/**/*.test.{ts,tsx}"], exclude, environment: "node" },
      },
    ],
  },
});
