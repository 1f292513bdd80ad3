import { useLingui } from '@lingui/react/macro';
import type { Role } from './session';

export function useRoleNames(): Record<Role, string> {
  const { t } = useLingui();
  return {
    owner: t({ message: 'Owner', context: 'role' }),
    admin: t`Admin`,
    manager: t`Manager`,
    member: t`Member`,
    viewer: t`Viewer`,
  };
}

/** What each role may do, in words; each may also do what stands below it. */
export function useRoleWords(): Record<Role, string> {
  const { t } = useLingui();
  return {
    owner: t`Hands the project over and deletes it. There is one.`,
    admin: t`Manages members, API keys, senders and the project's settings.`,
    manager: t`Imports, exports and changes many contacts at once; sends campaigns and publishes.`,
    member: t`Works with contacts, companies, tasks, deals and appointments.`,
    viewer: t`Sees everything, changes nothing.`,
  };
}
