import type { Platform } from '../../../platform/module/index.ts';

const purpose = 'portal-sign-in';

/** A link that signs one customer in until a day: for the demo company, whose mailboxes nobody reads. */
export function signInLink({ secrets, config }: Pick<Platform, 'secrets' | 'config'>, customerId: number, until: Date): string {
  return `${config.publicUrl}/portal/sign-in?l=${secrets.sign(purpose, String(customerId), until)}`;
}
/** Whom a link signs in; undefined for one that is not ours or too old. */
export function readSignInLink({ secrets, clock }: Pick<Platform, 'secrets' | 'clock'>, token: string): number | undefined {
  const read = secrets.verify(purpose, token, clock.now());
  return 'payload' in read ? Number(read.payload) : undefined;
}
