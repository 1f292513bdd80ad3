import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Menu } from '@mantine/core';
import { IconAt } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useMe, useMembers } from '@/features/accounts';
import { insertFromMenu } from '@/shared/ui';

/** Names a colleague in a note, who is told of it. */
export function MentionMenu({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useLingui();
  const me = useMe().user.id;
  const others = useMembers().filter(({ user_id }) => user_id !== me);
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t`Tell a colleague of it`}>
          <IconAt size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={300} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t`Is told of the note`}</Menu.Label>
        {others.map(({ user_id, name }) => (
          <Menu.Item key={user_id} onClick={() => insertFromMenu(field.current, `@${name} `)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
