/** Walks a call through its menu; pure. What it needs to know it is given, what it wants done it says. */
import type { Announcement, MenuNode, MenuTree } from '@aftercare/contract/hotline';
import { keySaid } from './said.ts';

export type Language = 'zh-CN' | 'en';
export interface Place { readonly node: string; readonly tries: number; readonly language: Language; /** The language was chosen or is known of them. */ readonly sure: boolean }
export interface Facts { readonly open: boolean; readonly tier: string }
export type Input =
  | { readonly kind: 'begin' } | { readonly kind: 'keys'; readonly keys: string } | { readonly kind: 'said'; readonly text: string } | { readonly kind: 'silence' }
  | { readonly kind: 'found'; readonly text: string } | { readonly kind: 'not-found' } | { readonly kind: 'recorded' } | { readonly kind: 'failed' } | { readonly kind: 'overflow' } | { readonly kind: 'callback' };
export type Step =
  | { readonly do: 'say'; readonly text: string; readonly fileId: number | null; readonly language: Language }
  | { readonly do: 'keys'; readonly most: number; readonly seconds: number; /** What may be said instead, by key. */ readonly words?: Readonly<Record<string, string>> }
  | { readonly do: 'lookup'; readonly by: 'phone' | 'ticket'; readonly value: string }
  | { readonly do: 'queue'; readonly teamId: number | null; readonly vip: boolean; readonly mostSeconds: number; readonly callback: boolean }
  | { readonly do: 'record'; readonly mostSeconds: number }
  | { readonly do: 'callback' }
  | { readonly do: 'transfer'; readonly to: string; readonly numberId: number | null; readonly vendorId: number | null }
  | { readonly do: 'hangup' };

/** Stations passed without waiting for the caller, at most: a circle of them is refused when the menu is saved. */
const mostPassed = 200;
/** Key-ins of a ticket number end with # or after this many. */
const longestTicketNumber = 12;

export function spoken(say: Announcement, language: Language): Step[] {
  const [text, fileId] = language === 'zh-CN' ? [say.zh || say.en, say.zhFileId] : [say.en || say.zh, say.enFileId];
  return text || fileId ? [{ do: 'say', text, fileId, language }] : [];
}

/** Goes on from `place` with what happened; the last step is what to wait for, or the end. */
export function walk(tree: MenuTree, place: Place, input: Input, facts: Facts): { place: Place; steps: Step[] } {
  const nodes = new Map(tree.nodes.map((n) => [n.id, n]));
  const steps: Step[] = [];
  let at = place;
  let happened: Input | null = input;
  for (let passed = 0; passed < mostPassed; passed++) {
    const node = nodes.get(at.node);
    if (!node) break;
    const went = station(node, at, happened, facts);
    steps.push(...went.steps);
    if (went.to === null) return { place: { ...at, ...went.keep }, steps };
    at = { ...at, ...went.keep, node: went.to, tries: 0 };
    happened = { kind: 'begin' };
  }
  return { place: at, steps: [...steps, { do: 'hangup' }] };
}

interface Went { readonly steps: Step[]; readonly to: string | null; readonly keep?: Partial<Place> }
const stay = (steps: Step[], keep: Partial<Place> = {}): Went => ({ steps, to: null, keep });
const go = (to: string, steps: Step[] = [], keep: Partial<Place> = {}): Went => ({ steps, to, keep });

/** Words count as the key they stand for; what stands for none counts as silence. */
function pressed(node: MenuNode, happened: Input | null): Input | null {
  if (happened?.kind !== 'said') return happened;
  const key = node.kind === 'menu' ? keySaid(happened.text, node.words) : null;
  return key === null ? { kind: 'silence' } : { kind: 'keys', keys: key };
}
function station(node: MenuNode, at: Place, given: Input | null, facts: Facts): Went {
  const happened = pressed(node, given);
  const what = happened?.kind ?? 'begin';
  const say = (announcement: Announcement) => spoken(announcement, at.language);
  switch (node.kind) {
    case 'say': return go(node.next, say(node.say));
    case 'hours': return go(facts.open ? node.open : node.closed);
    case 'vip': return go((node.tiers as readonly string[]).includes(facts.tier) ? node.vip : node.otherwise);
    case 'language': {
      if (at.sure) return go(node.next);
      // Asked in both: nobody knows yet which one they understand.
      if (what === 'begin') return stay([...spoken(node.say, 'zh-CN'), ...spoken(node.say, 'en'), { do: 'keys', most: 1, seconds: 6 }]);
      const chosen = happened?.kind === 'keys' ? node.keys[happened.keys] : undefined;
      return go(node.next, [], chosen ? { language: chosen, sure: true } : {});
    }
    case 'menu': {
      const next = happened?.kind === 'keys' ? node.keys[happened.keys] : undefined;
      if (next) return go(next);
      const tries = at.tries + (what === 'begin' ? 0 : 1);
      if (tries >= node.tries) return go(node.otherwise);
      return stay([...say(node.say), { do: 'keys', most: 1, seconds: node.seconds, ...(Object.keys(node.words).length > 0 ? { words: node.words } : {}) }], { tries });
    }
    case 'lookup': {
      if (happened?.kind === 'found') return go(node.found, [{ do: 'say', text: happened.text, fileId: null, language: at.language }]);
      if (what === 'not-found' || what === 'silence') return go(node.otherwise);
      if (happened?.kind === 'keys') return stay([{ do: 'lookup', by: 'ticket', value: happened.keys }]);
      return node.by === 'phone' ? stay([{ do: 'lookup', by: 'phone', value: '' }]) : stay([...say(node.say), { do: 'keys', most: longestTicketNumber, seconds: 8 }]);
    }
    case 'queue':
      if (what === 'overflow' || what === 'failed') return go(node.overflow);
      if (what === 'callback') return stay([{ do: 'callback' }]);
      return stay([{ do: 'queue', teamId: node.teamId, vip: node.vip, mostSeconds: node.mostSeconds, callback: node.callback }]);
    case 'voicemail': return what === 'begin' ? stay([...say(node.say), { do: 'record', mostSeconds: node.mostSeconds }]) : stay([{ do: 'hangup' }]);
    case 'callback': return stay([...say(node.say), { do: 'callback' }]);
    case 'transfer': return what === 'failed' ? go(node.failed) : stay([{ do: 'transfer', to: node.to, numberId: node.numberId, vendorId: node.vendorId }]);
    case 'hangup': return stay([...say(node.say), { do: 'hangup' }]);
  }
}
