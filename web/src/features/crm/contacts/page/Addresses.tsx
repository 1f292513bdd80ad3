import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconMail, IconPhone } from '@tabler/icons-react';
import { lazyPart } from '@/shared/ui';
import { Editable } from '../../record/Editable';
import classes from '../../record/record.module.css';
import { type AddressesProps, useAddressLabels } from './addressRows';

const AddressEditor = lazyPart(async () => (await import('./AddressEditor')).AddressEditor);

/** E-mail addresses or phone numbers of a person; one of them is the main one. */
export function Addresses({ kind, addresses, fixed, onSave }: AddressesProps) {
  const { t } = useLingui();
  const labels = useAddressLabels();
  return (
    <Editable
      label={kind === 'email' ? t`E-mail` : t`Phone`}
      fixed={fixed}
      shown={
        addresses.length > 0
          ? addresses.map(({ value, label, primary }) => (
              <span key={value} className={classes.addressLine}>
                {value}
                <span className={classes.small}>
                  {labels[label] ?? label}
                  {primary && addresses.length > 1 && ` · ${t`main`}`}
                </span>
              </span>
            ))
          : null
      }
      aside={addresses.slice(0, 1).map(({ value, href }) => (
        <ActionIcon
          key={value}
          component="a"
          href={href}
          aria-label={kind === 'email' ? t`Write to ${value}` : t`Call ${value}`}
        >
          {kind === 'email' ? <IconMail size={16} /> : <IconPhone size={16} />}
        </ActionIcon>
      ))}
      editor={(close) => (
        <AddressEditor kind={kind} addresses={addresses} close={close} onSave={onSave} />
      )}
    />
  );
}
