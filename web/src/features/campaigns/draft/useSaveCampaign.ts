import { useQueryClient } from '@tanstack/react-query';
import { api, body, ifMatch } from '@/shared/api';
import { type Campaign, type CampaignInput, campaignQuery } from '../api';

/** Changes the draft, unless somebody else has changed it meanwhile. */
export function useSaveCampaign({ id, version }: Pick<Campaign, 'id' | 'version'>) {
  const queryClient = useQueryClient();
  return async (change: Partial<CampaignInput>) => {
    const changed = await body(
      api.PATCH('/api/campaigns/{id}', {
        params: { path: { id } },
        headers: ifMatch(version),
        body: change,
      }),
    );
    queryClient.setQueryData(campaignQuery(id).queryKey, changed);
    await queryClient.invalidateQueries({ queryKey: ['campaigns', 'rehearsals', id] });
  };
}
