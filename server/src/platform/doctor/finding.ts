/** What one check of `npx aftercare doctor` found, in both languages. */
import type { Language, Sentence } from "../postgres/sentences.ts";

export interface Finding {
  /** Stable name of the check, e.g. "database-chinese"; for machines. */
  id: string;
  /** What was looked at. */
  name: Sentence;
  ok: boolean;
  /** What was found, with numbers. */
  detail: Sentence;
  /** How to mend it; absent when there is nothing to mend. */
  fix?: Sentence;
}

/** One finding in one language, as `--json` prints it. */
export function inLanguage(finding: Finding, language: Language): { id: string; name: string; ok: boolean; detail: string; fix: string | null } {
  return {
    id: finding.id,
    name: finding.name[language],
    ok: finding.ok,
    detail: finding.detail[language],
    fix: finding.fix?.[language] ?? null,
  };
}

/** Lines for a terminal: a mark, what was looked at, what was found, and below it how to mend it. */
export function describeFinding(finding: Finding, language: Language): string {
  const { name, ok, detail, fix } = inLanguage(finding, language);
  const colon = language === "zh" ? "：" : ": ";
  const line = `${ok ? "✓" : "✗"} ${name}${colon}${detail}`;
  return fix === null ? line : `${line}\n  → ${fix}`;
}
