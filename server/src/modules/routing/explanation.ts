import type { RoutingExplanation } from '@aftercare/contract/routing';
import { say } from '../../platform/i18n/index.ts';
import type { Reason, Verdict } from './policy.ts';

/** A verdict with its figures as sentences in the reader's language. */
export function candidateOf(verdict: Verdict, name: string, skills: ReadonlyMap<number, string>, language: string): RoutingExplanation['candidates'][number] {
  return { id: verdict.id, name, chosen: verdict.chosen, reasons: verdict.reasons.map((r) => ({ code: r.code, detail: say(language, `routing.reason.${sentenceOf(r)}`, { ...r.values, ...words(r, skills, language) }) })) };
}

function sentenceOf({ code, values }: Reason): string {
  if (code === 'offline' && values['state'] === 'away') return 'away';
  if (code === 'waited-longest' && values['minutes'] === null) return 'never';
  return code;
}

function words({ code, values }: Reason, skills: ReadonlyMap<number, string>, language: string): Record<string, string> {
  if (code === 'missing-skill') return { skill: skills.get(Number(values['skillId'])) ?? '' };
  if (code === 'missing-language') return { language: say(language, `routing.language.${String(values['language'])}`) };
  return {};
}
