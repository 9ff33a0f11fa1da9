export { createCustomers } from './customers.ts';
export type { Address, CustomerRow, Customers, Person } from './customers.ts';
export { CustomerChanged, CustomersImported, CustomersJoined, JoiningUndone } from './events.ts';
export { customersModule } from './module.ts';
export { normalizeIdentity } from './normalize.ts';
export type { MergeRow, Proof, Reason } from './merge.ts';
export type { Likely } from './store-proposals.ts';
export type { Purpose, Verdict } from './consent.ts';
export { customerImport } from './import/import.ts';
