import type { Journey } from '../main.ts';
import { chatJourney } from './chat.ts';
import { depotJourney } from './depot.ts';
import { designerJourney } from './designer.ts';
import { fieldJourney } from './field.ts';
import { firstAdministratorJourney } from './first-administrator.ts';
import { firstAnswerJourney } from './first-answer.ts';
import { hotlineJourney } from './hotline.ts';
import { keyboardJourney } from './keyboard.ts';
import { languagesJourney } from './languages.ts';
import { mailJourney } from './mail.ts';
import { portalAppJourney } from './portal-app.ts';
import { manyTicketsJourney } from './many-tickets.ts';
import { oneTicketJourney } from './one-ticket.ts';
import { outsourcedJourney } from './outsourced.ts';
import { portalJourney } from './portal.ts';
import { reconnectJourney } from './reconnect.ts';
import { exchangeJourney, returnJourney } from './return.ts';
import { routingJourney } from './routing.ts';
import { screenJourneys } from './screens.ts';
import { signInJourney } from './sign-in.ts';
import { slaJourney } from './sla.ts';
import { walkInJourney } from './walk-in.ts';
import { twoAgentsJourney } from './two-agents.ts';
import { visitJourney } from './visit.ts';
import { webhookJourney } from './webhook.ts';

/** In this order; the slow ones first, so that the short ones fill the gaps. */
export const journeys: readonly Journey[] = [...screenJourneys, mailJourney, languagesJourney, portalAppJourney, portalJourney, outsourcedJourney, walkInJourney, depotJourney, returnJourney, exchangeJourney, visitJourney, fieldJourney, firstAdministratorJourney, firstAnswerJourney, signInJourney, designerJourney, chatJourney, manyTicketsJourney, hotlineJourney, oneTicketJourney, keyboardJourney, twoAgentsJourney, webhookJourney, routingJourney, reconnectJourney, slaJourney];
