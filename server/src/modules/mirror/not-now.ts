/** Somebody else has this ticket in hand, or its own work is not done yet. */
export class NotNow extends Error {}
