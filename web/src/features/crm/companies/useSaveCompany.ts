import { useLingui } from '@lingui/react/macro';
import { type Answer, api, type Body, body, ifMatch } from '@/shared/api';
import { useSaveRecord } from '../record/useSaveRecord';
import { companyQuery } from './api';

type Company = Answer<'/api/crm/companies/{id}', 'get'>;
export type CompanyChange = Partial<Body<'/api/crm/companies/{id}', 'patch'>>;

export function useSaveCompany(id: string) {
  const { t } = useLingui();
  return useSaveRecord({
    query: companyQuery(id),
    changed: (company: Company, change: CompanyChange) => ({ ...company, ...change }) as Company,
    send: (change, version) =>
      body(
        api.PATCH('/api/crm/companies/{id}', {
          params: { path: { id } },
          headers: ifMatch(version),
          body: change,
        }),
      ),
    lists: [['companies', 'list']],
    conflict: t`Somebody else changed this company meanwhile. You see its state now; your change was not saved.`,
  });
}
