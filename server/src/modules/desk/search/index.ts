import type { Platform } from '../../../platform/module/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Tickets } from '../../tickets/index.ts';
import { createCatchUp } from './catch-up.ts';
import { createEntries } from './entries.ts';
import { createNames } from './names.ts';
import { createRebuild } from './rebuild.ts';
import { createSearch } from './search.ts';
import { createSpelling } from './spelling.ts';
import { createTags } from './tags.ts';
import { type Beyond, createThings } from './things.ts';

export type { Beyond } from './things.ts';
export type { RebuildProgress } from './rebuild.ts';

/** The box that finds everything, and the index behind it. */
export function createFinding(platform: Platform, tickets: Tickets, customers: Customers, beyond: Beyond) {
  const spelling = createSpelling();
  const names = createNames(platform);
  const rebuild = createRebuild(platform, spelling, names);
  return {
    search: createSearch(platform, tickets, customers, createThings(platform.db, platform.clock, customers, beyond), spelling),
    searchTags: createTags(platform.db, platform.clock, tickets),
    searchIndex: { ...createEntries(spelling), names, rebuild, catchUp: createCatchUp(platform, rebuild) },
  };
}
