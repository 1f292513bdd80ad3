import { Page, PageHeader } from '@/shared/ui';

export default function NewProjectPage() {
  return (
    <Page>
      <PageHeader title="NewProject" />
    </Page>
  );
}
