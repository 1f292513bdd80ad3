import { Button, type ButtonProps, Popover } from '@mantine/core';
import { type ComponentProps, type ReactNode, useState } from 'react';

/** One of the bar of what can be done with the chosen contacts. */
export function BarButton(props: ButtonProps & ComponentProps<'button'>) {
  return <Button size="compact-sm" variant="subtle" color="gray" {...props} />;
}

/** Of a list within a popover: the bar is at the lower edge, below it the list would leave the screen. */
export const listAbove = {
  withinPortal: false,
  position: 'top',
  middlewares: { flip: false },
} as const;

interface BarPopoverProps {
  icon: ReactNode;
  label: string;
  children: (close: () => void) => ReactNode;
}

/** A button of the bar that asks for something more before it acts. */
export function BarPopover({ icon, label, children }: BarPopoverProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top" width={280} trapFocus returnFocus>
      <Popover.Target>
        <BarButton leftSection={icon} onClick={() => setOpened(!opened)}>
          {label}
        </BarButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children(() => setOpened(false))}</Popover.Dropdown>
    </Popover>
  );
}
