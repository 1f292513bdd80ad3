import { Trans, useLingui } from '@lingui/react/macro';
import { List } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { api } from '@/shared/api';
import { confirm, useSave } from '@/shared/ui';

/** Forgets a person for good, after saying what goes and what is kept. Only for admins. */
export function useErasure(contact: { id: string; display_name: string }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { id, display_name } = contact;
  const { isPending, mutate } = useSave(
    async () => {
      await api.DELETE('/api/crm/contacts/{id}/permanently', { params: { path: { id } } });
      await navigate({ to: '/contacts' });
    },
    {
      refetch: [['contacts', 'list'], ['contacts', 'count'], ['suppressions']],
      done: t`${display_name} is gone`,
    },
  );
  const ask = async () => {
    const sure = await confirm({
      title: t`Erase ${display_name} for good?`,
      body: <WhatGoesAndStays />,
      action: t`Erase for good`,
      danger: true,
      typed: display_name,
    });
    if (sure) mutate();
  };
  return { isPending, ask };
}

function WhatGoesAndStays() {
  return (
    <>
      <Trans>
        The contact goes with everything that belongs to it: notes, tasks, files, consents and the
        whole history. The name also goes from the audit log, jobs and notifications. This cannot be
        undone.
      </Trans>
      <p>
        <Trans>Kept is only:</Trans>
      </p>
      <List size="md" spacing={4}>
        <List.Item>
          <Trans>
            a code made of each e-mail address and phone number, on the list “Do not write to”. It
            cannot be read back; it stops you from writing to this person again by mistake.
          </Trans>
        </List.Item>
        <List.Item>
          <Trans>a line in the audit log: that somebody was erased, when and by whom.</Trans>
        </List.Item>
        <List.Item>
          <Trans>backups that you made before. They end when you delete them.</Trans>
        </List.Item>
      </List>
    </>
  );
}
