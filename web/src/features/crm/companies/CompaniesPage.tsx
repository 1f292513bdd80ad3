import { Page, PageHeader } from '@/shared/ui';

export default function CompaniesPage() {
  return (
    <Page>
      <PageHeader title="Companies" />
    </Page>
  );
}
