import { randomUUID } from 'node:crypto';
import type { Tx } from '../../platform/db/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Account, PermanentFailure } from '../channel.ts';
import { ownMailText, type OwnMail } from './own-mail-texts.ts';
import { createOwnMarks } from './own-marks.ts';
import { buildOwn, displayName } from './send.ts';
import { mailAccount } from './settings.ts';
import { createTransports } from './transports.ts';

const jobName = 'mail.own';
/** Tries, further apart each time: a sign-in code is worth nothing after ten minutes, a link for a new password after an hour; the rest waits a day for a mail server that is away. */
const tries: Readonly<Partial<Record<OwnMail['template'], number>>> = { code: 7, reset: 9 };
const mostTries = 14;

/** Encrypted while it waits: it carries links that open doors. */
interface Waiting { readonly box: string }
type Packed = OwnMail & { readonly key: string };

/**
 * The product's own mails – invitations, password resets, sign-in codes – through the first mailbox that can send. They wait as
 * jobs, so that a mail server that is away for a minute loses none.
 * @param accounts enabled mailboxes, in the order they were made
 */
export function createOwnMail(platform: Platform, accounts: () => Promise<readonly Account[]>) {
  const { db, jobs, secrets, clock, log } = platform;
  const marks = createOwnMarks(platform);
  const transports = createTransports(platform);
  const sender = async () => (await accounts()).map(mailAccount).filter((a) => transports.canSend(a)).toSorted((a, b) => a.id - b.id)[0];

  const job: Job<Waiting> = {
    name: jobName, attempts: mostTries,
    async handle({ box }) {
      const mail = JSON.parse(secrets.decrypt(Buffer.from(box, 'base64'))) as Packed;
      const account = await sender();
      if (!account) throw new Error('no mailbox can send');
      const { subject, text } = ownMailText(mail, displayName(account));
      const built = await buildOwn(account, marks, { fromName: displayName(account), language: mail.language, to: [{ address: mail.to }], subject, text, date: clock.now(), idempotencyKey: `own:${mail.key}`, automatic: 'auto-generated', notice: true });
      try {
        await transports.deliver(account, built);
      } catch (error) {
        if (!(error instanceof PermanentFailure)) throw error;
        log.warn({ err: error, template: mail.template }, 'a mail of our own was refused for good');
      }
    },
  };
  return {
    /** To be registered with the other jobs. */
    job,
    canSend: async (): Promise<boolean> => (await sender()) !== undefined,
    postman: {
      /** Resolves when the mail is sure to be sent, not when it is. Without a mailbox that can send it is only logged. */
      async send(mail: OwnMail, tx?: Tx): Promise<void> {
        if (!(await sender())) { log.warn({ template: mail.template }, 'no mailbox can send, so a mail of our own was not written'); return; }
        const box = secrets.encrypt(JSON.stringify({ ...mail, key: randomUUID() } satisfies Packed)).toString('base64');
        const put = (own: Tx) => jobs.enqueue(own, jobName, { box } satisfies Waiting, { attempts: tries[mail.template] ?? mostTries });
        await (tx ? put(tx) : db.tx(put));
      },
    },
    close: () => transports.close(),
  };
}
