import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core';
import { IconPlus, IconStar, IconStarFilled, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import classes from '../../record/record.module.css';
import { type Address, type AddressesProps, useAddressLabels } from './addressRows';

/** A row for each address, saved together; one of them is the main one. */
export function AddressEditor(props: AddressesProps & { close: () => void }) {
  const { kind, addresses, close, onSave } = props;
  const { t } = useLingui();
  const labels = useAddressLabels();
  const kinds = kind === 'email' ? ['work', 'home', 'other'] : ['mobile', 'work', 'home', 'other'];
  const fresh = (primary: boolean) => ({ value: '', label: kinds[0] ?? 'work', primary });
  const [rows, setRows] = useState<Omit<Address, 'href'>[]>(
    addresses.length > 0 ? addresses : [fresh(true)],
  );
  const set = (index: number, change: Partial<Address>) =>
    setRows(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  const name = kind === 'email' ? t`E-mail` : t`Phone`;
  const save = () => {
    const filled = rows
      .filter(({ value }) => value.trim())
      .map(({ value, label, primary }) => ({ value: value.trim(), label, primary }));
    if (filled[0] && !filled.some(({ primary }) => primary)) filled[0].primary = true;
    close();
    onSave(filled);
  };
  return (
    <form
      className={classes.addresses}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
        <div key={index} className={classes.address}>
          <TextInput
            aria-label={`${name} ${index + 1}`}
            size="sm"
            flex={1}
            autoFocus={index === rows.length - 1}
            type={kind === 'email' ? 'email' : 'tel'}
            autoComplete="off"
            value={row.value}
            onChange={(event) => set(index, { value: event.currentTarget.value })}
          />
          <Select
            aria-label={t`Kind`}
            size="sm"
            w={88}
            allowDeselect={false}
            withCheckIcon={false}
            data={kinds.map((value) => ({ value, label: labels[value] ?? value }))}
            value={row.label}
            onChange={(label) => label && set(index, { label })}
          />
          <ActionIcon
            size="sm"
            aria-label={row.primary ? t`Main one` : t`Make it the main one`}
            aria-pressed={row.primary}
            onClick={() => setRows(rows.map((one, at) => ({ ...one, primary: at === index })))}
          >
            {row.primary ? <IconStarFilled size={15} /> : <IconStar size={15} />}
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label={t`Remove`}
            onClick={() => setRows(rows.filter((_, at) => at !== index))}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Group gap={6} justify="space-between">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setRows([...rows, fresh(rows.length === 0)])}
        >
          <Trans>Add another</Trans>
        </Button>
        <Group gap={6}>
          <Button size="compact-sm" variant="default" onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button size="compact-sm" type="submit">
            <Trans>Save</Trans>
          </Button>
        </Group>
      </Group>
    </form>
  );
}
