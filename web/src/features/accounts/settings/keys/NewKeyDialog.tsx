import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Text } from '@mantine/core';
import { CopyField, Dialog } from '@/shared/ui';

/** The only time the key is seen. */
export function NewKeyDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog
      onClose={onClose}
      closeOnClickOutside={false}
      withCloseButton={false}
      title={<Trans>Copy the key now</Trans>}
    >
      <Stack>
        <Text c="dimmed">
          <Trans>
            It is not shown again. Whoever has it can do what you allowed: keep it secret.
          </Trans>
        </Text>
        <CopyField value={secret} label={t`Copy the key`} />
        <Group justify="flex-end">
          <Button onClick={onClose}>
            <Trans>I have copied it</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
