import { Page, PageHeader } from '@/shared/ui';

export default function ProjectPage() {
  return (
    <Page>
      <PageHeader title="Project" />
    </Page>
  );
}
