import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';

type Screen = 'kiosk' | 'display';
/** Screens without a person: a link signed for one site and one purpose opens them. */
export function createSiteLinks({ secrets, config, clock }: Pick<Platform, 'secrets' | 'config' | 'clock'>) {
  return {
    url: (screen: Screen, siteId: number) => `${config.publicUrl}/${screen}/${siteId}?t=${secrets.sign(`counter-${screen}`, String(siteId), null)}`,
    /** @throws Refusal `not-found` for a link of another site or of our neighbour's making */
    check(screen: Screen, siteId: number, token: string): void {
      const read = secrets.verify(`counter-${screen}`, token, clock.now());
      if (!('payload' in read) || Number(read.payload) !== siteId) throw new Refusal('not-found');
    },
  };
}
