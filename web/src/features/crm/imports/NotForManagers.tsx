import { Trans, useLingui } from '@lingui/react/macro';
import { IconLock } from '@tabler/icons-react';
import { EmptyState } from '@/shared/ui';

/** Instead of the imports, for those who may not import. */
export function NotForManagers() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconLock} title={t`Only for managers`}>
      <Trans>Managers of this project can import contacts. An admin can give you that role.</Trans>
    </EmptyState>
  );
}
