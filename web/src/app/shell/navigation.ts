import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  type Icon,
  IconAddressBook,
  IconBuilding,
  IconChartBar,
  IconChecklist,
  IconHome,
  IconRoute,
  IconSpeakerphone,
  IconTableImport,
  IconTemplate,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';

export interface Destination {
  to: LinkProps['to'] & string;
  label: MessageDescriptor;
  icon: Icon;
  /** Shortcut, after "g". */
  key: string;
}

/** What the sidebar, the palette and the shortcuts lead to. */
export const navigation: { label?: MessageDescriptor; items: Destination[] }[] = [
  {
    items: [
      { to: '/', label: msg`Home`, icon: IconHome, key: 'h' },
      { to: '/tasks', label: msg`Tasks`, icon: IconChecklist, key: 't' },
    ],
  },
  {
    label: msg`Contacts`,
    items: [
      { to: '/contacts', label: msg`Contacts`, icon: IconAddressBook, key: 'c' },
      { to: '/companies', label: msg`Companies`, icon: IconBuilding, key: 'o' },
      { to: '/segments', label: msg`Segments`, icon: IconUsersGroup, key: 's' },
      { to: '/journey', label: msg`Journey`, icon: IconRoute, key: 'j' },
      { to: '/imports', label: msg`Imports`, icon: IconTableImport, key: 'i' },
      { to: '/duplicates', label: msg`Duplicates`, icon: IconUsers, key: 'd' },
      { to: '/analytics', label: msg`Analytics`, icon: IconChartBar, key: 'a' },
    ],
  },
  {
    label: msg`Marketing`,
    items: [
      { to: '/campaigns', label: msg`Campaigns`, icon: IconSpeakerphone, key: 'm' },
      { to: '/templates', label: msg`Templates`, icon: IconTemplate, key: 'e' },
    ],
  },
];
