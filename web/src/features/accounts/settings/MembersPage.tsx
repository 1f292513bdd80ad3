import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { Page, PageHeader } from '@/shared/ui';
import { useRole } from '../session';
import { Invitations } from './members/Invitations';
import { InviteDialog } from './members/InviteDialog';
import { MemberList } from './members/MemberList';
import { Roles } from './members/Roles';

export default function MembersPage() {
  const { t } = useLingui();
  const isAdmin = useRole('admin');
  const [inviting, invite] = useDisclosure();
  return (
    <Page width="reading">
      <PageHeader
        title={t`Members`}
        description={<Trans>Who works in this project, and what they may do.</Trans>}
        actions={
          isAdmin && (
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={invite.open}>
              <Trans>Invite people</Trans>
            </Button>
          )
        }
      />
      <MemberList />
      {isAdmin && <Invitations />}
      <Roles />
      {inviting && <InviteDialog onClose={invite.close} />}
    </Page>
  );
}
