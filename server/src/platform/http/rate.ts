import type { Clock } from '../time/index.ts';
import { Refusal } from './refusal.ts';

export interface RateOptions {
  readonly clock: Clock;
  /** As many at once. */
  readonly capacity: number;
  readonly refillPerSecond: number;
  /** Keys remembered; beyond it the one asked longest ago is forgotten. 50,000 (about 10 MB) unless told. */
  readonly maxKeys?: number;
}

interface Bucket {
  tokens: number;
  /** Milliseconds since 1970 of the last reckoning. */
  at: number;
}

/** Token buckets by key (an address, an account, …) in this process's memory. With several nodes each counts for itself. */
export class RateLimiter {
  readonly #options: Required<RateOptions>;
  // A Map keeps the order of insertion: taking out and putting back makes the first one the one touched longest ago.
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: RateOptions) {
    this.#options = { maxKeys: 50_000, ...options };
  }

  /** Takes `cost` tokens of this key's bucket, or refuses with `too-many-requests` and the `seconds` to wait. */
  take(key: string, cost = 1): void {
    const seconds = this.waitFor(key, cost);
    if (seconds > 0) throw new Refusal('too-many-requests', { params: { seconds } });
  }

  /** Takes `cost` tokens if they are there: 0. Otherwise the whole seconds until the same would pass, and nothing is taken. */
  waitFor(key: string, cost = 1): number {
    const { clock, capacity, refillPerSecond, maxKeys } = this.#options;
    const now = clock.now().getTime();
    const known = this.#buckets.get(key);
    // A clock set back must not empty a bucket.
    const tokens = known ? Math.min(capacity, known.tokens + (Math.max(0, now - known.at) / 1000) * refillPerSecond) : capacity;
    const enough = tokens >= cost;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: enough ? tokens - cost : tokens, at: now });
    if (this.#buckets.size > maxKeys) this.#forgetOldest();
    // A millisecond more than reckoned, so that whoever waits that long surely passes.
    return enough ? 0 : Math.max(1, Math.ceil((cost - tokens) / refillPerSecond + 0.001));
  }

  /** Full again, e.g. after the right password. */
  forget(key: string): void {
    this.#buckets.delete(key);
  }

  /** Keys remembered now. */
  get size(): number {
    return this.#buckets.size;
  }

  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next();
    if (!oldest.done) this.#buckets.delete(oldest.value);
  }
}
