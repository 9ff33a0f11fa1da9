import type { LikeReason } from '@aftercare/contract/relations';

export interface Matter { readonly customerId: number; readonly unitId: number | null; readonly serial: string; readonly subject: string; readonly words: string; readonly openedAt: Date }
/** From this score on two tickets are proposed as one matter. */
export const likelyFrom = 50;
const dayMs = 86_400_000;

/** Pairs of neighbouring characters; of Chinese as of English, whatever the width and case. */
function pairs(text: string): Set<string> {
  const plain = text.normalize('NFKC').toLowerCase().replace(/^((re|aw|fwd?|回复|答复|转发)\s*:\s*)+/u, '').replace(/[^\p{L}\p{N}]+/gu, '');
  const found = new Set<string>();
  for (let i = 0; i < plain.length - 1 && i < 600; i++) found.add(plain.slice(i, i + 2));
  return found;
}

/** 0 to 1: how much of the shorter text stands in the longer one, less for texts of very different length. */
export function similarity(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  if (left.size === 0 || right.size === 0) return 0;
  let both = 0;
  for (const pair of left) if (right.has(pair)) both += 1;
  return (2 * both) / (left.size + right.size);
}

/** How likely two tickets are one matter, and why. Pure. */
export function likeness(a: Matter, b: Matter): { score: number; reasons: LikeReason[] } {
  const text = Math.max(similarity(a.subject, b.subject) * 0.9, similarity(`${a.subject} ${a.words}`, `${b.subject} ${b.words}`));
  const sameUnit = (a.unitId !== null && a.unitId === b.unitId) || (a.serial !== '' && a.serial === b.serial);
  const apart = Math.abs(a.openedAt.getTime() - b.openedAt.getTime());
  const near = Math.max(0, 1 - apart / (7 * dayMs));
  const sameCustomer = a.customerId === b.customerId;
  const score = Math.round(100 * (0.55 * text + (sameUnit ? 0.2 : 0) + 0.15 * near + (sameCustomer ? 0.1 : 0)));
  const reasons: LikeReason[] = [];
  if (sameCustomer) reasons.push({ code: 'same-customer', value: '' });
  if (text >= 0.35) reasons.push({ code: 'similar-text', value: String(Math.round(text * 100)) });
  if (sameUnit) reasons.push({ code: 'same-unit', value: a.serial || b.serial });
  if (near > 0) reasons.push({ code: 'near-in-time', value: String(Math.round(apart / 3_600_000)) });
  return { score, reasons };
}
