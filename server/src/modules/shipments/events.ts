import { Direction, ShipmentState } from '@aftercare/contract/shipments';
import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const About = z.object({ shipmentId: z.int(), ticketId: z.int(), direction: Direction, purpose: z.enum(['repair', 'return', 'exchange']), trackingNumber: z.string().nullable(), at: z.string() });
/** There is a label to print. */
export const ShipmentLabelled = defineEvent('shipments.labelled', 1, About.extend({ carrier: z.string() }));
/** The carrier will not take it, or asking failed for good. */
export const ShipmentRefused = defineEvent('shipments.refused', 1, About.extend({ fault: z.string() }));
/** It is somewhere else now. `place` and `words` are the carrier's. */
export const ShipmentMoved = defineEvent('shipments.moved', 1, About.extend({ from: ShipmentState, to: ShipmentState, place: z.string(), words: z.string() }));
