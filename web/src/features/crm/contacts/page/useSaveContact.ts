import { useLingui } from '@lingui/react/macro';
import { api, type Body, body, ifMatch } from '@/shared/api';
import { useSaveRecord } from '../../record/useSaveRecord';
import { type ContactRecord, contactQuery } from '../api';

export type ContactChange = Partial<Body<'/api/crm/contacts/{id}', 'patch'>>;

function changed(record: ContactRecord, change: ContactChange): ContactRecord {
  const next = { ...record, ...change } as ContactRecord;
  if (change.custom_fields)
    next.custom_fields = {
      ...(record.custom_fields as object),
      ...(change.custom_fields as object),
    };
  const name = `${next.first_name} ${next.last_name}`.trim();
  if ((change.first_name !== undefined || change.last_name !== undefined) && name)
    next.display_name = name;
  return next;
}

export function useSaveContact(id: string) {
  const { t } = useLingui();
  return useSaveRecord({
    query: contactQuery(id),
    changed,
    send: (change: ContactChange, version) =>
      body(
        api.PATCH('/api/crm/contacts/{id}', {
          params: { path: { id } },
          headers: ifMatch(version),
          body: change,
        }),
      ),
    lists: [
      ['contacts', 'list'],
      ['contacts', 'count'],
      ['contacts', 'tags'],
    ],
    conflict: t`Somebody else changed this contact meanwhile. You see their state now; your change was not saved.`,
  });
}
