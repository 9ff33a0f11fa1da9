// Counting what test runners report, so that nothing that went wrong can be lost in a sum.

/**
 * @param code exit code of vitest
 * @param report text of its JSON report; "" when there is none
 * @param skipIsFailure in CI a test that did not run proves nothing
 */
export function countVitest({ code, report, skipIsFailure }) {
  let result;
  try {
    result = JSON.parse(report);
  } catch {
    return { passed: 0, failed: 1 };
  }
  const tests = result.testResults.flatMap((file) => file.assertionResults);
  const count = (...states) => tests.filter((one) => states.includes(one.status)).length;
  const skipped = count("skipped", "pending", "todo", "disabled");
  // A file that could not be loaded has no tests to fail.
  const broken = result.testResults.filter((file) => file.status === "failed" && !file.assertionResults.some((one) => one.status === "failed")).length;
  if (skipped > 0) console.log(`  ${skipped} skipped`);
  const failed = count("failed") + broken + (skipIsFailure ? skipped : 0);
  // Errors outside of any test (an unhandled rejection) show only in the exit code.
  return { passed: count("passed"), failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** Reads the closing line `N passed, N failed` of the browser journeys. */
export function countJourneys({ code, output }) {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed\s*$/gm)].at(-1);
  if (!last) return { passed: 0, failed: 1 };
  const failed = Number(last[2]);
  // What passed only when it was tried again counts, and is told.
  const again = [...output.matchAll(/^(\d+) on the second try/gm)].at(-1);
  return { passed: Number(last[1]), failed: failed === 0 && code !== 0 ? 1 : failed, ...(again ? { again: Number(again[1]) } : {}) };
}
