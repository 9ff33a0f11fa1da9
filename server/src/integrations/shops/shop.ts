import type { OrderWrite } from '@aftercare/contract/orders';

/** One shop as an adapter needs it; the secret decrypted. */
export interface ShopAccount { readonly key: string; readonly secret: string }
/** One message of a shop. `id` is the shop's own: told again, it is the same message. */
export interface ShopMessage { readonly id: string; readonly topic: string; readonly body: unknown }
/** A request that claims to come from the shop and does not. */
export class NotTheShop extends Error {}

/** The port every kind of shop goes through. One folder per kind; nothing outside the composition root knows them. */
export interface ShopAdapter {
  readonly kind: string;
  /** Checks the signature over the very bytes. @throws NotTheShop */
  verify(message: { readonly body: Buffer; readonly headers: Readonly<Record<string, string | string[] | undefined>> }, shop: ShopAccount): ShopMessage;
  /** A message about one article as this shop would send and sign it, to try the way in. */
  example(article: { readonly sku: string; readonly title: string }, shop: ShopAccount, now: Date): { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> };
  /** The order it tells of; null when the message is about something else. @throws ZodError for what is not of the shop's shape */
  read(message: { readonly topic: string; readonly body: unknown }): OrderWrite | null;
}
