import { Menu, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

type Props = MenuItemProps & Omit<ComponentProps<'a'>, keyof MenuItemProps>;

/** A line of a menu that leads somewhere. Apart from links.tsx: the first load needs no menus. */
export const LinkMenuItem = createLink((props: Props) => <Menu.Item component="a" {...props} />);
