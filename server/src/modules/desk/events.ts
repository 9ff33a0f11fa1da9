import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

/** The numbers beside the views moved: a hint to ask for them again, at most two a second. */
export const CountsMoved = defineEvent('desk.counts-moved', 1, z.object({}));
