import { isPublicAddress } from '../../platform/net/index.ts';

/** What one SMTP listener bears. */
export const smtpLimits = {
  /** Bytes of one mail. */
  mailBytes: 25 * 1024 * 1024,
  /** Bytes of all mails that are just coming in: more senders are asked to come back. */
  memoryBytes: 256 * 1024 * 1024,
  clients: 400,
  clientsPerAddress: 80,
  /** New connections a minute from one public address. */
  connectionsPerMinute: 300,
  recipients: 100,
  /** Wrong recipients in one session before we hang up: somebody is guessing addresses. */
  unknownRecipients: 20,
  idleMs: 60_000,
} as const;

/** An answer of ours that is not 250. */
export class SmtpRefusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** Counts connections per sender address. */
export function createDoorkeeper(now: () => number) {
  const open = new Map<string, number>();
  let minute = 0;
  let recent = new Map<string, number>();
  return {
    /** @throws SmtpRefusal 421 */
    enter(address: string): void {
      const at = Math.floor(now() / 60_000);
      if (at !== minute) { minute = at; recent = new Map(); }
      const count = (recent.get(address) ?? 0) + 1;
      recent.set(address, count);
      // A relay of the own network brings everybody's mail: only strangers are counted by the minute.
      if (count > smtpLimits.connectionsPerMinute && isPublicAddress(address)) throw new SmtpRefusal(421, 'Too many connections a minute, try again later');
      if ((open.get(address) ?? 0) >= smtpLimits.clientsPerAddress) throw new SmtpRefusal(421, 'Too many connections at once, try again later');
      open.set(address, (open.get(address) ?? 0) + 1);
    },
    leave(address: string): void {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    },
  };
}
