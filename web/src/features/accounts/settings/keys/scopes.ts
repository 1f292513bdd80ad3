import { useLingui } from '@lingui/react/macro';

export interface ScopeGroup {
  label: string;
  scopes: { value: string; label: string }[];
}

/** The permissions that a key can have and that do something in this version, in words. */
export function useScopes(): ScopeGroup[] {
  const { t } = useLingui();
  return [
    {
      label: t`Contacts, companies and tasks`,
      scopes: [
        { value: 'contacts:read', label: t`Read` },
        { value: 'contacts:write', label: t`Change` },
      ],
    },
    { label: t`Everything`, scopes: [{ value: 'admin', label: t`All that an admin may do` }] },
  ];
}
