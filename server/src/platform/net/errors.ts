export type OutgoingFault =
  /** The destination is private, or not one we speak to. */
  | 'refused-address'
  /** Not http(s), carries credentials, or steps down from https to http. */
  | 'refused-url'
  | 'unknown-host'
  | 'timeout'
  | 'too-large'
  | 'too-many-redirects'
  /** Connection refused or broken, bad certificate, nonsense for an answer. */
  | 'network';

/** An outgoing request that got no answer; `fault` is stable, the message is for logs and administrators. */
export class OutgoingError extends Error {
  readonly fault: OutgoingFault;
  /** The request may have reached the other side; false where there was no connection to send it by. */
  readonly mayHaveLeft: boolean;
  constructor(fault: OutgoingFault, message: string, options?: ErrorOptions & { mayHaveLeft?: boolean }) {
    super(message, options);
    this.name = 'OutgoingError';
    this.fault = fault;
    this.mayHaveLeft = options?.mayHaveLeft ?? !(fault === 'refused-address' || fault === 'refused-url' || fault === 'unknown-host');
  }
}
