import { z } from 'zod';

/** Settings of the customers' portal. */
export const PortalSettings = z.object({
  /** Opening hours shown; the company's first calendar unless told. */
  calendarId: z.number().int().positive().nullable().default(null),
});
export type PortalSettings = z.infer<typeof PortalSettings>;
