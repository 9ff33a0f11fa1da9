/** The port to whoever takes money for us by a link. Adapters stand in `payments/`; nothing outside the composition root knows them. */
export interface LinkOrder {
  /** The same key again gives the same link, not a second one. */
  readonly idempotencyKey: string;
  /** What people know it by: the invoice's number. */
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly description: string;
  readonly language: 'zh-CN' | 'en';
  /** Where the customer comes back to. */
  readonly returnUrl: string;
}
export interface PaymentLink { /** The service's own id of this payment. */ readonly externalId: string; readonly url: string }
export interface RefundOrder { readonly idempotencyKey: string; readonly externalId: string; readonly amountMinor: number; readonly currency: string; readonly reason: string }
/** What the service tells of a payment. Amount and currency are its word: compare them with what was asked. */
export interface PaymentNotice { readonly externalId: string; readonly state: 'paid' | 'failed'; readonly amountMinor: number; readonly currency: string; readonly at: Date }
export interface ServiceAccount { readonly endpoint: string; readonly secret: string }

/** The service will not do it, whatever we try; the sentence is shown to people. */
export class ServiceRefused extends Error {}
/** A message that claims to come from the service and does not. */
export class NotTheService extends Error {
  readonly reason: 'missing' | 'malformed' | 'forged' | 'stale';
  constructor(reason: NotTheService['reason']) { super(reason); this.reason = reason; }
}

export interface PaymentService {
  /** Throws `ServiceRefused` for good; anything else thrown may be tried again. */
  link(order: LinkOrder, account: ServiceAccount): Promise<PaymentLink>;
  refund(order: RefundOrder, account: ServiceAccount): Promise<{ readonly externalId: string }>;
  /** Throws `NotTheService`, or a ZodError or SyntaxError for what is not of its shape. */
  read(message: { readonly body: Buffer; readonly signature: string | undefined }, account: ServiceAccount, now: Date): PaymentNotice;
}
