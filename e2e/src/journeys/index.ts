import type { Journey } from '../main.ts';
import { chatJourney } from './chat.ts';

export const journeys: readonly Journey[] = [chatJourney];
