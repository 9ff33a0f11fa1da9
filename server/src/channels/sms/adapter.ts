import { say } from '../../platform/i18n/index.ts';
import { NotBefore, type RawItem } from '../channel.ts';
import { socialAdapter } from '../social/adapter.ts';
import { fetchBytes, jsonOf } from '../social/api.ts';
import { PlatformFault } from '../social/fault.ts';
import type { Desk, Media, Part, Reading, Recipient, SocialPlatform } from '../social/platform.ts';
import { step } from '../social/probe.ts';
import { aliyun } from './aliyun.ts';
import type { Arrived, Gateway } from './gateway.ts';
import { quietUntil } from './quiet.ts';
import { segmentsOf } from './segments.ts';
import { SmsSettings } from './settings.ts';
import * as store from './store.ts';
import { twilio, twilioHeaders } from './twilio.ts';
import { wishOf } from './wishes.ts';

type Here = Desk<SmsSettings>;
const gateways: Readonly<Record<SmsSettings['gateway'], Gateway>> = { twilio, aliyun };
const gatewayOf = ({ gateway }: SmsSettings): Gateway => gateways[gateway];
/** An answer so soon after their words disturbs nobody. */
const talkingMs = 30 * 60_000;

/** Text messages through a gateway. */
export const sms: SocialPlatform<SmsSettings> = {
  kind: 'sms', settings: SmsSettings, secretSettings: ['secret', 'hookKey'],
  textLimit: 600, acknowledgement: (settings) => gatewayOf(settings).acknowledgement,
  genuine: (delivery, desk) => gatewayOf(desk.settings).genuine(delivery, desk),
  pieces: (delivery, desk) => gatewayOf(desk.settings).pieces(delivery, desk.now()).map(({ arrived, ...piece }) => ({ ...piece, content: JSON.stringify(arrived) })),
  read, deliver,
  personOf: (addresses) => addresses.find((a) => a.kind === 'phone')?.value ?? null,
  probe: async (desk, language) => [
    await step(language, 'token', () => gatewayOf(desk.settings).look(desk)),
    await step(language, 'cost', async () => {
      const now = desk.now();
      const month = await store.since(desk.context.platform.db, desk.account.id, new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)));
      return say(language, 'social.sms-cost', { segments: month?.segments ?? 0, price: ((month?.priceMicro ?? 0) / 1_000_000).toFixed(2) });
    }),
  ],
  invite: async ({ account }, code) => `sms:${account.address}?body=${encodeURIComponent(code)}`,
};

export const smsAdapter = (options: { allowPrivate: readonly string[] }) => socialAdapter(sms, options);

async function read(raw: RawItem, desk: Here): Promise<Reading> {
  const arrived = jsonOf(Buffer.from(raw.content).toString('utf8')) as Arrived;
  if (arrived.kind === 'receipt') return { kind: 'receipt', externalIds: [arrived.id], state: arrived.state, detail: arrived.detail };
  const { work: db } = desk.context.platform;
  const wish = wishOf(arrived.text);
  if (wish === 'stop') {
    // Said once more, and then nothing.
    if ((await store.refuse(db, raw.accountId, arrived.from, arrived.text, desk.now())) > 0) await gatewayOf(desk.settings).send(arrived.from, say(desk.account.language, 'social.sms-stopped', { name: desk.account.name }), `stop:${raw.externalId}`, desk);
    return { kind: 'nothing' };
  }
  if (wish === 'start') { await store.welcome(db, raw.accountId, arrived.from); return { kind: 'nothing' }; }
  return { kind: 'message', person: { id: arrived.from, name: arrived.from, addresses: [{ kind: 'phone', value: arrived.from, verified: true }] }, text: arrived.text, at: new Date(arrived.at), media: arrived.media.map((m, n) => mediaOf(m, n, desk)) };
}

const mediaOf = ({ url, type }: { url: string; type: string }, n: number, desk: Here): Media => ({
  name: `media-${n + 1}.${type.split('/')[1] ?? 'bin'}`, type, fetch: async () => (await fetchBytes(desk.fetch, url, { headers: url.startsWith(desk.settings.apiBase) ? twilioHeaders(desk) : {} }, () => null)).bytes,
});

async function deliver(part: Part, to: Recipient, desk: Here): Promise<string> {
  const { account, settings, context: { platform: { work: db } } } = desk;
  if (await store.refused(db, account.id, to.id)) throw new PlatformFault('refused', say(account.language, 'social.sms-refused'));
  const said = Date.parse(String(to.message.lastMeta['at'] ?? ''));
  const quiet = quietUntil({ from: settings.quietFrom, to: settings.quietTo, timeZone: settings.timeZone }, desk.now());
  if (quiet && !(desk.now().getTime() - said < talkingMs)) throw new NotBefore(quiet);
  const text = part.kind === 'file' ? `${part.file.name} ${await desk.fileUrl(part.file.fileId)}` : part.text;
  const id = await gatewayOf(settings).send(to.id, text, to.key, desk);
  const { segments } = segmentsOf(text);
  await store.count(db, account.id, desk.now(), segments, Math.round(segments * settings.price * 1_000_000));
  return id;
}
