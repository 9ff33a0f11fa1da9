import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { portal } from '@aftercare/contract/portal';
import { createTransport } from 'nodemailer';
import { ChatPage } from '../channels/chat/simulator.ts';
import { createMailMaker, type SimulatedMail } from '../channels/mail/simulator-mails.ts';
import { portalVisitor } from '../channels/portal/simulator.ts';
import { postWebhook } from '../channels/webhook/simulator.ts';
import { drawPictures, pictureFor } from '../demo/pictures.ts';
import { systemClock } from '../platform/time/index.ts';
import type { Answers } from './answers.ts';
import type { createWishes } from './requests.ts';

/** Where the doors of the server stand; a door without an address stays shut. */
export interface Addresses {
  readonly base: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly mailbox: string | null;
  readonly site: string | null;
  readonly webhook: { readonly name: string; readonly secret: string } | null;
}
export interface Door {
  /** Somebody comes in; resolves with what they did when they are gone. Throws when they were turned away. */
  enter(say: (what: string) => void): Promise<void>;
  close(): void;
}
type Wishes = ReturnType<typeof createWishes>;
/** A minute of patience for what may come. */
export async function patiently<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T | undefined> {
  for (let waited = 0; waited < 60; waited++) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(1000);
  }
  return undefined;
}
const firstWords = (text: string) => text.trim().split('\n')[0]?.slice(0, 60) ?? '';

/** Each door with its own kind of visitor. Undefined where the server has no such door. */
export function openDoor(name: string, at: Addresses, wishes: Wishes, answers: Answers | null): Door | undefined {
  if (name === 'mail') return at.mailbox === null ? undefined : mailDoor(at, at.mailbox, wishes, answers?.letters ?? null);
  if (name === 'chat') return at.site === null ? undefined : chatDoor(at, at.site, wishes);
  if (name === 'portal') return portalDoor(at, wishes);
  return name !== 'webhook' || at.webhook === null ? undefined : webhookDoor(at, at.webhook, wishes, answers?.shop ?? null);
}

/** Letters: our own stories, with photos, and who is answered answers; and in many charsets and shapes, every third an answer to an earlier one. */
function mailDoor({ smtp }: Addresses, to: string, wishes: Wishes, letters: Answers['letters']): Door {
  const { random } = wishes;
  const pictures = drawPictures();
  const maker = createMailMaker({ to, seed: random.int(1, 1_000_000), at: systemClock.now, stream: randomUUID().slice(0, 8) });
  const transport = createTransport({ host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true, pool: true, maxConnections: 4, disableFileAccess: true, disableUrlAccess: true });
  const sent: SimulatedMail[] = [];
  const write = async (say: (what: string) => void) => {
    const wish = wishes.next('mail');
    const picture = random.chance(0.25) ? pictureFor(random, wish.topic, pictures) : null;
    const text = wish.lines.join('\n');
    const html = random.chance(0.5) ? { html: `<div>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</div>` } : {};
    const from = { name: wish.customer.name, address: wish.email };
    const read = letters?.length ?? 0;
    await transport.sendMail({ from, to, subject: wish.subject, text, ...html, attachments: picture ? [{ filename: picture.name, content: Buffer.from(picture.bytes) }] : [] });
    say(`${wish.customer.name}: ${wish.subject}${picture ? ` + ${picture.name}` : ''}`);
    if (!letters) return;
    const answer = await patiently(() => letters.slice(read).find((l) => l.to === wish.email.toLowerCase()));
    if (!answer) return;
    say(`${wish.customer.name} ← ${firstWords(answer.text)}`);
    await transport.sendMail({ from, to, subject: `Re: ${answer.subject}`, inReplyTo: answer.messageId, references: [answer.messageId], text: wish.more });
  };
  return {
    async enter(say) {
      if (random.chance(0.6)) return write(say);
      const earlier = sent.length > 0 && random.chance(0.3) ? random.pick(sent) : null;
      const mail = earlier ? maker.reply(earlier) : maker.request();
      await transport.sendMail({ envelope: { from: mail.from, to: [to] }, raw: mail.raw });
      if (!earlier) sent.push(mail);
      if (sent.length > 200) sent.shift();
      say(`${mail.from} → ${mail.subject} (${Math.ceil(mail.raw.length / 1024)} KB)`);
    },
    close: () => transport.close(),
  };
}

/** A visitor who types a few lines, waits a minute for somebody, answers once, and leaves. */
function chatDoor({ base }: Addresses, site: string, wishes: Wishes): Door {
  const open = new Set<ChatPage>();
  return {
    async enter(say) {
      const wish = wishes.next('chat');
      const page = new ChatPage({ base, site, language: wish.language });
      open.add(page);
      try {
        await page.open();
        for (const line of wish.lines) {
          page.say({ kind: 'typing', on: true });
          await sleep(1500 + wishes.random.int(0, 2500));
          await page.write(line);
        }
        say(`${wish.customer.name}: ${wish.lines.at(-1) ?? ''}`);
        page.say({ kind: 'contact', name: wish.customer.name, email: wish.email });
        for (let waited = 0; waited < 60 && ![...page.messages.values()].some((m) => m.from === 'agent'); waited++) await sleep(1000);
        const answer = [...page.messages.values()].find((m) => m.from === 'agent');
        if (!answer) return;
        await sleep(3000);
        await page.write(wish.more);
        say(`${wish.customer.name} ← ${answer.name}: ${answer.text.slice(0, 60)}`);
        await sleep(20_000);
      } finally {
        page.close();
        open.delete(page);
      }
    },
    close: () => { for (const page of open) page.close(); },
  };
}

/** A report with a photo, and a look at the ticket's page for an answer. */
function portalDoor({ base }: Addresses, wishes: Wishes): Door {
  const pictures = drawPictures();
  return {
    async enter(say) {
      const wish = wishes.next('portal');
      const visitor = portalVisitor(base, wish.language);
      const picture = wishes.random.chance(0.6) ? pictureFor(wishes.random, wish.topic, pictures) : null;
      const files = picture ? [{ token: await visitor.bring(picture.name, picture.bytes, 'image/png'), purpose: 'photo' as const }] : [];
      const made = await visitor.call(portal.report, { body: { name: wish.customer.name, email: wish.email, ...(wish.phone ? { phone: wish.phone } : {}), language: wish.language, type: wish.type, subject: wish.subject, text: wish.lines.join('\n'), product: wish.product, serial: wish.serial, files } }, { idempotencyKey: randomUUID() });
      await visitor.call(portal.ticket, { params: { id: made.id }, query: { token: made.token } });
      say(`#${made.id} ${wish.customer.name}: ${wish.subject}${picture ? ` + ${picture.name}` : ''}`);
      const page = () => visitor.call(portal.ticket, { params: { id: made.id }, query: { token: made.token } });
      let looks = 0;
      const answer = await patiently(async () => (looks++ % 5 === 4 ? (await page()).messages.find((m) => m.direction === 'out' && m.channel === 'portal') : undefined));
      if (!answer) return;
      say(`${wish.customer.name} ← ${answer.authorName}: ${firstWords(answer.text)}`);
      await visitor.call(portal.reply, { params: { id: made.id }, query: { token: made.token }, body: { text: wish.more, files: [] } }, { idempotencyKey: randomUUID() });
    },
    close: () => {},
  };
}

/** The shop system passes a request on; now and then it does so twice. */
function webhookDoor({ base }: Addresses, { name, secret }: { name: string; secret: string }, wishes: Wishes, answers: Answers['shop']): Door {
  return {
    async enter(say) {
      const wish = wishes.next('webhook');
      const message = { id: randomUUID(), from: { name: wish.customer.name, email: wish.email, language: wish.language }, subject: wish.subject, text: wish.lines.join('\n'), product: wish.product, type: wish.type };
      const twice = wishes.random.chance(0.1);
      for (let times = twice ? 2 : 1; times > 0; times--) {
        const response = await postWebhook({ base, name, secret }, message);
        if (response.status !== 202) throw new Error(`HTTP ${response.status}: ${(await response.text()).slice(0, 200)}`);
      }
      say(`${wish.customer.name}: ${wish.subject}${twice ? ' (twice)' : ''}`);
      if (!answers) return;
      const answer = await patiently(() => answers.find((one) => one.thread === message.id));
      if (answer) say(`${wish.customer.name} ← ${firstWords(answer.text)}`);
    },
    close: () => {},
  };
}
