import { queryOptions } from '@tanstack/react-query';
import { api, type Body, body, type Item } from '@/shared/api';

export type CustomField = Item<'/api/crm/custom-fields'>;
export type FieldType = CustomField['type'];
export type NewCustomField = Body<'/api/crm/custom-fields', 'post'>;

export const customFieldsQuery = queryOptions({
  queryKey: ['contacts', 'custom-fields'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/custom-fields', { signal })),
});
