export { createCampaigns } from './campaigns.ts';
export type { Campaigns } from './campaigns.ts';
export { campaignsModule } from './module.ts';
