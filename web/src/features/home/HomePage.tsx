import { Page, PageHeader } from '@/shared/ui';

export default function HomePage() {
  return (
    <Page>
      <PageHeader title="Home" />
    </Page>
  );
}
