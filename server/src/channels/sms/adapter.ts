import { shortenLinks } from '../../platform/links/index.ts';
import { say } from '../../platform/i18n/index.ts';
import { NotBefore, type RawItem } from '../channel.ts';
import { socialAdapter } from '../social/adapter.ts';
import { fetchBytes, jsonOf } from '../social/api.ts';
import type { Media, Part, Reading, Recipient, SocialPlatform } from '../social/platform.ts';
import { step } from '../social/probe.ts';
import { aliyun } from './aliyun.ts';
import { countryOf, readCountries } from './countries.ts';
import type { Arrived, Gateway, Text } from './gateway.ts';
import { quietUntil } from './quiet.ts';
import { segmentsOf } from './segments.ts';
import { type SmsDesk, SmsSettings } from './settings.ts';
import { smpp } from './smpp/gateway.ts';
import { smppSignal } from './smpp/link.ts';
import { startLines } from './smpp/lines.ts';
import { settleUnsure } from './smpp/store.ts';
import * as store from './store.ts';
import { twilio, twilioHeaders } from './twilio.ts';
import { wishOf } from './wishes.ts';

const gateways: Readonly<Record<SmsSettings['gateway'], Gateway>> = { twilio, aliyun, smpp };
const gatewayOf = ({ gateway }: SmsSettings): Gateway => gateways[gateway];
/** An answer so soon after their words disturbs nobody. */
const talkingMs = 30 * 60_000;
const linkDays = 90;

/** Text messages through a gateway or a message centre. */
export const sms: SocialPlatform<SmsSettings> = {
  kind: 'sms', settings: SmsSettings, secretSettings: ['secret', 'hookKey'],
  textLimit: 600, acknowledgement: (settings) => gatewayOf(settings).acknowledgement,
  genuine: (delivery, desk) => gatewayOf(desk.settings).genuine(delivery, desk),
  pieces: (delivery, desk) => gatewayOf(desk.settings).pieces(delivery, desk.now()).map(({ arrived, ...piece }) => ({ ...piece, content: JSON.stringify(arrived) })),
  read, deliver,
  keyed: (_to, _begun, desk) => gatewayOf(desk.settings).find === undefined,
  find: async (part, to, since, desk) => (await gatewayOf(desk.settings).find?.(await textOf(part, to, desk), since, desk)) ?? null,
  reportsLater: (settings) => gatewayOf(settings).reportsLater === true,
  async settle(tx, messageId, arrived, { context }) {
    await settleUnsure(tx, messageId, arrived);
    tx.afterCommit(() => context.platform.signals.send(smppSignal, null));
  },
  byHook: (settings) => settings.gateway !== 'smpp',
  start: startLines,
  personOf: (addresses) => addresses.find((a) => a.kind === 'phone')?.value ?? null,
  probe: async (desk, language) => [
    await step(language, desk.settings.gateway === 'smpp' ? 'bind' : 'token', () => gatewayOf(desk.settings).look(desk)),
    await step(language, 'cost', async () => {
      const now = desk.now();
      const month = await store.since(desk.context.platform.db, desk.account.id, new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)));
      return `${say(language, 'social.sms-cost', { segments: month?.segments ?? 0, price: ((month?.priceMicro ?? 0) / 1_000_000).toFixed(2) })} ${say(language, 'social.sms-links', { made: month?.links ?? 0, opened: month?.opened ?? 0 })}`;
    }),
  ],
  invite: async ({ account }, code) => `sms:${account.address}?body=${encodeURIComponent(code)}`,
};

export const smsAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(sms, options);

async function read(raw: RawItem, desk: SmsDesk): Promise<Reading> {
  const arrived = jsonOf(Buffer.from(raw.content).toString('utf8')) as Arrived;
  const gateway = gatewayOf(desk.settings);
  if (arrived.kind === 'receipt') {
    const about = gateway.about ? await gateway.about(arrived, desk, raw.attempts ?? 0) : { id: arrived.id, state: arrived.state };
    return about && about.state !== 'sent' ? { kind: 'receipt', externalIds: [about.id], state: about.state, detail: arrived.detail } : { kind: 'nothing' };
  }
  const wish = wishOf(arrived.text, desk.settings.stopWords);
  if (wish) {
    const changed = await desk.context.wish({ kind: 'phone', value: arrived.from, verified: true }, { granted: wish === 'start', words: arrived.text });
    // Said once more, and then nothing.
    if (wish === 'stop' && changed) await gateway.send({ phone: arrived.from, text: say(desk.account.language, 'social.sms-stopped', { name: desk.account.name }), key: `stop:${raw.externalId}`, source: sourceOf(arrived.from, desk), messageId: null, last: true }, desk);
    return { kind: 'nothing' };
  }
  return { kind: 'message', person: { id: arrived.from, name: arrived.from, addresses: [{ kind: 'phone', value: arrived.from, verified: true }] }, text: arrived.text, at: new Date(arrived.at), media: arrived.media.map((m, n) => mediaOf(m, n, desk)) };
}

const mediaOf = ({ url, type }: { url: string; type: string }, n: number, desk: SmsDesk): Media => ({
  name: `media-${n + 1}.${type.split('/')[1] ?? 'bin'}`, type, fetch: async () => (await fetchBytes(desk.fetch, url, { headers: url.startsWith(desk.settings.apiBase) ? twilioHeaders(desk) : {} }, () => null)).bytes,
});

const abroad = (phone: string, { settings }: SmsDesk) => countryOf(readCountries(settings.countries) ?? [], phone);
const sourceOf = (phone: string, desk: SmsDesk): string => abroad(phone, desk)?.sender ?? desk.account.address;

async function textOf(part: Part, to: Recipient, desk: SmsDesk): Promise<Text> {
  const { settings, context: { platform } } = desk;
  const words = part.kind === 'file' ? `${part.file.name} ${await desk.fileUrl(part.file.fileId)}` : part.text;
  const text = settings.shorten === 'none' ? words : await shortenLinks(platform, words, { others: settings.shorten === 'all', scope: to.key, messageId: to.message.messageId || null, days: linkDays });
  return { phone: to.id, text, key: to.key, source: sourceOf(to.id, desk), messageId: to.message.messageId || null, last: to.last };
}

async function deliver(part: Part, to: Recipient, desk: SmsDesk): Promise<string> {
  const { account, settings, context: { platform: { work: db } } } = desk;
  const said = Date.parse(String(to.message.lastMeta['at'] ?? ''));
  const quiet = quietUntil({ from: settings.quietFrom, to: settings.quietTo, timeZone: settings.timeZone }, desk.now());
  if (quiet && !(desk.now().getTime() - said < talkingMs)) throw new NotBefore(quiet);
  const text = await textOf(part, to, desk);
  const id = await gatewayOf(settings).send(text, desk);
  const { segments } = segmentsOf(text.text);
  await store.count(db, { accountId: account.id, key: to.key, at: desk.now(), segments, priceMicro: Math.round(segments * (abroad(to.id, desk)?.price ?? settings.price) * 1_000_000) });
  return id;
}
