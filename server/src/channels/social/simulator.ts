import type { SimulatedApi } from '../../platform/net/simulated-api.ts';

export { SimulatedApi, get, post } from '../../platform/net/simulated-api.ts';
export type { Answered, Called } from '../../platform/net/simulated-api.ts';

/** What the customer's screen of a platform shows: words and files of ours, in order. */
export interface Shown { readonly to: string; readonly text?: string; readonly file?: string; readonly template?: string }

/** A platform as conformance and tests use it. */
export interface SimulatedPlatform {
  readonly api: SimulatedApi;
  readonly address: string;
  /** Settings of an account that speaks to this simulator. */
  readonly settings: Record<string, unknown>;
  readonly shown: Shown[];
  /** Where the platform tells of what it has by itself, within seconds; nowhere unless told. For platforms that do. */
  tellTo?: string | null;
  /** A person writes. The same id again is the same message; `at` in milliseconds. */
  deliver(hook: string, message: { id: string; person: string; text: string; file?: { name: string; type: string; bytes: Uint8Array }; at: number; forged?: boolean; /** What they are called there, where the platform tells. */ name?: string }): Promise<{ status: number; text: string }>;
  /** The access token the platform gave out no longer holds. */
  expireTokens?(): void;
  tokensGiven?: () => number;
}

/** Brings something until it is acknowledged, or nobody listens any more. */
export async function insist(listens: () => boolean, bring: () => Promise<{ status: number }>): Promise<void> {
  for (let tries = 0; tries < 60 && listens(); tries++) {
    if (await bring().then((answer) => answer.status === 200, () => false)) return;
    await new Promise((resolve) => { setTimeout(resolve, 1000).unref(); });
  }
}
