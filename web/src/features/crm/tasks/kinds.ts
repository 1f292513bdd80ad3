import { useLingui } from '@lingui/react/macro';
import { type Icon, IconCircleCheck, IconMail, IconPhone, IconUsers } from '@tabler/icons-react';
import type { Task } from './api';

export function useTaskKinds(): Record<Task['kind'], { label: string; icon: Icon }> {
  const { t } = useLingui();
  return {
    todo: { label: t`To do`, icon: IconCircleCheck },
    call: { label: t`Call`, icon: IconPhone },
    email: { label: t`E-mail`, icon: IconMail },
    meeting: { label: t`Meeting`, icon: IconUsers },
  };
}
