import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import type { RefObject } from 'react';

export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** From a menu: puts words where the cursor was before it opened, as if they had been typed. */
export function insertFromMenu(field: TextField | null, words: string) {
  // After the menu has closed and given the focus back.
  if (field?.isConnected) requestAnimationFrame(() => insertText(field, words));
}

function insertText(field: TextField, token: string) {
  field.focus();
  const start = field.selectionStart ?? field.value.length;
  field.setRangeText(token, start, field.selectionEnd ?? start, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

interface TokenMenuProps {
  /** Where it goes; nothing can be chosen before one has been in a field. */
  field: RefObject<TextField | null>;
  /** What else may stand there. */
  more?: { label: string; token: string }[];
}

/** Words that differ from person to person, with what stands there when they have none. */
export function TokenMenu({ field, more = [] }: TokenMenuProps) {
  const { t } = useLingui();
  const tokens = [
    { label: t`First name`, token: `{{ contact.first_name | default: "${t`there`}" }}` },
    { label: t`Last name`, token: '{{ contact.last_name }}' },
    { label: t`Company`, token: '{{ contact.company }}' },
    { label: t`E-mail`, token: '{{ contact.email }}' },
    { label: t`Name of your project`, token: '{{ project.name }}' },
    ...more,
  ];
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <Button size="sm" variant="default" leftSection={<IconBraces size={16} aria-hidden />}>
          <Trans>Personal words</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Trans>Goes to where you were typing</Trans>
        </Menu.Label>
        {tokens.map(({ label, token }) => (
          <Menu.Item key={token} onClick={() => insertFromMenu(field.current, token)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
