import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** A site was added or changed: its place, hours, driver or staff. */
export const SiteChanged = defineEvent('sites.changed', 1, z.object({ siteId: z.int() }));
