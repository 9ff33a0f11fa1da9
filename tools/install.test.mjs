import { describe, expect, test } from "vitest";
import { disagreement } from "./install.mjs";
import { entryFor, missingOptional } from "./lockfile.mjs";
import { checkNodeVersion } from "./runtime.mjs";

describe("Node.js for the set-up", () => {
  test.each(["20.19.0", "22.1.0", "24.0.0"])("%s will do", (version) => checkNodeVersion(version));
  test.each(["18.20.8", "20.18.3"])("%s is refused", (version) => expect(() => checkNodeVersion(version)).toThrow(version));
});

describe("whether what is installed is what the lockfile says", () => {
  const lock = {
    "": { version: "0.1.0" },
    "web/ui": { version: "0.1.0" },
    "node_modules/a": { version: "1.0.0", integrity: "x" },
    "node_modules/b": { version: "2.0.0", integrity: "y", optional: true },
  };
  const { "": _root, "web/ui": _workspace, ...installed } = lock;

  test("it is", () => expect(disagreement(lock, installed)).toBeUndefined());
  test("a package for another platform may be missing", () => expect(disagreement(lock, { "node_modules/a": installed["node_modules/a"] })).toBeUndefined());
  test("any other may not", () => expect(disagreement(lock, { "node_modules/b": installed["node_modules/b"] })).toBe("node_modules/a"));
  test("nor may it have another version", () => expect(disagreement(lock, { ...installed, "node_modules/a": { version: "1.0.1", integrity: "x" } })).toBe("node_modules/a"));
  test("nor another content", () => expect(disagreement(lock, { ...installed, "node_modules/a": { version: "1.0.0", integrity: "z" } })).toBe("node_modules/a"));
});

describe("a lockfile for every platform", () => {
  const packages = {
    "": { optionalDependencies: { "tool-linux-x64": "^1.0.0" } },
    "node_modules/tool-linux-x64": { version: "1.2.0" },
    "node_modules/linter": { dev: true, optionalDependencies: { "@linter/binding-linux-x64-musl": "3.0.0", "@linter/win32-arm64": "3.0.0" } },
    "node_modules/nested": { optionalDependencies: { part: "1.0.0" } },
    "node_modules/nested/node_modules/part": { version: "1.0.0" },
  };

  test("what a package names and the lockfile does not hold is found, wherever it may lie", () => {
    expect(missingOptional(packages).map((one) => one.name)).toEqual(["@linter/binding-linux-x64-musl", "@linter/win32-arm64"]);
  });

  test("its entry says for which platform it is", () => {
    const [musl, windows] = missingOptional(packages).map((one) => entryFor(one, packages));
    expect(musl).toEqual({ version: "3.0.0", cpu: ["x64"], dev: true, libc: ["musl"], optional: true, os: ["linux"] });
    expect(windows).toEqual({ version: "3.0.0", cpu: ["arm64"], dev: true, optional: true, os: ["win32"] });
  });

  test("without an exact version there is nothing to write", () => {
    expect(() => entryFor({ name: "x", version: "^1.0.0", dependent: "" }, packages)).toThrow("no exact version");
  });
});
