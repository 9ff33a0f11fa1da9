import type { z } from 'zod';
import type { PortalCompany } from '@aftercare/contract/portal';
import type { Loose } from '../../../platform/http/index.ts';
import type { Conversations } from '../../conversations/index.ts';
import type { Sla } from '../../sla/index.ts';
import type { Tickets } from '../../tickets/index.ts';
import type { House } from './house.ts';

interface Parts { readonly house: House; readonly conversations: Conversations; readonly tickets: Tickets; readonly sla: Pick<Sla, 'policies'> }

/** The front page: who we are, whether somebody is there, how soon we answer. */
export function createPortalCompany({ house, conversations, tickets, sla }: Parts) {
  return async (): Promise<Loose<z.infer<typeof PortalCompany>>> => {
    const [company, accounts, types, policies] = await Promise.all([house.company(), conversations.accounts.rows(), tickets.types(), sla.policies()]);
    const first = (kind: string) => accounts.find((account) => account.kind === kind && account.enabled);
    const calendarId = first('portal')?.settings['calendarId'];
    // What an ordinary customer may expect by this door.
    const policy = policies.find(({ enabled, match }) => enabled && (match.channels.length === 0 || match.channels.includes('portal')) && (match.tiers.length === 0 || match.tiers.includes('standard')) && match.types.length === 0 && match.priorities.length === 0);
    return {
      name: company.name, language: company.language, products: company.products, supportAddress: first('mail')?.address ?? null, chatSite: first('chat')?.address ?? null,
      types: types.filter((type) => type.active).map(({ key, name }) => ({ key, name })), openNow: (await house.opening(typeof calendarId === 'number' ? calendarId : null)).open,
      firstResponseMinutes: policy?.targets['first-response'] ?? null,
    };
  };
}
