import { Page, PageHeader } from '@/shared/ui';

export default function ProfilePage() {
  return (
    <Page>
      <PageHeader title="Profile" />
    </Page>
  );
}
