import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Sites } from '../sites/index.ts';
import { GoodsMoved } from './events.ts';
import type { Goods } from './goods.ts';
import { goodsRoutes } from './routes.ts';

export function goodsModule(platform: Platform, goods: Goods, sites: Sites) {
  return defineModule({ name: 'goods', events: [GoodsMoved], routes: goodsRoutes(platform, goods, sites), live: [{ event: GoodsMoved, topics: () => ['parts'] }] });
}
