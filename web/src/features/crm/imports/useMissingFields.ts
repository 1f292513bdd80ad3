import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/shared/api';
import { toast } from '@/shared/ui';
import { type Import, importFieldsQuery, type MappedColumn } from './api';

/** Custom fields that the guess would fill, if the project had them; made all at once. */
export function useMissingFields(
  run: Import,
  mapping: MappedColumn[],
  onChange: (mapping: MappedColumn[]) => void,
) {
  const queryClient = useQueryClient();
  const [pending, setPending] = useState(false);
  const missing = run.format.columns.flatMap((column, index) =>
    column.needs_new_field && column.proposal.target && mapping[index]?.target === null
      ? [{ index, header: column.header, proposal: column.proposal }]
      : [],
  );
  const create = async () => {
    setPending(true);
    const changed = [...mapping];
    try {
      for (const { index, header, proposal } of missing) {
        const target = proposal.target ?? '';
        await api.POST('/api/crm/custom-fields', {
          body: {
            key: target.replace('custom:', ''),
            label: header,
            type: 'text',
            options: [],
            required: false,
          },
        });
        changed[index] = proposal;
      }
    } catch (error) {
      toast.error(error);
    }
    // What was made before a failure is taken all the same.
    await queryClient.invalidateQueries({ queryKey: ['contacts', 'custom-fields'] });
    await queryClient.invalidateQueries({ queryKey: importFieldsQuery.queryKey });
    onChange(changed);
    setPending(false);
  };
  return { names: missing.map(({ header }) => header), pending, create };
}
