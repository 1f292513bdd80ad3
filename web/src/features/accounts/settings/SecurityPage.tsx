import { useLingui } from '@lingui/react/macro';
import { Page, PageHeader } from '@/shared/ui';
import { Passkeys } from './security/Passkeys';
import { Password } from './security/Password';
import { Sessions } from './security/Sessions';
import { TwoFactor } from './security/TwoFactor';

export default function SecurityPage() {
  const { t } = useLingui();
  return (
    <Page width="reading">
      <PageHeader title={t`Sign-in and security`} />
      <Password />
      <TwoFactor />
      <Passkeys />
      <Sessions />
    </Page>
  );
}
