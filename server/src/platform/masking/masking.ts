import type { Masked } from '../auth/principal.ts';

/** Numbers that belong to a machine or a paper of ours, whatever they look like: never masked. */
const ours = /^(serial|serials|number|trackingNumber|key|code|url|href|cursor|next|older|newer|xml|qr|id|.*Id|.*At|.*On)$/;
const phoneFields = /phone|mobile|^caller$|^tel$|手机|电话/i;
const identityFields = /id(entity)?_?(card|number)|passport|身份证|证件号/i;

// Not inside a longer word or token: what stands in a link or a serial number is no telephone.
const phones = /(?<![\w-])(?:\+\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){6,12}|1[3-9]\d(?:[ -]?\d){8}|0\d{2,3}[ -]\d{7,8})(?![\w-])/g;
const identities = /(?<!\w)\d{17}[\dXx](?!\w)/g;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** Does the last character of an 18-digit identity number fit the others (GB 11643)? */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

/** Stars for the digits before the last four: enough to know it by, too little to ring. */
function starPhone(number: string): string {
  const digits = [...number].flatMap((c, at) => (/\d/.test(c) ? [at] : []));
  const kept = digits.length < 8 ? 2 : 4;
  const hidden = new Set(digits.slice(digits.length < 8 ? 0 : -2 * kept, -kept));
  return [...number].map((c, at) => (hidden.has(at) ? '*' : c)).join('');
}
const starIdentity = (number: string) => (number.length < 8 ? '*'.repeat(number.length) : `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`);

export interface Hidden { readonly kind: Masked; readonly shown: string; readonly value: string }
type Tell = (hidden: Hidden) => void;

function inText(text: string, masked: ReadonlySet<Masked>, tell?: Tell): string {
  let out = text;
  // Identity numbers first: they hold what looks like a telephone.
  if (masked.has('identity')) out = out.replace(identities, (value) => { if (!isIdentityNumber(value)) return value; const shown = starIdentity(value); tell?.({ kind: 'identity', shown, value }); return shown; });
  if (masked.has('phone')) out = out.replace(phones, (value) => { const shown = starPhone(value); tell?.({ kind: 'phone', shown, value }); return shown; });
  return out;
}

/** The same value with phones and identity numbers in stars, wherever they stand: in fields of their own and in running text. */
export function mask(value: unknown, masked: ReadonlySet<Masked>, tell?: Tell, field = '', parent?: Record<string, unknown>): unknown {
  if (typeof value === 'string') {
    if (ours.test(field) && !phoneFields.test(field)) return value;
    const isPhone = masked.has('phone') && (phoneFields.test(field) || (field === 'value' && parent?.['kind'] === 'phone')) && /\d/.test(value) && !/@|[a-z]{3}/i.test(value);
    if (isPhone) { const shown = starPhone(value); tell?.({ kind: 'phone', shown, value }); return shown; }
    if (masked.has('identity') && identityFields.test(field) && /\d/.test(value)) { const shown = starIdentity(value); tell?.({ kind: 'identity', shown, value }); return shown; }
    return inText(value, masked, tell);
  }
  if (Array.isArray(value)) return value.map((item) => mask(item, masked, tell, field, parent));
  if (value !== null && typeof value === 'object' && !(value instanceof Date)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mask(inner, masked, tell, key, value as Record<string, unknown>)]));
  return value;
}
export const maskJson = (json: string, masked: ReadonlySet<Masked>): string => JSON.stringify(mask(JSON.parse(json), masked));
export const maskText = (text: string, masked: ReadonlySet<Masked>): string => inText(text, masked);

/** Does something that is to be written down carry stars of ours? Then the real number would be lost. */
export function hasStars(value: unknown): boolean {
  if (typeof value === 'string') return /\d\*{4,}[\d-]/.test(value) || /\*{4,}\d{2,4}$/.test(value);
  if (value !== null && typeof value === 'object') return Object.values(value).some(hasStars);
  return false;
}
/** Everything that is hidden in a value, each once. */
export function hiddenIn(value: unknown, masked: ReadonlySet<Masked>): Hidden[] {
  const found = new Map<string, Hidden>();
  mask(JSON.parse(JSON.stringify(value)) as unknown, masked, (hidden) => found.set(hidden.value, hidden));
  return [...found.values()];
}
