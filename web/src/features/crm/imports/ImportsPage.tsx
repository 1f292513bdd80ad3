import { Page, PageHeader } from '@/shared/ui';

export default function ImportsPage() {
  return (
    <Page>
      <PageHeader title="Imports" />
    </Page>
  );
}
