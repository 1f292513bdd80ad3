import { Page, PageHeader } from '@/shared/ui';

export default function AuditPage() {
  return (
    <Page>
      <PageHeader title="Audit" />
    </Page>
  );
}
