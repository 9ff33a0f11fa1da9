/** The port to the push services of browsers. Its adapter stands in `push/`; nothing outside the composition root knows it. */
export interface PushTarget { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } }
/** A key pair on P-256: the public half as 65 bytes, the private one as 32, both base64url. */
export interface VapidKeys { readonly publicKey: string; readonly privateKey: string }
export interface PushNotice {
  /** UTF-8; at most 3,000 bytes, or a service may refuse it. */
  readonly payload: string;
  /** A later notice of the same topic takes the place of one that was not delivered yet. */
  readonly topic: string;
  readonly ttlSeconds: number;
}
/** `gone`: this browser does not listen any more; never write to it again. */
export type PushOutcome = 'sent' | 'gone';

export interface PushService {
  makeKeys(): Promise<VapidKeys>;
  /** Anything thrown may be tried again. */
  send(notice: PushNotice, target: PushTarget, keys: VapidKeys, now: Date): Promise<PushOutcome>;
}
