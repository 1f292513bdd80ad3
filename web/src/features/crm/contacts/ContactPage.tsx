import { Page, PageHeader } from '@/shared/ui';

export default function ContactPage() {
  return (
    <Page>
      <PageHeader title="Contact" />
    </Page>
  );
}
