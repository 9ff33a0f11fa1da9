import { say } from '../../../platform/i18n/index.ts';
import { PlatformFault } from '../../social/fault.ts';
import type { Gateway } from '../gateway.ts';
import { smppSignal } from './link.ts';
import { idForms } from './receipt.ts';
import * as store from './store.ts';
import { encodeText } from './text.ts';

/** So often a receipt waits for our note of what was sent. */
const patience = 3;

/** SMPP as a gateway: texts are handed over to whichever process holds the line, which reports when they have left. */
export const smpp: Gateway = {
  acknowledgement: { type: 'text/plain', text: '' },
  // Nothing comes by HTTP.
  genuine: () => false,
  pieces: () => [],
  reportsLater: true,
  async send({ phone, text, key, source, messageId, last }, { account, settings, context, now }) {
    if (settings.bind === 'receiver') throw new PlatformFault('refused', say(account.language, 'social.sms-receive-only'));
    const { coding, pieces } = encodeText(text, settings.alphabet);
    const contents = settings.long === 'payload' ? [Buffer.concat(pieces)] : pieces;
    const { work: db, signals } = context.platform;
    const id = await db.tx(async (tx) => {
      const made = await store.submit(tx, { accountId: account.id, messageId, key, source, phone, last, at: now() }, contents.map((content, n) => ({ number: n + 1, total: contents.length, coding, content })));
      tx.afterCommit(() => signals.send(smppSignal, null));
      return made;
    });
    return `smpp:${id}`;
  },
  async about(receipt, { account, context }, attempts) {
    const found = await context.platform.work.tx((tx) => store.noteReceipt(tx, { accountId: account.id, ids: receipt.id === '' ? [] : idForms(receipt.id), reference: receipt.reference ?? null, phone: receipt.phone ?? '', state: receipt.state, centreId: receipt.id }));
    // It may be faster than our own note; one that was never ours is no news.
    if (!found && attempts < patience - 1) throw new PlatformFault('busy', 'a receipt came before its message');
    context.platform.signals.send(smppSignal, null);
    return found ? { id: `smpp:${found.submissionId}`, state: found.state } : null;
  },
  async look({ account, settings, context }) {
    const line = await store.lineOf(context.platform.db, account.id);
    const { language } = account;
    if (!line?.held || !line.boundAt) throw new Error(say(language, 'social.sms-not-bound', { host: `${settings.host}:${settings.port}` }));
    return say(language, 'social.sms-bound', { host: `${settings.host}:${settings.port}`, since: line.boundAt.toISOString().slice(0, 16).replace('T', ' '), waiting: await store.waitingCount(context.platform.db, account.id) });
  },
};
