import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Hotline, Input, Step } from '../../modules/hotline/index.ts';
import { verifyTwilio } from '../../platform/crypto/platform-signatures/twilio.ts';
import { signFileUrl } from '../../platform/files/index.ts';
import { RateLimiter, Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createGuardedFetch } from '../../platform/net/index.ts';
import { readWav } from '../media/wav.ts';
import { toTwiml } from './twiml.ts';

const purpose = 'cloud-call';
const path = '/api/v1/hotline/cloud/:number';
const fetchJob = 'hotline.fetch-message';
const over = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
const largestMessage = 20 * 1024 * 1024;
/** A caller is through the menu and in the waiting room within this time, or not at all. */
const ticketMs = 3_600_000;

/** Which call a cloud service puts through to our own telephone: the user part of the address, signed. */
export function waitingCall(platform: Pick<Platform, 'secrets' | 'clock'>, user: string): number | null {
  if (!user.startsWith('call-')) return null;
  const read = platform.secrets.verify(purpose, user.slice(5), platform.clock.now());
  return 'payload' in read ? Number(read.payload) : null;
}

/**
 * Cloud telephony by TwiML webhooks: `POST /api/v1/hotline/cloud/<number's id>`, believed by `X-Twilio-Signature`. The same
 * menus and the same queues: the caller waits in our own waiting room, to which the service dials by SIP.
 */
export function createCloudDoor(platform: Platform, hotline: Hotline) {
  const { config, clock, secrets, db, jobs, log } = platform;
  const fetch = createGuardedFetch({ allowPrivate: config.ALLOW_PRIVATE_HOSTS });
  const faults = new RateLimiter({ clock, capacity: 60, refillPerSecond: 1 });
  const host = config.SIP_PUBLIC_HOST ?? config.SIP_HOST;

  async function happened(callId: number, on: string, f: ReadonlyMap<string, string>): Promise<readonly Step[]> {
    const call = await hotline.calls.get(callId);
    if (call.state === 'ended') return [{ do: 'hangup' }];
    const digits = (f.get('Digits') ?? '').replace(/[^0-9*#]/g, '');
    if (on === 'recorded' && f.get('RecordingUrl')) {
      const url = f.get('RecordingUrl') ?? '';
      await db.tx((tx) => jobs.enqueue(tx, fetchJob, { callId, numberId: call.numberId, url }, { key: `${fetchJob}:${createHash('sha256').update(url).digest('hex')}` }));
    }
    const input: Input = on === 'keys' ? (digits ? { kind: 'keys', keys: digits } : f.get('SpeechResult') ? { kind: 'said', text: (f.get('SpeechResult') ?? '').slice(0, 500) } : { kind: 'silence' }) : on === 'recorded' ? { kind: 'recorded' } : on === 'dialled' ? { kind: 'failed' } : { kind: 'silence' };
    // They talked, and the talk is over.
    if (on === 'dialled' && f.get('DialCallStatus') === 'completed') return [{ do: 'hangup' }];
    return (await hotline.calls.advance(callId, input)).steps;
  }

  /** Where the service fetches recorded announcements; good for the time of a call. */
  async function soundsOf(steps: readonly Step[]): Promise<Map<number, string>> {
    const sounds = new Map<number, string>();
    for (const step of steps) {
      const file = step.do === 'say' && step.fileId !== null ? await platform.files.find(step.fileId) : undefined;
      if (file) sounds.set(file.id, `${config.publicUrl}${signFileUrl(secrets.key('file-url'), file.key, new Date(clock.now().getTime() + ticketMs))}`);
    }
    return sounds;
  }

  return {
    mount(app: FastifyInstance): void {
      void app.register(async (scope) => {
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 65_536 }, (_request, body, done) => done(null, body));
        scope.post<{ Params: { number: string }; Querystring: { call?: string; on?: string } }>(path, async (request, reply) => {
          const number = await hotline.numbers.get(Number(request.params.number) || 0);
          const token = number && number.enabled && number.line.mode === 'cloud' ? hotline.numbers.passwordOf(number) : null;
          if (!number || !token) throw new Refusal('not-found');
          const fields = [...new URLSearchParams(typeof request.body === 'string' ? request.body : '')];
          const signature = request.headers['x-twilio-signature'];
          if (!verifyTwilio(token, { url: `${config.publicUrl}${request.url}`, signature: typeof signature === 'string' ? signature : '', fields })) { faults.take(request.ip); throw new Refusal('signature-wrong'); }
          const f = new Map(fields);
          const sid = f.get('CallSid') ?? '';
          if (!/^[A-Za-z0-9-]{8,64}$/.test(sid)) throw new Refusal('bad-request');
          const externalId = `cloud:${number.id}:${sid}`;
          const known = await hotline.calls.byExternal(externalId);
          if (request.query.on === 'status' || over.has(f.get('CallStatus') ?? '')) {
            if (known && over.has(f.get('CallStatus') ?? '')) await hotline.calls.ended(known.id, 'caller');
            return reply.code(204).send();
          }
          const begun = known ? null : await hotline.calls.begin({ number: number.number, caller: f.get('From') ?? '', externalId, via: 'cloud', process: '' });
          const callId = known?.id ?? begun?.call.id;
          if (!callId) throw new Refusal('not-found');
          const steps = begun?.steps ?? (await happened(callId, request.query.on ?? 'silence', f));
          const room = `sip:call-${secrets.sign(purpose, String(callId), new Date(clock.now().getTime() + ticketMs))}@${host}:${config.SIP_PORT}`;
          const { language } = await hotline.calls.get(callId);
          const xml = toTwiml(steps, { language, sounds: await soundsOf(steps), url: (on) => `${config.publicUrl}/api/v1/hotline/cloud/${number.id}?on=${on}`, waitingRoom: room });
          return reply.type('text/xml').send(xml);
        });
      });
    },
    /** A message that was left with the cloud service comes to us. */
    job: {
      name: fetchJob,
      async handle({ callId, numberId, url }: { callId: number; numberId: number; url: string }) {
        const number = await hotline.numbers.get(numberId);
        const password = number ? hotline.numbers.passwordOf(number) : null;
        const address = new URL(url.endsWith('.wav') ? url : `${url}.wav`);
        if (!number || !password) return;
        // Our password goes to the service alone.
        const ours = number.line.host !== '' && (address.host === number.line.host || address.hostname === number.line.host);
        const answer = await fetch(address, { maxBytes: largestMessage, headers: ours ? { authorization: `Basic ${Buffer.from(`${number.line.user}:${password}`).toString('base64')}` } : {} });
        if (!answer.ok) throw new Error(`the message could not be fetched: ${answer.status}`);
        const wav = Buffer.from(await answer.arrayBuffer());
        const samples = readWav(wav);
        if (!samples) { log.warn({ callId }, 'a message from the cloud is no WAV'); return; }
        await hotline.recordings.keep(callId, 'voicemail', wav, samples.length / 8_000);
      },
    } satisfies Job<{ callId: number; numberId: number; url: string }>,
  };
}
export type CloudDoor = ReturnType<typeof createCloudDoor>;
