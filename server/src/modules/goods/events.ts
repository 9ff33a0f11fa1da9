import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** A whole product came, went, changed its place or its grade. */
export const GoodsMoved = defineEvent('goods.moved', 1, z.object({ unitId: z.int(), modelId: z.int(), siteId: z.int(), kind: z.string(), grade: z.string(), ticketId: z.int().nullable(), at: z.string() }));
