import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyField, Dialog } from '@/shared/ui';

/** Shown once. Closing takes a tick, since without phone and codes the account is lost. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useLingui();
  const [kept, setKept] = useState(false);
  const text = codes.join('\n');
  return (
    <Dialog
      onClose={() => kept && onClose()}
      withCloseButton={false}
      title={<Trans>Keep these recovery codes</Trans>}
    >
      <Stack>
        <Text c="dimmed">
          <Trans>
            Each signs you in once when your phone is not at hand. They are shown only now; a
            password manager is a good place.
          </Trans>
        </Text>
        <CopyField value={text} label={t`Copy all codes`} />
        <Checkbox
          size="sm"
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
          label={t`I have put them in a safe place`}
        />
        <Group justify="flex-end" gap="xs">
          <Button
            component="a"
            variant="default"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
            download="socialflow-recovery-codes.txt"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            <Trans>Download</Trans>
          </Button>
          <Button disabled={!kept} onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
