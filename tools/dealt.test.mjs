import { expect, test } from "vitest";
import { deal } from "./dealt.mjs";

test("what waits comes evenly among what computes, by weight, and not at the end; nothing is lost", () => {
  const files = ["a.test.ts", "x/voice/talk.test.ts", "b.test.ts", "c.test.ts", "x/platform/postgres/account.test.ts", "d.test.ts"];
  const weights = { "a.test.ts": 6, "b.test.ts": 2, "c.test.ts": 2, "d.test.ts": 2 };
  const dealt = deal(files, (file) => file, (file) => weights[file] ?? 0);
  expect(dealt).toEqual(["x/voice/talk.test.ts", "a.test.ts", "x/platform/postgres/account.test.ts", "b.test.ts", "c.test.ts", "d.test.ts"]);
  expect(deal(["x/voice/talk.test.ts"], (file) => file, () => 1)).toEqual(["x/voice/talk.test.ts"]);
});
