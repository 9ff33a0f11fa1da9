import ipaddr from 'ipaddr.js';

/**
 * Is this an address of the public Internet? False for private, loopback, link-local (cloud metadata), carrier NAT, unique
 * local, mapped, NAT64, 6to4, Teredo, documentation, multicast and reserved ones, and for text that is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // Of IPv6 only 2000::/3 is given out to anybody.
  return parsed.kind() === 'ipv4' || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}

/** Addresses of clouds' metadata services and the like: never meant by "any private host", only by their own name. */
function isLinkLocal(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return range === 'linkLocal' || address === 'fd00:ec2::254';
}

export interface Exceptions {
  /** May this host be reached whatever its addresses? */
  readonly host: (host: string) => boolean;
  readonly address: (address: string) => boolean;
}

/**
 * Reads the list of private destinations that the operator allows: host names, addresses, ranges (`10.0.0.0/8`) or `*` for every
 * private address that is not link-local.
 */
export function readExceptions(allowed: readonly string[]): Exceptions {
  const names = new Set(allowed.map((entry) => entry.trim().toLowerCase()));
  const ranges = [...names].filter((entry) => ipaddr.isValidCIDR(entry)).map((entry) => ipaddr.parseCIDR(entry));
  const addresses = new Set([...names].filter((entry) => ipaddr.isValid(entry)).map((entry) => ipaddr.process(entry).toString()));
  const everything = names.has('*');
  return {
    host: (host) => names.has(host.toLowerCase()),
    address: (address) => {
      if (!ipaddr.isValid(address)) return false;
      const parsed = ipaddr.process(address);
      return addresses.has(parsed.toString()) || ranges.some(([net, bits]) => net.kind() === parsed.kind() && parsed.match(net, bits)) || (everything && !isLinkLocal(address));
    },
  };
}
