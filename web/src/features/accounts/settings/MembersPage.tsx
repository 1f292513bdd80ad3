import { Page, PageHeader } from '@/shared/ui';

export default function MembersPage() {
  return (
    <Page>
      <PageHeader title="Members" />
    </Page>
  );
}
