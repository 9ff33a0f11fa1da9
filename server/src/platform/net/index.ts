export { isPublicAddress } from './addresses.ts';
export { OutgoingError } from './errors.ts';
export type { OutgoingFault } from './errors.ts';
export { createGuardedFetch } from './guarded-fetch.ts';
export type { GuardedFetch, GuardedRequest } from './guarded-fetch.ts';
export { createHostGuard } from './host-guard.ts';
export type { CheckedAddress, GuardOptions, HostGuard, Resolve } from './host-guard.ts';
