import type { Journey } from '../main.ts';
import { chatJourney } from './chat.ts';
import { keyboardJourney } from './keyboard.ts';
import { mailJourney } from './mail.ts';
import { portalJourney } from './portal.ts';
import { reconnectJourney } from './reconnect.ts';
import { routingJourney } from './routing.ts';
import { slaJourney } from './sla.ts';
import { twoAgentsJourney } from './two-agents.ts';
import { webhookJourney } from './webhook.ts';

/** In this order; the slow ones first, so that the short ones fill the gaps. */
export const journeys: readonly Journey[] = [mailJourney, portalJourney, chatJourney, keyboardJourney, twoAgentsJourney, webhookJourney, routingJourney, reconnectJourney, slaJourney];
