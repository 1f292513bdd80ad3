import { Page, PageHeader } from '@/shared/ui';

export default function ResetPasswordPage() {
  return (
    <Page>
      <PageHeader title="ResetPassword" />
    </Page>
  );
}
