import type { Config } from './platform/config/index.ts';
import type { Clock } from './platform/time/index.ts';

/** What whoever starts the server from outside has to know of it: its types alone, without all that it is made of. */
export type Role = 'api' | 'worker' | 'channels' | 'voice';

/** What a first start tells the person in front of it. */
export interface Welcome {
  readonly setupLink: string | null;
  readonly accounts: readonly { readonly name: string; readonly role: string; readonly email: string; readonly password: string }[];
  readonly tickets: number;
  /** A customer of the demo, and the link that signs in to the portal as them. */
  readonly customer?: { readonly name: string; readonly email: string; readonly url: string };
}

export interface Running { readonly url: string; readonly welcome: Welcome | null; stop(): Promise<void> }
export interface ServeOptions {
  /** The database as it comes up: who is told to leave before all stands still has to stop it. */
  readonly onPostgres?: (starting: Promise<{ stop(): Promise<void> } | null>) => void;
  readonly roles: readonly Role[]; readonly demo: boolean | null; readonly clock?: Clock;
}
export type Serve = (config: Config, options: ServeOptions) => Promise<Running>;
