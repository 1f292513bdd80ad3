import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';

/** Words that differ from person to person, each with what stands there when they have none. */
export function TokenMenu({ onInsert }: { onInsert: (token: string) => void }) {
  const { t } = useLingui();
  const tokens = [
    { label: t`First name`, token: `{{ contact.first_name | default: "${t`there`}" }}` },
    { label: t`Last name`, token: '{{ contact.last_name }}' },
    { label: t`Company`, token: '{{ contact.company }}' },
    { label: t`E-mail`, token: '{{ contact.email }}' },
    { label: t`Name of your project`, token: '{{ project.name }}' },
  ];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconBraces size={16} aria-hidden />}>
          <Trans>Personal words</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {tokens.map(({ label, token }) => (
          <Menu.Item key={token} onClick={() => onInsert(token)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
