import type { Inbound } from '../../channels/channel.ts';

const key = (accountId: number, externalId: string) => `${accountId}\n${externalId}`;
const addressesOf = (inbound: Inbound) => inbound.from.addresses.map((a) => `${a.kind}\n${a.value.trim().toLowerCase()}`).sort();

/**
 * Splits messages into waves that can each be taken in by sets: within a wave none is the same message as another, none answers
 * another, and two share an address only when they share all. Order is kept inside each thread.
 */
export function inWaves<T extends { readonly inbound: Inbound }>(items: readonly T[]): T[][] {
  const waves: T[][] = [];
  let rest: readonly T[] = items;
  while (rest.length > 0) {
    const wave: T[] = [];
    const later: T[] = [];
    const messages = new Set<string>();
    const owners = new Map<string, string>();
    // What a message that has to wait touches makes others wait too: nobody overtakes.
    const blocked = new Set<string>();
    for (const item of rest) {
      const { inbound } = item;
      const mine = key(inbound.accountId, inbound.externalId);
      const thread = key(inbound.accountId, inbound.threadKey);
      const addresses = addressesOf(inbound);
      const person = addresses.join('\n\n');
      const answers = (inbound.thread?.answers ?? []).map((id) => key(inbound.accountId, id));
      const touched = [mine, thread, ...answers, ...addresses];
      const clashes = messages.has(mine) || answers.some((a) => messages.has(a)) || addresses.some((a) => owners.has(a) && owners.get(a) !== person) || touched.some((t) => blocked.has(t));
      if (clashes) { later.push(item); for (const t of touched) blocked.add(t); continue; }
      wave.push(item);
      messages.add(mine);
      for (const a of addresses) owners.set(a, person);
    }
    waves.push(wave);
    rest = later;
  }
  return waves;
}
