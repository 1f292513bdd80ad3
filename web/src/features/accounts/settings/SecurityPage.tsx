import { Page, PageHeader } from '@/shared/ui';

export default function SecurityPage() {
  return (
    <Page>
      <PageHeader title="Security" />
    </Page>
  );
}
