import { Page, PageHeader } from '@/shared/ui';

export default function CompanyPage() {
  return (
    <Page>
      <PageHeader title="Company" />
    </Page>
  );
}
