import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu, ScrollArea } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { confirm } from '@/shared/ui';
import { type LetterTemplate, templatesQuery } from './api';
import { textOfDocument } from './templateText';

interface TemplateSelectProps {
  /** Something is written already. */
  asks: boolean;
  onPick: (mail: { subject: string; text: string }) => void;
}

/** The words of a template to begin with. */
export function TemplateSelect({ asks, onPick }: TemplateSelectProps) {
  const { t } = useLingui();
  const { data } = useQuery(templatesQuery());
  const pick = async (template: LetterTemplate) => {
    const { name } = template;
    const yes =
      !asks ||
      (await confirm({
        title: t`Take the words of “${name}”?`,
        body: t`They take the place of what is written.`,
        action: t`Take them`,
      }));
    if (yes) onPick({ subject: template.subject, text: textOfDocument(template.document) });
  };
  if (!data || data.length === 0) return null;
  return (
    <Menu position="top-start" width={280}>
      <Menu.Target>
        <Button size="sm" variant="default" leftSection={<IconTemplate size={16} aria-hidden />}>
          <Trans>Template</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={300} type="auto">
          {data.map((template) => (
            <Menu.Item key={template.key} onClick={() => void pick(template)}>
              {template.name}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}
