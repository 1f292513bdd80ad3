import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useMe, useRole } from '@/features/accounts';
import { api, body } from '@/shared/api';
import { toast, useSave } from '@/shared/ui';
import type { EmailDraft } from '../editor/api';

/** One mail, now, to whoever writes: as it stands, kept or not. */
export function TestMail({ draft }: { draft: EmailDraft | undefined }) {
  const { t } = useLingui();
  const maySend = useRole('manager');
  const to = useMe().user.email;
  const send = useSave(
    async (message: EmailDraft) => {
      const { was_accepted, detail } = await body(
        api.POST('/api/email/tests', { body: { message, to } }),
      );
      if (was_accepted) toast.success(t`A test is on its way to ${to}`);
      else toast.info(t`The server did not take it: ${detail}`);
    },
    { refetch: [] },
  );
  if (!maySend) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconMailForward size={16} aria-hidden />}
      disabled={!draft}
      loading={send.isPending}
      onClick={() => draft && send.mutate(draft)}
    >
      <Trans>Send a test to me</Trans>
    </Button>
  );
}
