import { AsyncLocalStorage } from 'node:async_hooks';

const behalf = new AsyncLocalStorage<string>();

/** Runs `work` for something people set up – a rule –, so that what it changes can say for what, however deep it is called. */
export const onBehalfOf = <T>(why: string, work: () => T): T => behalf.run(why, work);
/** For what the house acts now, as a reason of a change; null where nothing set it off. */
export const behalfAtHand = (): string | null => behalf.getStore() ?? null;
