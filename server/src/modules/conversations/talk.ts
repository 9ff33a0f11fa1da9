import type { SenderAddress, Talk } from '../../channels/channel.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import * as store from './store-talk.ts';

type MarkRead = (tx: Tx, conversationId: number, side: 'customer', messageId: number, actor: Actor) => Promise<void>;
const reaches = (addresses: readonly { kind: string }[]) => addresses.some((a) => a.kind === 'email' || a.kind === 'phone');

/** The customer's side of conversations whose screens stay open. */
export function createTalk({ db }: Pick<Platform, 'db'>, customers: Customers, markRead: MarkRead): Talk {
  const whoIs = async (tx: Tx, id: number) => {
    const customer = await customers.get(id, tx);
    if (!customer) throw new Refusal('not-found');
    return customer;
  };

  async function contact(tx: Tx, customerId: number, who: { name: string; addresses: readonly SenderAddress[]; insteadOf: string }) {
    const before = await whoIs(tx, customerId);
    const actor: Actor = { kind: 'customer', id: customerId, name: who.name };
    const { id } = await customers.findOrCreate(tx, { name: who.name, language: before.language, addresses: [...before.identities, ...who.addresses] });
    // Only a stranger becomes somebody known.
    const joins = id !== customerId && !reaches(before.identities);
    if (joins) await customers.merging.merge(tx, { fromId: customerId, intoId: id, proof: 'said', reasons: [{ code: 'stranger', value: who.name }], actor });
    // Words typed into a chat prove nothing: two known ones stay two until a person of ours says otherwise.
    else if (id !== customerId) await customers.proposals.propose(tx, [{ aId: customerId, bId: id, score: 75, reasons: who.addresses.map((a) => ({ code: 'said', value: a.value })) }]);
    const now = joins ? id : customerId;
    if (!joins && who.name !== '' && before.name === who.insteadOf) await customers.update(tx, now, { name: who.name }, null, actor);
    const after = await whoIs(tx, now);
    return { customerId: now, customerName: after.name, reachable: reaches(after.identities) };
  }

  return {
    thread: (accountId, threadKey) => store.threadOf(db, accountId, threadKey),
    messages: (accountId, threadKey, { since, limit }) => store.messagesOfTalk(db, accountId, threadKey, since, limit),
    message: (id) => store.messageOfTalk(db, id),
    read: (conversationId, messageId) => db.tx((tx) => markRead(tx, conversationId, 'customer', messageId, { kind: 'customer', id: null, name: '' })),
    contact: (customerId, who) => db.tx((tx) => contact(tx, customerId, who)),
  };
}
