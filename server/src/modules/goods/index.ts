export { GoodsMoved } from './events.ts';
export { createGoods } from './goods.ts';
export type { Goods } from './goods.ts';
export { goodsModule } from './module.ts';
