import { Page, PageHeader } from '@/shared/ui';

export default function CustomFieldsPage() {
  return (
    <Page>
      <PageHeader title="CustomFields" />
    </Page>
  );
}
