import { Page, PageHeader } from '@/shared/ui';

export default function ForgotPasswordPage() {
  return (
    <Page>
      <PageHeader title="ForgotPassword" />
    </Page>
  );
}
