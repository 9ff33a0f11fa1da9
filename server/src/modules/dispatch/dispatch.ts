import type { Principal } from '../../platform/auth/index.ts';
import type { Sql } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { createBoard } from './board.ts';
import { createCourse } from './course.ts';
import { createCrew } from './crew.ts';
import { createCustomerAccess } from './customer-access.ts';
import { createCustomerViews } from './customer-views.ts';
import { createDays } from './days.ts';
import { createField } from './field/field.ts';
import { createMessages } from './messages.ts';
import { createPlans } from './plans.ts';
import { createSlots } from './slots.ts';
import { drivenBy } from './store-visits.ts';
import type { TravelTimes } from './travel/port.ts';
import type { Vans } from './vans.ts';
import { createVisits } from './visits.ts';

interface DispatchOptions {
  /** What lies in technicians' vans; nothing is said of parts without it. */
  readonly vans?: Vans | null;
  /** Where ways come from; estimated from straight lines without it. */
  readonly travel?: TravelTimes | null;
}

/** Technicians, visits, free times, day plans, and the field. */
export function createDispatch(platform: Platform, org: Org, tickets: Tickets, { vans = null, travel = null }: DispatchOptions = {}) {
  const days = createDays(platform, org, vans, travel);
  const messages = createMessages(platform, org, tickets);
  const slots = createSlots(platform, days);
  const visits = createVisits(platform, days, slots, messages);
  const course = createCourse(visits, messages);
  const plans = createPlans(platform, days);
  const crew = createCrew(platform, org);
  return {
    /** Tickets with a visit of this person's; alias `t`. */
    reach: (principal: Principal): Promise<Sql> => Promise.resolve(drivenBy(principal.kind === 'agent' ? principal.id : 0)),
    platform, org, tickets, days, messages, visits, course, plans,
    board: createBoard(days, org),
    crew,
    forCustomers: createCustomerViews(platform, org, crew),
    access: createCustomerAccess(platform, tickets, messages),
    field: createField({ platform, org, days, visits, course, vans }),
  };
}
export type Dispatch = ReturnType<typeof createDispatch>;
