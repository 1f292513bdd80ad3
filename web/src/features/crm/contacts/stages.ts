import { useLingui } from '@lingui/react/macro';
import type { Contact } from './api';

/** What people call the stages of a customer. */
export function useStages(): Record<Contact['lifecycle_stage'], string> {
  const { t } = useLingui();
  return {
    lead: t`Lead`,
    prospect: t`Prospect`,
    customer: t`Customer`,
    evangelist: t`Evangelist`,
  };
}
