import { Page, PageHeader } from '@/shared/ui';

export default function SignUpPage() {
  return (
    <Page>
      <PageHeader title="SignUp" />
    </Page>
  );
}
