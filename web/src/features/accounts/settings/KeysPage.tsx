import { Page, PageHeader } from '@/shared/ui';

export default function KeysPage() {
  return (
    <Page>
      <PageHeader title="Keys" />
    </Page>
  );
}
