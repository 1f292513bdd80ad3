import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconArrowsSort } from '@tabler/icons-react';

/** The order of the list, also for columns that are not shown and on phones, which have no heads. */
export function SortMenu(props: { value: string; onChange: (sort: string) => void }) {
  const { t } = useLingui();
  const choices = [
    { value: '-created_at', label: t`Newest first` },
    { value: 'created_at', label: t`Oldest first` },
    { value: 'name', label: t`Name, A to Z` },
    { value: '-name', label: t`Name, Z to A` },
    { value: 'company', label: t`Company, A to Z` },
    { value: '-engagement_score', label: t`Most engaged first` },
    { value: '-last_interaction_date', label: t`Last interaction first` },
    { value: 'last_interaction_date', label: t`Longest silence first` },
    { value: '-updated_at', label: t`Last changed first` },
  ];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconArrowsSort size={15} aria-hidden />}
        >
          <Trans>Sort</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={props.value} onChange={props.onChange}>
          {choices.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
