import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { type House, furnish } from './house.ts';
import { type Sink, startSink } from './sink.ts';
import { type System, startSystem } from './system.ts';

/** What journeys stand on: the running product with a company in it, its outgoing mail, a browser. */
export interface Ground { readonly system: System; readonly house: House; readonly sink: Sink; readonly browser: Browser; close(): Promise<void> }

export async function openGround(): Promise<Ground> {
  const sink = await startSink();
  const system = await startSystem({ demo: false });
  const [house, browser] = await Promise.all([furnish(system, sink), openBrowser()]);
  return {
    sink, system, house, browser,
    async close() {
      await browser.close();
      await system.stop();
      await sink.close();
    },
  };
}
