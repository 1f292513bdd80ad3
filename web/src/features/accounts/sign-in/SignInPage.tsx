import { Page, PageHeader } from '@/shared/ui';

export default function SignInPage() {
  return (
    <Page>
      <PageHeader title="SignIn" />
    </Page>
  );
}
