export { createCustomers } from './customers.ts';
export type { Address, CustomerRow, Customers, Person } from './customers.ts';
export { CustomerChanged, CustomersJoined } from './events.ts';
export { customersModule } from './module.ts';
export { normalizeIdentity } from './normalize.ts';
