import { Page, PageHeader } from '@/shared/ui';

export default function TasksPage() {
  return (
    <Page>
      <PageHeader title="Tasks" />
    </Page>
  );
}
