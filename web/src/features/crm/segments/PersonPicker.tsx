import { useLingui } from '@lingui/react/macro';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rowsOf } from '@/shared/api';
import { contactsQuery } from '../contacts/api';
import classes from './segments.module.css';

const pauseMs = 200;
const mostShown = 20;

interface PersonPickerProps {
  label: string;
  onPick: (contactId: string) => void;
}

/** Finds one of the contacts by name, e-mail or phone number. */
export function PersonPicker({ label, onPick }: PersonPickerProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const [term] = useDebouncedValue(typed.trim(), pauseMs);
  const query = useInfiniteQuery({
    ...contactsQuery({ q: term || undefined }),
    placeholderData: keepPreviousData,
  });
  const people = rowsOf(query.data).slice(0, mostShown);
  return (
    <Select
      className={classes.picker}
      label={label}
      placeholder={t`Name, e-mail, phone`}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      data={people.map(({ id, display_name, email }) => ({
        value: id,
        label: [display_name, email].filter(Boolean).join(' · '),
      }))}
      // The server has found them already.
      filter={({ options }) => options}
      nothingFoundMessage={t`Nobody found`}
      value={null}
      onChange={(id) => {
        if (!id) return;
        setTyped('');
        onPick(id);
      }}
    />
  );
}
