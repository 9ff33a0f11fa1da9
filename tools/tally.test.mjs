import { expect, test, vi } from "vitest";
import { countJourneys, countVitest } from "./tally.mjs";

vi.spyOn(console, "log").mockImplementation(() => undefined);
const report = (...files) => JSON.stringify({ testResults: files });
const file = (status, ...states) => ({ status, assertionResults: states.map((state) => ({ status: state })) });

test.each([
  ["all is well", { code: 0, report: report(file("passed", "passed", "passed")) }, { passed: 2, failed: 0 }],
  ["a test failed", { code: 1, report: report(file("failed", "passed", "failed")) }, { passed: 1, failed: 1 }],
  ["a file did not load", { code: 1, report: report(file("passed", "passed"), file("failed")) }, { passed: 1, failed: 1 }],
  ["an error outside of any test", { code: 1, report: report(file("passed", "passed")) }, { passed: 1, failed: 1 }],
  ["no report", { code: 0, report: "" }, { passed: 0, failed: 1 }],
  ["a skip at home", { code: 0, report: report(file("passed", "passed", "skipped")) }, { passed: 1, failed: 0 }],
  ["a skip in CI", { code: 0, skipIsFailure: true, report: report(file("passed", "passed", "pending")) }, { passed: 1, failed: 1 }],
])("vitest: %s", (_what, input, expected) => {
  expect(countVitest({ skipIsFailure: false, ...input })).toEqual(expected);
});

test.each([
  ["all is well", { code: 0, output: "x\n12 passed, 0 failed\n" }, { passed: 12, failed: 0 }],
  ["one failed", { code: 1, output: "11 passed, 1 failed" }, { passed: 11, failed: 1 }],
  ["it broke after its line", { code: 1, output: "12 passed, 0 failed\n" }, { passed: 12, failed: 1 }],
  ["it ended without a line", { code: 0, output: "starting\n" }, { passed: 0, failed: 1 }],
  ["some only when tried again", { code: 0, output: "2 on the second try: chat; mail\n12 passed, 0 failed\n" }, { passed: 12, failed: 0, again: 2 }],
  ["only the last line counts", { code: 0, output: "3 passed, 1 failed\n4 passed, 0 failed\n" }, { passed: 4, failed: 0 }],
])("journeys: %s", (_what, input, expected) => {
  expect(countJourneys(input)).toEqual(expected);
});
