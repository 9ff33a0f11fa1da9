export { ReturnDisposed, ReturnInspected, ReturnMoved, ReturnOpened, ReturnReceived, ReturnRefunded, UnitSwapped } from './events.ts';
export { createMoney } from './money.ts';
export { returnsModule } from './module.ts';
export { createPage as createReturnPage } from './page.ts';
export { createParcels } from './parcels.ts';
export type { Parcels } from './parcels.ts';
export type { Money } from './ports.ts';
export { createReturns } from './returns.ts';
export type { ReturnNeeds, Returns } from './returns.ts';
