import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Org } from '../org/index.ts';
import type { Segments } from '../segments/index.ts';

export const checkJob = 'campaigns.check';
export const sendJob = 'campaigns.send';
export const stopJob = 'campaigns.stop';
/** The rooms below that a message to a segment needs. */
export interface CampaignParts { readonly org: Pick<Org, 'company'>; readonly customers: Customers; readonly conversations: Conversations; readonly segments: Segments }
