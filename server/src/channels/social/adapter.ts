import { signFileUrl } from '../../platform/files/index.ts';
import { type GuardedFetch, createGuardedFetch } from '../../platform/net/index.ts';
import type { Account, ChannelAdapter, ChannelContext } from '../channel.ts';
import { beforehand, PlatformFault } from './fault.ts';
import { hookPath, registerHook } from './intake.ts';
import type { Desk, SocialPlatform, SocialSettings } from './platform.ts';
import { hookStep } from './probe.ts';
import { startPolls } from './poll.ts';
import { readSocial } from './read.ts';
import { personAmong, sendSocial } from './send.ts';
import { assumeBegun, forgetBegun } from './store.ts';
import { spendToken, tokenOf } from './tokens.ts';
import { trialProbe } from './trial.ts';

const linkDays = 7;

/** The port's adapter of a platform: signed webhook → raw item → message; message → parts → API, within the window. */
export function socialAdapter<S extends SocialSettings>(platform: SocialPlatform<S>, options: { allowPrivate: readonly string[] }): ChannelAdapter {
  const fetch = createGuardedFetch(options);
  const desk = (account: Account, context: ChannelContext) => deskOf(platform, fetch, account, context);
  return {
    kind: platform.kind, settings: platform.settings, secretSettings: platform.secretSettings,
    mount: (app, context) => registerHook(app, platform, context, (account) => desk(account, context)),
    threadOf: (account, addresses) => personAmong(platform, account, addresses),
    read: (raw, account, context) => readSocial(platform, raw, desk(account, context)),
    send: (message, account, context) => sendSocial(platform, message, desk(account, context)),
    async settle(tx, messageId, arrived, account, context) {
      if (arrived) await assumeBegun(tx, messageId); else await forgetBegun(tx, messageId);
      await platform.settle?.(tx, messageId, arrived, desk(account, context));
    },
    async probe(account, context, { language }) {
      const at = desk(account, context);
      const steps = await platform.probe(at, language);
      return [...((platform.byHook?.(at.settings) ?? true) && at.settings.apiBase.startsWith('https:') ? [await hookStep(at, language)] : []), ...steps, await trialProbe(at, language)];
    },
    ...(platform.invite ? { invite: async (account: Account, context: ChannelContext, code: string) => (await platform.invite?.(desk(account, context), code)) ?? null } : {}),
    ...(platform.start ? { start: (context: ChannelContext) => platform.start?.(context, (account) => desk(account, context)) ?? Promise.resolve({ stop: async () => {} }) } : {}),
    ...(platform.poll ? { start: async (context: ChannelContext) => startPolls(platform, context, (account) => desk(account, context)) } : {}),
  };
}

export function deskOf<S extends SocialSettings>(platform: SocialPlatform<S>, fetch: GuardedFetch, account: Account, context: ChannelContext): Desk<S> {
  const { platform: base } = context;
  const token = 'access';
  const desk: Desk<S> = {
    // Once more through the schema: an empty secret is not stored, and a newer version may know more settings.
    account, settings: platform.settings.parse(account.settings), context, fetch, now: () => base.clock.now(), hook: base.config.publicUrl + hookPath(account.kind, account.address),
    of: (other) => deskOf(platform, fetch, other, context),
    async authorised(work) {
      const ask = () => { if (!platform.newToken) throw new PlatformFault('refused', 'no access token'); return platform.newToken(desk); };
      const ready = () => beforehand(() => tokenOf(base, account.id, token, ask));
      const first = await ready();
      try {
        return await work(first.value);
      } catch (error) {
        if (!(error instanceof PlatformFault) || error.sort !== 'token') throw error;
        await spendToken(base, account.id, token, first);
        return work((await ready()).value);
      }
    },
    async fileUrl(fileId) {
      const file = await base.files.find(fileId);
      if (!file) throw new PlatformFault('refused', 'the file is gone');
      return base.config.publicUrl + signFileUrl(base.secrets.key('file-url'), file.key, new Date(base.clock.now().getTime() + linkDays * 86_400_000));
    },
    fileBytes: (fileId) => beforehand(() => base.files.read(fileId)),
  };
  return desk;
}
