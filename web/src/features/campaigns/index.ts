export { RecentCampaigns } from './RecentCampaigns';
