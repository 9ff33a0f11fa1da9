import { Disposition, Grade, ReturnKind, ReturnReason, ReturnState } from '@aftercare/contract/returns';
import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const About = z.object({ returnId: z.int(), ticketId: z.int(), unitId: z.int().nullable(), kind: ReturnKind, at: z.string() });
export const ReturnOpened = defineEvent('returns.opened', 1, About.extend({ reason: ReturnReason, eligible: z.boolean() }));
export const ReturnMoved = defineEvent('returns.moved', 1, About.extend({ from: ReturnState, to: ReturnState, note: z.string() }));
export const ReturnReceived = defineEvent('returns.received', 1, About.extend({ siteId: z.int().nullable() }));
export const ReturnInspected = defineEvent('returns.inspected', 1, About.extend({ grade: Grade, note: z.string() }));
/** `reference`: by what the money went. Minor units, gross. */
export const ReturnRefunded = defineEvent('returns.refunded', 1, About.extend({ amountMinor: z.int(), currency: z.string(), reference: z.string() }));
export const UnitSwapped = defineEvent('returns.swapped', 1, About.extend({ newUnitId: z.int() }));
export const ReturnDisposed = defineEvent('returns.disposed', 1, About.extend({ disposition: Disposition, siteId: z.int().nullable() }));
export const returnEvents = [ReturnOpened, ReturnMoved, ReturnReceived, ReturnInspected, ReturnRefunded, UnitSwapped, ReturnDisposed] as const;
