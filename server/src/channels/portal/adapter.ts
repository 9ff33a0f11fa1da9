import { maxFileBytes } from '@aftercare/contract/files';
import { portal } from '@aftercare/contract/portal';
import { RateLimiter } from '../../platform/http/rate.ts';
import { registerUpload, signFileUrl, signUpload } from '../../platform/files/index.ts';
import type { ChannelAdapter } from '../channel.ts';
import { PortalSettings } from './settings.ts';

/** Owner of files brought by people without an account. */
const owner = 'portal';

/**
 * The customers' portal. What is written is on the ticket's page at once; reports and replies come in by the operations of the
 * desk, which know tickets. Here: files brought before the report exists.
 */
export function portalAdapter(): ChannelAdapter {
  return {
    kind: 'portal', instant: true, settings: PortalSettings, secretSettings: [],
    mount(app, { platform: { clock, secrets, files } }) {
      const limit = new RateLimiter({ clock, capacity: 240, refillPerSecond: 2 });
      registerUpload(app, {
        path: `/api/v1${portal.upload.path}`, store: files, maxBytes: maxFileBytes,
        uploadAllowed(request) {
          limit.take(request.ip);
          return { owner };
        },
        answer(file) {
          const now = clock.now();
          const url = signFileUrl(secrets.key('file-url'), file.key, new Date(now.getTime() + 86_400_000));
          return { id: file.id, name: file.name, type: file.type, size: file.size, url, token: signUpload(secrets, owner, file.id, now) };
        },
      });
    },
  };
}
