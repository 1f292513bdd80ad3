import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Body, body, ifMatch, isApiError } from '@/shared/api';
import { toast } from '@/shared/ui';
import { companyQuery } from './api';

export type CompanyChange = Partial<Body<'/api/crm/companies/{id}', 'patch'>>;

/** Changes a company: seen at once, taken back when the server refuses. */
export function useSaveCompany(id: string) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { queryKey } = companyQuery(id);
  const save = useMutation({
    scope: { id: `company ${id}` },
    mutationFn: (change: CompanyChange) => {
      const version = queryClient.getQueryData(queryKey)?.version ?? 0;
      return body(
        api.PATCH('/api/crm/companies/{id}', {
          params: { path: { id } },
          headers: ifMatch(version),
          body: change,
        }),
      );
    },
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before) queryClient.setQueryData(queryKey, { ...before, ...change } as typeof before);
      return { before };
    },
    onSuccess: (company) => {
      queryClient.setQueryData(queryKey, company);
      void queryClient.invalidateQueries({ queryKey: ['companies', 'list'] });
    },
    onError: async (error, change, context) => {
      if (context?.before) queryClient.setQueryData(queryKey, context.before);
      if (!isApiError(error, 'version_conflict')) return toast.error(error);
      await queryClient.fetchQuery({ ...companyQuery(id), staleTime: 0 });
      toast.offer(
        t`Somebody else changed this company meanwhile. You see its state now; your change was not saved.`,
        t`Save mine`,
        () => save.mutate(change),
      );
    },
  });
  return save;
}
