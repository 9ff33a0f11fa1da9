import type { ChannelAdapter } from './channels/channel.ts';
import { outsideDoor } from './channels/outside/adapter.ts';
import { DeskBusy, DeskRefused, NotTheDesk } from './integrations/desk.ts';
import { chatwoot } from './integrations/desks/chatwoot/adapter.ts';
import { zendesk } from './integrations/desks/zendesk/adapter.ts';
import { createMirror, type Mirror, type MirrorParts } from './modules/mirror/index.ts';
import type { Platform } from './platform/module/index.ts';

/** Desks elsewhere, composed: their adapters, the room that keeps tickets level with them, and what their doors need of it. */
export function createOutsideDesks(platform: Platform, parts: MirrorParts): { mirror: Mirror; outside: ChannelAdapter[] } {
  const options = { allowPrivate: platform.config.ALLOW_PRIVATE_HOSTS, now: () => platform.clock.now() };
  const desks = [zendesk(options), chatwoot(options)];
  const mirror = createMirror(platform, parts, desks);
  const outside = desks.map((desk) => outsideDoor({
    kind: desk.kind, settings: desk.settings, secretSettings: desk.secretSettings,
    check: (account, language) => desk.check(account, language),
    hear: (accountId, message) => mirror.hear(accountId, message).then(() => true, (error: unknown) => { if (error instanceof NotTheDesk) return false; throw error; }),
    deliver: (accountId, messageId) => mirror.deliver(accountId, messageId).then((id) => ({ id }), (error: unknown) => {
      if (error instanceof DeskBusy) return { wait: error.seconds };
      if (error instanceof DeskRefused) return { refused: error.message };
      throw error;
    }),
  }));
  return { mirror, outside };
}
