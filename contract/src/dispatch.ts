import { z } from 'zod';
import { Done, Id, IdParam, Instant, Names } from './basics.ts';
import { WeekHours } from './org.ts';
import { route } from './route.ts';

export const Day = z.iso.date();
const DayParam = z.object({ day: Day });
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Lat = z.number().min(-90).max(90);
const Lon = z.number().min(-180).max(180);

/** What a plan is measured by: points each thing costs. Fewer points are better; what must not be has no points, it is refused. */
export const Weights = z.object({
  drivingMinute: z.number().min(0).max(1000).default(10),
  /** One more technician on the road. */
  technicianUsed: z.number().min(0).max(100_000).default(150),
  outsideTerritory: z.number().min(0).max(100_000).default(200),
  /** Somebody else than was published. */
  changedTechnician: z.number().min(0).max(100_000).default(120),
  /** The van lacks a part the visit needs. */
  missingPart: z.number().min(0).max(100_000).default(300),
  /** Each level of skill above what is needed. */
  overqualified: z.number().min(0).max(1000).default(15),
  /** A visit nobody comes to. */
  unplanned: z.number().min(0).max(1_000_000).default(20_000),
});
export type Weights = z.infer<typeof Weights>;

export const DispatchSettings = z.object({
  /** Windows customers choose from, on clocks of the company. */
  windows: z.array(z.tuple([Clock, Clock])).min(1).max(12).default([['08:00', '10:00'], ['10:00', '12:00'], ['13:00', '15:00'], ['15:00', '17:00']]),
  /** How many days ahead may be chosen. */
  daysAhead: z.int().min(1).max(60).default(10),
  /** Least hours between choosing and the window's begin. */
  leadHours: z.number().min(0).max(240).default(2),
  /** Customers may move or cancel until so many hours before. */
  changeHours: z.number().min(0).max(240).default(2),
  /** Straight line × this = way on the road. */
  roadFactor: z.number().min(1).max(3).default(1.35),
  /** Mean speed in km/h. */
  speed: z.number().min(3).max(130).default(32),
  /** Minutes for parking and finding the door, added to each way. */
  parking: z.number().min(0).max(60).default(5),
  /** Seconds an optimisation may take. */
  solveSeconds: z.number().min(1).max(60).default(4),
  weights: Weights.prefault({}),
  /** Address of map pictures with {z}, {x}, {y}; without one the map is drawn from our own data alone. */
  tiles: z.string().max(400).default(''),
});
export type DispatchSettings = z.infer<typeof DispatchSettings>;

export const TerritoryWrite = z.object({ name: Names, regions: z.array(z.string().trim().min(1).max(100)).max(200).default([]), polygon: z.array(z.tuple([Lat, Lon])).min(3).max(500).nullable().default(null), active: z.boolean().default(true) });
export type TerritoryWrite = z.infer<typeof TerritoryWrite>;
export const Territory = z.object({ id: z.int(), ...TerritoryWrite.shape });
export type Territory = z.infer<typeof Territory>;

export const Lunch = z.object({ from: Clock, until: Clock, minutes: z.int().min(10).max(180) });
const SkillLevel = z.object({ skillId: z.int().positive(), level: z.int().min(1).max(5) });
export const TechnicianWrite = z.object({
  agentId: z.int().positive(), active: z.boolean().default(true), homeName: z.string().trim().max(200).default(''), homeLat: Lat, homeLon: Lon,
  vanSiteId: z.int().positive().nullable().default(null), territoryIds: z.array(z.int().positive()).max(100).default([]), shift: WeekHours, lunch: Lunch.nullable().default(null), phone: z.string().trim().max(40).default(''),
  /** Left out, they stay as they are. */
  skills: z.array(SkillLevel).max(100).optional(),
});
export type TechnicianWrite = z.infer<typeof TechnicianWrite>;
export const Absence = z.object({ id: z.int(), technicianId: z.int(), from: Day, until: Day, reason: z.string() });
export const Technician = z.object({ id: z.int(), ...TechnicianWrite.shape, name: z.string(), skills: z.array(SkillLevel), absences: z.array(Absence) });
export type Technician = z.infer<typeof Technician>;

export const VisitState = z.enum(['waiting', 'planned', 'on-the-way', 'arrived', 'done', 'failed', 'cancelled']);
export type VisitState = z.infer<typeof VisitState>;
export const VisitPart = z.object({ partId: z.int().positive(), quantity: z.int().min(1).max(1000), name: z.string().max(200).default('') });
export const ChecklistItem = z.object({ key: z.string().max(60), title: z.object({ zh: z.string(), en: z.string() }) });
export const VisitWrite = z.object({
  ticketId: z.int().positive(), unitId: z.int().positive().nullable().default(null), title: z.string().trim().max(300).default(''), fault: z.string().max(4000).default(''),
  contactName: z.string().trim().max(200).default(''), phone: z.string().trim().max(40).default(''), address: z.string().trim().max(400).default(''), region: z.string().trim().max(100).default(''),
  lat: Lat.nullable().default(null), lon: Lon.nullable().default(null), minutes: z.int().min(5).max(600).default(60), skills: z.array(SkillLevel).max(20).default([]), parts: z.array(VisitPart).max(50).default([]),
  checklist: z.array(ChecklistItem).max(50).default([]), priority: z.enum(['low', 'normal', 'high', 'urgent']).default('normal'),
});
export type VisitWrite = z.infer<typeof VisitWrite>;
export const Visit = z.object({
  id: z.int(), ...VisitWrite.shape, customerId: z.int(), customerName: z.string(), state: VisitState, windowFrom: Instant.nullable(), windowTo: Instant.nullable(),
  technicianId: z.int().nullable(), technicianName: z.string().nullable(), startsAt: Instant.nullable(), locked: z.boolean(), publishedAt: Instant.nullable(), onTheWayAt: Instant.nullable(), etaAt: Instant.nullable(),
  arrivedAt: Instant.nullable(), finishedAt: Instant.nullable(), reason: z.string(), version: z.int(),
});
export type Visit = z.infer<typeof Visit>;

/** What is wrong with a day as it stands. `minutes`: how late, how much over. */
export const Conflict = z.object({
  visitId: z.int().nullable(), technicianId: z.int().nullable(),
  kind: z.enum(['late', 'too-early', 'shift', 'absent', 'skill', 'part', 'territory', 'lunch', 'no-technician', 'no-place', 'overrun']),
  /** `soft`: possible, not good. */
  soft: z.boolean(), minutes: z.int().nullable(), detail: z.string(),
});
export type Conflict = z.infer<typeof Conflict>;
export const Figures = z.object({ visits: z.int(), unplanned: z.int(), technicians: z.int(), drivingMinutes: z.int(), kilometres: z.number(), workMinutes: z.int(), conflicts: z.int(), points: z.int() });
export type Figures = z.infer<typeof Figures>;
export const Leg = z.object({ visitId: z.int(), leaves: Instant, arrives: Instant, begins: Instant, ends: Instant });
export const BoardRoute = z.object({ technicianId: z.int(), leaves: Instant.nullable(), returns: Instant.nullable(), lunchAt: Instant.nullable(), lunchMinutes: z.int(), stops: z.array(Leg), drivingMinutes: z.int(), kilometres: z.number() });
export type BoardRoute = z.infer<typeof BoardRoute>;
export const BoardTechnician = Technician.omit({ shift: true, absences: true, lunch: true }).extend({ shift: z.object({ from: Instant, until: Instant }).nullable(), absent: z.string().nullable() });
export type BoardTechnician = z.infer<typeof BoardTechnician>;
export const Placement = z.object({ visitId: z.int(), version: z.int(), technicianId: z.int().nullable(), startsAt: Instant.nullable() });
export const PlanRun = z.object({
  id: z.int(), day: Day, state: z.enum(['queued', 'running', 'ready', 'failed', 'applied', 'undone', 'discarded']), reason: z.string(), askedBy: z.string(), at: Instant, progress: z.number(),
  before: Figures.nullable(), after: Figures.nullable(), moved: z.int(), tookMs: z.int().nullable(), fault: z.string().nullable(),
});
export type PlanRun = z.infer<typeof PlanRun>;
export const Board = z.object({
  day: Day, timeZone: z.string(), from: Instant, until: Instant, publishedAt: Instant.nullable(), publishedBy: z.string().nullable(), technicians: z.array(BoardTechnician), territories: z.array(Territory), visits: z.array(Visit), waiting: z.array(Visit),
  routes: z.array(BoardRoute), conflicts: z.array(Conflict), figures: Figures, run: PlanRun.nullable(), skills: z.array(z.object({ id: z.int(), name: Names })), tiles: z.string(),
});
export type Board = z.infer<typeof Board>;
export const Slot = z.object({
  from: Instant, until: Instant,
  /** Extra driving it costs, in minutes; the customer sees the best ones marked. */
  detour: z.int(), good: z.boolean(),
});
export type Slot = z.infer<typeof Slot>;
const SlotChoice = z.object({ from: Instant, until: Instant });

/** The visit as its customer sees it. */
export const CustomerVisit = z.object({
  id: z.int(), ticketId: z.int(), title: z.string(), state: VisitState, windowFrom: Instant.nullable(), windowTo: Instant.nullable(), address: z.string(), contactName: z.string(), minutes: z.int(), timeZone: z.string(),
  engineer: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(), etaAt: Instant.nullable(), finishedAt: Instant.nullable(), reason: z.string(),
  place: z.object({ lat: Lat, lon: Lon }).nullable(),
  /** About where the engineer is on the way, reckoned from departure and arrival time; never where the way began. */
  course: z.object({ lat: Lat, lon: Lon, share: z.number() }).nullable(), onTheWayAt: Instant.nullable(), can: z.object({ choose: z.boolean(), cancel: z.boolean() }), changeHours: z.number(),
});
export type CustomerVisit = z.infer<typeof CustomerVisit>;
const CustomerAccess = { public: 'signed link or portal session checked inside', params: IdParam, query: z.object({ token: z.string().min(10).max(400).optional() }) } as const;

export const dispatch = {
  settings: route({ method: 'GET', path: '/dispatch/settings', summary: 'Rules and weights of planning', right: 'dispatch.read', response: DispatchSettings }),
  saveSettings: route({ method: 'PUT', path: '/dispatch/settings', summary: 'Change rules and weights', right: 'dispatch.manage', body: DispatchSettings, response: DispatchSettings }),
  territories: route({ method: 'GET', path: '/dispatch/territories', summary: 'Territories', right: 'dispatch.read', response: z.object({ items: z.array(Territory) }) }),
  createTerritory: route({ method: 'POST', path: '/dispatch/territories', summary: 'Add a territory', right: 'dispatch.manage', status: 201, body: TerritoryWrite, response: Territory }),
  updateTerritory: route({ method: 'PUT', path: '/dispatch/territories/:id', summary: 'Change a territory', right: 'dispatch.manage', params: IdParam, body: TerritoryWrite, response: Territory }),
  technicians: route({ method: 'GET', path: '/dispatch/technicians', summary: 'Technicians with skills, shift, home and van', right: 'dispatch.read', response: z.object({ items: z.array(Technician) }) }),
  createTechnician: route({ method: 'POST', path: '/dispatch/technicians', summary: 'Make an agent a technician', right: 'dispatch.manage', status: 201, body: TechnicianWrite, response: Technician }),
  updateTechnician: route({ method: 'PUT', path: '/dispatch/technicians/:id', summary: 'Change a technician', right: 'dispatch.manage', params: IdParam, body: TechnicianWrite, response: Technician }),
  addAbsence: route({ method: 'POST', path: '/dispatch/technicians/:id/absences', summary: 'Sick or away: visits of these days are free again and planned anew', right: 'dispatch.plan', status: 201, params: IdParam, body: z.object({ from: Day, until: Day, reason: z.string().trim().max(200).default('') }), response: z.object({ absence: Absence, freed: z.int(), run: PlanRun.nullable() }) }),
  removeAbsence: route({ method: 'DELETE', path: '/dispatch/technicians/:id/absences/:absenceId', summary: 'Back again', right: 'dispatch.plan', params: z.object({ id: Id, absenceId: Id }), response: Done }),
  visitsOfTicket: route({ method: 'GET', path: '/tickets/:id/visits', summary: 'Visits of a ticket', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(Visit.extend({ url: z.string() })) }) }),
  createVisit: route({ method: 'POST', path: '/dispatch/visits', summary: 'A job for a technician; the customer may choose when', right: 'dispatch.book', status: 201, idempotent: true, body: VisitWrite.extend({ offer: z.boolean().default(false) }), response: Visit.extend({ url: z.string() }) }),
  slots: route({ method: 'GET', path: '/dispatch/visits/:id/slots', summary: 'Times that are really free, with travel counted', right: 'dispatch.book', params: IdParam, response: z.object({ items: z.array(Slot) }) }),
  book: route({ method: 'POST', path: '/dispatch/visits/:id/slot', summary: 'Book or move into a free time; one wins', right: 'dispatch.book', params: IdParam, body: SlotChoice, response: Visit }),
  cancel: route({ method: 'POST', path: '/dispatch/visits/:id/cancel', summary: 'Cancel a visit', right: 'dispatch.book', params: IdParam, body: z.object({ reason: z.string().trim().max(500).default('') }), response: Visit }),
  place: route({ method: 'POST', path: '/dispatch/visits/:id/place', summary: 'Put a visit on a technician’s day by hand, or take it off; conflicts are shown, not refused', right: 'dispatch.plan', params: IdParam, body: z.object({ technicianId: z.int().positive().nullable(), startsAt: Instant.nullable(), version: z.int().positive() }), response: Visit }),
  lock: route({ method: 'POST', path: '/dispatch/visits/:id/lock', summary: 'Locked visits stay with whom and when they are', right: 'dispatch.plan', params: IdParam, body: z.object({ locked: z.boolean(), version: z.int().positive() }), response: Visit }),
  board: route({ method: 'GET', path: '/dispatch/board/:day', summary: 'A day: who, when, where, what is wrong', right: 'dispatch.read', params: DayParam, response: Board }),
  optimise: route({ method: 'POST', path: '/dispatch/plans/:day', summary: 'Look for a better plan; nothing changes before it is applied', right: 'dispatch.plan', status: 202, params: DayParam, body: z.object({ reason: z.string().max(200).default('') }), response: PlanRun }),
  run: route({ method: 'GET', path: '/dispatch/runs/:id', summary: 'How far a run is, with figures before and after', right: 'dispatch.read', params: IdParam, response: PlanRun.extend({ placements: z.array(Placement) }) }),
  apply: route({ method: 'POST', path: '/dispatch/runs/:id/apply', summary: 'Take the new plan; visits changed meanwhile stay as they are', right: 'dispatch.plan', params: IdParam, response: PlanRun.extend({ skipped: z.int() }) }),
  undo: route({ method: 'POST', path: '/dispatch/runs/:id/undo', summary: 'Back to the plan before', right: 'dispatch.plan', params: IdParam, response: PlanRun.extend({ skipped: z.int() }) }),
  discard: route({ method: 'POST', path: '/dispatch/runs/:id/discard', summary: 'Leave the plan as it is', right: 'dispatch.plan', params: IdParam, response: PlanRun }),
  publish: route({ method: 'POST', path: '/dispatch/days/:day/publish', summary: 'Technicians may rely on this day', right: 'dispatch.plan', params: DayParam, response: z.object({ visits: z.int(), publishedAt: Instant }) }),
  customerVisit: route({ method: 'GET', path: '/portal/visits/:id', summary: 'The visit, for its customer', ...CustomerAccess, response: CustomerVisit }),
  customerVisits: route({ method: 'GET', path: '/portal/tickets/:id/visits', summary: 'Visits of a ticket, for its customer', ...CustomerAccess, response: z.object({ items: z.array(CustomerVisit) }) }),
  customerSlots: route({ method: 'GET', path: '/portal/visits/:id/slots', summary: 'Free times to choose from', ...CustomerAccess, response: z.object({ items: z.array(Slot) }) }),
  customerBook: route({ method: 'POST', path: '/portal/visits/:id/slot', summary: 'Choose or move', ...CustomerAccess, body: SlotChoice, response: CustomerVisit }),
  customerCancel: route({ method: 'POST', path: '/portal/visits/:id/cancel', summary: 'Cancel', ...CustomerAccess, body: z.object({ reason: z.string().trim().max(500).default('') }), response: CustomerVisit }),
};
