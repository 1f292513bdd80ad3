import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { saveFile } from '@/shared/lib/saveFile';
import { Row, RowList, Section, useSave } from '@/shared/ui';
import type { ContactRecord } from '../contacts/api';
import { useErasure } from './useErasure';

/** What the law gives every person: everything that is held, or nothing of it any more. */
export function PersonalData({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  return (
    <Section
      title={t`Personal data`}
      description={<Trans>When somebody asks what you hold of them, or to be forgotten.</Trans>}
      flush
    >
      <RowList label={t`Personal data`}>
        <Download contact={contact} />
        <Erasure contact={contact} />
      </RowList>
    </Section>
  );
}

function Download({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const mayExport = useRole('manager');
  const { isPending, mutate } = useSave(() => download(contact), { refetch: [] });
  return (
    <Row
      title={t`Give them a copy`}
      detail={
        mayExport ? (
          <Trans>One file (JSON) with everything that is held of this person.</Trans>
        ) : (
          <Trans>A manager of this project can do this.</Trans>
        )
      }
    >
      {mayExport && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} aria-hidden />}
          loading={isPending}
          onClick={() => mutate()}
        >
          <Trans>Download</Trans>
        </Button>
      )}
    </Row>
  );
}

function Erasure({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const mayErase = useRole('admin');
  const { isPending, ask } = useErasure(contact);
  return (
    <Row
      title={t`Forget this person`}
      detail={
        mayErase ? (
          <Trans>Everything is removed for good, at once. You are asked first.</Trans>
        ) : (
          <Trans>An admin of this project can do this.</Trans>
        )
      }
    >
      {mayErase && (
        <Button variant="light" color="red" size="xs" loading={isPending} onClick={ask}>
          <Trans>Erase for good</Trans>
        </Button>
      )}
    </Row>
  );
}

async function download({ id, display_name }: ContactRecord) {
  const { data } = await api.GET('/api/crm/contacts/{id}/personal-data', {
    params: { path: { id } },
    parseAs: 'blob',
  });
  saveFile(data as unknown as Blob, `${display_name || id}.json`);
}
