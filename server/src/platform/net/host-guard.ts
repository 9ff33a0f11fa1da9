import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress, readExceptions } from './addresses.ts';
import { OutgoingError } from './errors.ts';

export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}
export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;

export interface GuardOptions {
  /** Private destinations that the operator allows: names, addresses, ranges or `*`; see `readExceptions`. */
  readonly allowPrivate?: readonly string[];
  /** The system's resolver unless told. */
  readonly resolve?: Resolve;
}

export interface HostGuard {
  /**
   * Resolves `host` and keeps the addresses we may connect to; at least one. Connect to one of these and nowhere else: asking
   * the resolver again could give another answer.
   * @throws OutgoingError `unknown-host`, `refused-address`
   */
  addressesOf(host: string): Promise<CheckedAddress[]>;
  /** The same for a server an administrator typed in (SMTP, IMAP). Connect to `address` and verify the certificate for `host`. */
  assertPublicHost(host: string, port: number): Promise<CheckedAddress>;
}

const systemResolve: Resolve = (host) => lookup(host, { all: true });

export function createHostGuard({ allowPrivate = [], resolve = systemResolve }: GuardOptions = {}): HostGuard {
  const exceptions = readExceptions(allowPrivate);
  const addressesOf = async (given: string): Promise<CheckedAddress[]> => {
    const host = given.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '').toLowerCase();
    if (host === '') throw new OutgoingError('unknown-host', 'No host is named');
    const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host).catch((error: Error) => {
      throw new OutgoingError('unknown-host', `The host ${host} is not known: ${error.message}`, { cause: error });
    });
    if (found.length === 0) throw new OutgoingError('unknown-host', `The host ${host} has no address`);
    const open = found.filter(({ address }) => isPublicAddress(address) || exceptions.host(host) || exceptions.address(address));
    if (open.length === 0) throw new OutgoingError('refused-address', `${host} is at ${found[0]?.address}, which is not a public address`);
    return open.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  };
  return {
    addressesOf,
    async assertPublicHost(host, port) {
      if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new OutgoingError('refused-address', `${port} is not a port`);
      const [first] = await addressesOf(host);
      if (!first) throw new OutgoingError('unknown-host', `The host ${host} has no address`);
      return first;
    },
  };
}
