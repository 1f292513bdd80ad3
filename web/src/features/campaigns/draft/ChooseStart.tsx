import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { IconAlignLeft, IconCode } from '@tabler/icons-react';
import { Section } from '@/shared/ui';
import type { MailTemplate } from '../editor/api';
import { TemplatePicker } from '../editor/TemplatePicker';
import type { MailKind } from './mailValues';

interface ChooseStartProps {
  onTemplate: (template: MailTemplate) => void;
  onKind: (kind: MailKind) => void;
}

export function ChooseStart({ onTemplate, onKind }: ChooseStartProps) {
  const { t } = useLingui();
  return (
    <Section
      title={t`How shall it look?`}
      action={
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconAlignLeft size={16} aria-hidden />}
            onClick={() => onKind('text')}
          >
            <Trans>Only text, like a letter</Trans>
          </Button>
          <Button
            variant="default"
            leftSection={<IconCode size={16} aria-hidden />}
            onClick={() => onKind('html')}
          >
            <Trans>HTML of your own</Trans>
          </Button>
        </Group>
      }
    >
      <TemplatePicker onPick={onTemplate} />
    </Section>
  );
}
