// In which order the test files run: those that mostly wait are dealt out among those that compute, so that neither cores nor workers idle.
import { statSync } from "node:fs";
import { BaseSequencer } from "vitest/node";

/** Files whose time is mostly not the processor's: sound at its own pace, a PostgreSQL or a server that starts, the pauses of a protocol. */
const waits = /\.peer\.test\.|\/voice\/[a-z]+\.test\.|\/platform\/(postgres|live)\/|\/mail\/(kill|smtp-[a-z]+)\.test\.|\/smpp\/|\/social\/doubt\.|\/http\/idempotency\./;
/** Small files that take long, for what they do stands elsewhere: by their size they would come last, and the other workers had nothing left beside them. */
const dear = /\/(social|mail)\/(conformance|simulator)\.|\/demo\/bulk\.|\/solver\.property\.|\/processes\/shipped\./;

/**
 * Puts what waits among the others, evenly by how much there is of them: the first at once, none at the very end.
 * @template T
 * @param {readonly T[]} files what is dear first
 * @param {(file: T) => string} pathOf
 * @param {(file: T) => number} weightOf
 * @returns {T[]}
 */
export function deal(files, pathOf, weightOf) {
  const waiting = files.filter((file) => waits.test(pathOf(file)));
  const others = files.filter((file) => !waits.test(pathOf(file)));
  const working = [...others.filter((file) => dear.test(pathOf(file))), ...others.filter((file) => !dear.test(pathOf(file)))];
  const total = working.reduce((sum, file) => sum + weightOf(file), 0);
  const dealt = [];
  let done = 0;
  let next = 0;
  for (const file of working) {
    while (next < waiting.length && done >= (total * next) / waiting.length) dealt.push(waiting[next++]);
    dealt.push(file);
    done += weightOf(file);
  }
  return [...dealt, ...waiting.slice(next)];
}

export class Dealt extends BaseSequencer {
  async sort(files) {
    // A worker serves one project: among files of another it would have to be begun anew.
    const sorted = await super.sort(files);
    return [...new Set(sorted.map((file) => file.project))].flatMap((project) => deal(sorted.filter((file) => file.project === project), (file) => file.moduleId, (file) => statSync(file.moduleId).size));
  }
}
