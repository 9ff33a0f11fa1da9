/** Kinds of things that stand in the trail, in the order people look for them. */
export const kinds = [
  'session', 'role', 'agent', 'team', 'team-member', 'second-factor', 'api-key', 'customer', 'identity', 'customer-merge', 'ticket', 'privacy-request', 'company', 'calendar', 'sla-policy', 'queue', 'template', 'skill', 'agent-skill', 'channel', 'hotline-number', 'process', 'casework-binding',
  'site', 'site-staff', 'vendor', 'vendor-contract', 'vendor-user', 'vendor-settlement', 'carrier', 'shop', 'charge-settings', 'invoice', 'payment', 'refund', 'credit-note', 'message',
] as const;
const verbs = ['added', 'changed', 'removed', 'revealed', 'signed-in', 'failed', 'locked', 'let-in', 'ended'] as const;

/** `role.changed` → what and what was done. */
export function partsOf(action: string): { readonly kind: string; readonly verb: string } {
  const at = action.indexOf('.');
  const verb = action.slice(at + 1);
  return { kind: action.slice(0, at), verb: verbs.some((one) => one === verb) ? verb : 'changed' };
}

const mostListed = 20;
/** A value in few words: texts as they are, names in the reader's language, the rest as it is written. */
export function valueWords(value: unknown, language: string, empty: string): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return empty;
  if (typeof value === 'object' && 'zh' in value && 'en' in value) return String(language === 'zh-CN' ? value.zh : value.en);
  if (Array.isArray(value)) return `${value.slice(0, mostListed).map((one) => valueWords(one, language, empty)).join(', ')}${value.length > mostListed ? ` … (${value.length})` : ''}`;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
