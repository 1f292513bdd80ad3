import { Trans } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';

/** Keeps what the step says and goes on to the next. */
export function NextButton({ saving }: { saving: boolean }) {
  return (
    <Group justify="flex-end" mt="md">
      <Button type="submit" loading={saving}>
        <Trans>Save and go on</Trans>
      </Button>
    </Group>
  );
}
