import { Page, PageHeader } from '@/shared/ui';

export default function PreferencesPage() {
  return (
    <Page>
      <PageHeader title="Preferences" />
    </Page>
  );
}
