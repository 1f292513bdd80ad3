import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '@/shared/api';

const mostSuggestions = 8;

/** A company by its name: known ones are offered, a new name makes a new company. */
export function CompanyInput(props: AutocompleteProps) {
  const { value = '', onChange, ...rest } = props;
  const [touched, setTouched] = useState(false);
  const [q] = useDebouncedValue(value.trim(), 160);
  const { data } = useQuery({
    queryKey: ['companies', 'suggestions', q],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/companies', {
          params: { query: { q: q || undefined, limit: mostSuggestions } },
          signal,
        }),
      ),
    enabled: touched,
    placeholderData: keepPreviousData,
  });
  return (
    <Autocomplete
      maxLength={255}
      autoComplete="off"
      data={[...new Set(data?.items.map(({ name }) => name) ?? [])]}
      filter={({ options }) => options}
      value={value}
      onFocus={() => setTouched(true)}
      onChange={onChange}
      {...rest}
    />
  );
}
