import { Page, PageHeader } from '@/shared/ui';

export default function VerifyEmailPage() {
  return (
    <Page>
      <PageHeader title="VerifyEmail" />
    </Page>
  );
}
