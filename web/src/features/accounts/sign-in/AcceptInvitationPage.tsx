import { Page, PageHeader } from '@/shared/ui';

export default function AcceptInvitationPage() {
  return (
    <Page>
      <PageHeader title="AcceptInvitation" />
    </Page>
  );
}
