import { customerNames } from '@aftercare/contract/segments';
import { type Expression, FeelError, compile, faultOfCondition } from '../../platform/feel/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { CustomerFacts } from './store-facts.ts';

const source = (condition: string) => condition.replace(/^\s*=/, '').trim();
const days = (at: Date | null, now: Date) => (at === null ? null : Math.floor((now.getTime() - at.getTime()) / 86_400_000));

/** A customer as conditions see them. What is not known is null, so that a condition about it does not hold. */
export function contextOf(f: CustomerFacts, now: Date): Record<string, unknown> {
  return {
    kind: f.kind, tier: f.tier, language: f.language, region: f.region, tags: f.tags, contract: f.contract, company: f.company, role: f.role, number: f.number, createdDays: days(f.createdAt, now), hasEmail: f.hasEmail, hasPhone: f.hasPhone,
    tickets: f.tickets, openTickets: f.openTickets, complaints: f.complaints, lastTicketDays: days(f.lastTicketAt, now), rating: f.rating, ratings: f.ratings, units: f.units, orders: f.orders, spent: f.spentMinor / 100, lastOrderDays: days(f.lastOrderAt, now),
  };
}

/** @throws Refusal `invalid-input` at the condition, saying what is wrong and at which character */
export function assertSegment(condition: string, tag: string | null): Expression {
  const text = source(condition);
  const invalid = (key: string, params: Record<string, unknown> = {}) => new Refusal('invalid-input', { fields: [{ path: 'condition', key, params }] });
  if (text === '') throw invalid('field.required');
  const fault = faultOfCondition(condition, customerNames);
  if (fault) throw invalid(fault.key, fault.params);
  const compiled = compile(text);
  // It would set itself off.
  if (tag !== null && compiled.names.some((n) => n.name === 'tags')) throw invalid('segments.tags-of-tags');
  return compiled;
}
export const namesIn = (condition: string): Set<string> => new Set(compile(source(condition)).names.map((n) => n.name));
export function fits(condition: string, context: Record<string, unknown>): boolean {
  try { return compile(source(condition)).evaluate(context, { simpleNames: true }).value === true; } catch (error) { if (error instanceof FeelError) return false; throw error; }
}
