export { OrderChanged, OrderReceived } from './events.ts';
export type { ShopKind } from './intake.ts';
export { ordersModule } from './module.ts';
export { createOrders } from './orders.ts';
export type { Orders, Taken } from './orders.ts';
