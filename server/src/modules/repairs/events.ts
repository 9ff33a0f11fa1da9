import { Damage, Remedy, RepairHow, RepairState } from '@aftercare/contract/repairs';
import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const About = z.object({ repairId: z.int(), ticketId: z.int(), unitId: z.int().nullable(), at: z.string() });
export const RepairOpened = defineEvent('repairs.opened', 1, About.extend({ how: RepairHow, failures: z.int(), dueAt: z.string() }));
export const RepairMoved = defineEvent('repairs.moved', 1, About.extend({ from: RepairState, to: RepairState, how: RepairHow, siteId: z.int().nullable(), technicianId: z.int().nullable(), note: z.string() }));
/** What was found: the raw material of fault analysis. */
export const RepairDiagnosed = defineEvent('repairs.diagnosed', 1, About.extend({ faultKey: z.string().nullable(), fault: z.string(), cause: z.string(), damage: Damage, covered: z.boolean() }));
export const RepairDecided = defineEvent('repairs.decided', 1, About.extend({ remedy: Remedy, byHand: z.boolean(), netMinor: z.int() }));
export const PartsUsed = defineEvent('repairs.parts-used', 1, About.extend({ parts: z.array(z.object({ partId: z.int(), quantity: z.number() })), minutes: z.int() }));
export const UnitReplaced = defineEvent('repairs.unit-replaced', 1, About.extend({ newUnitId: z.int() }));
export const repairEvents = [RepairOpened, RepairMoved, RepairDiagnosed, RepairDecided, PartsUsed, UnitReplaced] as const;
