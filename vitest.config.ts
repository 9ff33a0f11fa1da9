import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { Dealt } from "./tools/dealt.mjs";

const exclude = ["**/node_modules/**", "**/dist/**"];

export default defineConfig({
  test: {
    // One more than there are cores: half of each test is PostgreSQL's work, and there is always one that waits.
    maxWorkers: Math.max(2, availableParallelism()) + 1,
    sequence: { sequencer: Dealt },
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
          isolate: false,
          globalSetup: ["server/src/platform/testing/globalSetup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // A process for each of a hundred small files would cost ten times what they do.
        test: { name: "web", include: ["web/*/src/**/*.test.{ts,tsx}"], exclude, environment: "node", isolate: false },
      },
    ],
  },
});
