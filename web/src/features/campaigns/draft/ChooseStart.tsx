import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconAlignLeft } from '@tabler/icons-react';
import { Section } from '@/shared/ui';
import type { MailTemplate } from '../editor/api';
import { TemplatePicker } from '../editor/TemplatePicker';

interface ChooseStartProps {
  onTemplate: (template: MailTemplate) => void;
  onText: () => void;
}

export function ChooseStart({ onTemplate, onText }: ChooseStartProps) {
  const { t } = useLingui();
  return (
    <Section
      title={t`How shall it look?`}
      action={
        <Button
          variant="default"
          leftSection={<IconAlignLeft size={16} aria-hidden />}
          onClick={onText}
        >
          <Trans>Only text, like a letter</Trans>
        </Button>
      }
    >
      <TemplatePicker onPick={onTemplate} />
    </Section>
  );
}
