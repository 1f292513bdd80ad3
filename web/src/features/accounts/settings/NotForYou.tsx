import { Trans, useLingui } from '@lingui/react/macro';
import { IconLock } from '@tabler/icons-react';
import { EmptyState } from '@/shared/ui';

/** Instead of a screen that one's role may not see. */
export function NotForYou() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconLock} title={t`Only for admins`}>
      <Trans>An admin of this project can look here, or give you another role.</Trans>
    </EmptyState>
  );
}
