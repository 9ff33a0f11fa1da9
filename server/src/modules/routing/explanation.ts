import type { RoutingExplanation } from '@aftercare/contract/routing';
import { say } from '../../platform/i18n/index.ts';
import type { Reason, Verdict } from './person.ts';

export interface Names { readonly skills: ReadonlyMap<number, string>; readonly people: ReadonlyMap<number, string>; readonly teams: ReadonlyMap<number, string> }

/** A verdict with its figures as sentences in the reader's language. */
export function candidateOf(verdict: Verdict, names: Names, language: string): RoutingExplanation['candidates'][number] {
  return { id: verdict.id, name: names.people.get(verdict.id) ?? '', chosen: verdict.chosen, reasons: verdict.reasons.map((r) => ({ code: r.code, detail: say(language, `routing.reason.${sentenceOf(r)}`, { ...r.values, ...words(r, names, language) }) })) };
}

function sentenceOf({ code, values }: Reason): string {
  if (code === 'offline' && values['state'] === 'away') return 'away';
  if (code === 'waited-longest' && values['minutes'] === null) return 'never';
  return code;
}

function words({ code, values }: Reason, names: Names, language: string): Record<string, string> {
  const skill = names.skills.get(Number(values['skillId'])) ?? '';
  if (code === 'missing-skill') return { skill };
  if (code === 'certificate-expired') return { skill, on: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${String(values['on'])}T00:00:00Z`)) };
  if (code === 'missing-language') return { language: say(language, `routing.language.${String(values['language'])}`) };
  if (code === 'full-channel') return { kind: say(language, `routing.hand.${String(values['kind'])}`) };
  if (code === 'reserved') return { tier: say(language, `routing.tier.${String(values['tier'])}`) };
  if (code === 'held') return { who: names.people.get(Number(values['who'])) ?? '' };
  if (code === 'not-in-team') return { team: names.teams.get(Number(values['teamId'])) ?? '' };
  if (code === 'other-region' || code === 'other-brand') return { what: String(values['what'] || '–') };
  return {};
}
