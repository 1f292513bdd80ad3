import { useLingui } from '@lingui/react/macro';
import type { ContactRecord } from '../api';

export interface Address {
  value: string;
  label: string;
  primary: boolean;
  href: string;
}

export interface AddressesProps {
  kind: 'email' | 'phone';
  addresses: Address[];
  fixed?: boolean;
  onSave: (addresses: Omit<Address, 'href'>[]) => void;
}

export function useAddressLabels(): Record<string, string> {
  const { t } = useLingui();
  return { mobile: t`mobile`, work: t`work`, home: t`home`, other: t`other` };
}

export function emailsOf(contact: ContactRecord): Address[] {
  return contact.emails.map(({ address, label, primary }) => ({
    value: address,
    label,
    primary,
    href: `mailto:${address}`,
  }));
}

export function phonesOf(contact: ContactRecord): Address[] {
  return contact.phones.map(({ number, e164, label, primary }) => ({
    value: number,
    label,
    primary,
    href: `tel:${e164 ?? number}`,
  }));
}
