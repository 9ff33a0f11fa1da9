import { homeTopics } from './home.ts';
import { orderTopics } from './orders.ts';
import { printerTopics } from './printers.ts';
import { robotTopics } from './robots.ts';
import type { Topic } from './topic.ts';

export { dockingFault } from './robots.ts';
export { type Story, storiesOf } from './strands.ts';
export type { Topic, Words } from './topic.ts';
/** What people send back after a sale. */
export const unwanted = orderTopics.filter((t) => t.key === 'unwanted');
export const topics: readonly Topic[] = [...robotTopics, ...printerTopics, ...homeTopics, ...orderTopics];
