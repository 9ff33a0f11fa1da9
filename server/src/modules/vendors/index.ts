export { ClaimDecided, ClaimRaised, JobAccepted, JobCancelled, JobChecked, JobDeclined, JobOffered, JobProgressed, JobProved, NobodyAccepted, SettlementMoved } from './events.ts';
export { createJobFiles } from './files.ts';
export { vendorsModule } from './module.ts';
export type { About, VendorPorts } from './ports.ts';
export { createVendors } from './vendors.ts';
export type { Vendors } from './vendors.ts';
