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
    {
      label: t`Segments`,
      scopes: [
        { value: 'segments:read', label: t`Read` },
        { value: 'segments:write', label: t`Change` },
      ],
    },
    {
      label: t`Campaigns, templates and topics`,
      scopes: [
        { value: 'campaigns:read', label: t`Read` },
        { value: 'campaigns:write', label: t`Change` },
        { value: 'campaigns:send', label: t`Send` },
      ],
    },
    { label: t`Everything`, scopes: [{ value: 'admin', label: t`All that an admin may do` }] },
  ];
}
