import type { SlaPolicy } from '@aftercare/contract/sla';
import { durationWords } from './duration.ts';

export type Words = (key: string, values?: Record<string, unknown>) => string;
interface Context { readonly language: string; readonly t: Words; readonly typeName: (key: string) => string; /** Nights and holidays do not count. */ readonly working: boolean }

const either = (items: readonly string[], language: string) => new Intl.ListFormat(language, { type: 'disjunction' }).format(items);

/** Channels called by a word and not by a name. */
const plain: ReadonlySet<string> = new Set(['mail', 'chat', 'portal', 'phone', 'counter', 'webhook', 'review']);

/** Whom a match takes in: "VIP customers, by e-mail", 「VIP 客户，来自邮件」; null where it takes everybody. */
export function whoWords(match: { readonly channels: readonly string[]; readonly types: readonly string[]; readonly tiers: readonly string[]; readonly priorities?: readonly string[]; readonly languages?: readonly string[] }, { language, t, typeName }: Pick<Context, 'language' | 't' | 'typeName'>): string | null {
  const list = (items: readonly string[], name: (item: string) => string) => either(items.map(name), language);
  const parts = [
    match.tiers.length > 0 ? t('match.tiers', { list: list(match.tiers, (one) => t(`ui:tier.${one}`)) }) : null,
    match.languages?.length ? t('match.languages', { list: list(match.languages, (one) => t(`language.${one}`)) }) : null,
    match.channels.length > 0 ? t('match.channels', { list: list(match.channels, (one) => (language === 'en' && plain.has(one) ? t(`ui:channel.${one}`).toLowerCase() : t(`ui:channel.${one}`))) }) : null,
    match.types.length > 0 ? t('match.types', { list: list(match.types, typeName) }) : null,
    match.priorities?.length ? t('match.priorities', { list: list(match.priorities, (one) => t(`ui:priority.${one}`)) }) : null,
  ].filter((one) => one !== null);
  const words = parts.join(t('match.join'));
  return parts.length === 0 ? null : match.tiers.length > 0 ? words : t('match.tickets', { words });
}

/** A policy as the promise it is: "VIP customers: first answer within 10 minutes, solved within 24 working hours." */
export function promiseWords(policy: Pick<SlaPolicy, 'match' | 'targets'>, context: Context): string {
  const { t, language, working } = context;
  const who = whoWords(policy.match, context) ?? t('match.all');
  const promises = (['first-response', 'next-response', 'solution', 'closing'] as const).flatMap((target) => {
    const minutes = policy.targets[target];
    return minutes === null ? [] : [t(`sla.within.${target}`, { time: durationWords(minutes, language, working, t) })];
  });
  return promises.length === 0 ? t('sla.nothing', { who }) : t('sla.sentence', { who, promises: promises.join(t('match.join')) });
}
