import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { timeZoneOptions } from '../lib/time';

/** All IANA zones, found by typing any part of the name. */
export function TimeZoneSelect(props: SelectProps) {
  const zones = useMemo(() => timeZoneOptions(), []);
  return <Select searchable allowDeselect={false} limit={100} {...props} data={zones} />;
}
