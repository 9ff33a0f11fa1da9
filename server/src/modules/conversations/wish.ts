import type { SenderAddress } from '../../channels/channel.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Customers, Purpose } from '../customers/index.ts';

/** Who says «stop» wants nothing more; who says «start» wants what concerns them, and no advertising. */
const stopped: readonly Purpose[] = ['service', 'survey', 'marketing'];
const started: readonly Purpose[] = ['service', 'survey'];

/** A wish written on a channel, kept with the customer's consent and nowhere else. False when it was known. */
export async function noteWish(tx: Tx, customers: Customers, channel: string, from: SenderAddress, { granted, words }: { granted: boolean; words: string }): Promise<boolean> {
  const { id } = await customers.findOrCreate(tx, { name: from.value, language: 'zh-CN', addresses: [from] });
  const { consents } = await customers.consent.of(tx, id);
  const purposes = granted ? started : stopped;
  const known = (purpose: Purpose) => consents.find((c) => c.purpose === purpose && c.channel === channel)?.granted ?? (granted ? true : null);
  if (purposes.every((purpose) => known(purpose) === granted)) return false;
  const customer = await customers.get(id, tx);
  await customers.consent.record(tx, id, { consents: purposes.map((purpose) => ({ purpose, channel, granted })), words: words.slice(0, 500), source: channel }, { kind: 'customer', id, name: customer?.name ?? '' });
  return true;
}
