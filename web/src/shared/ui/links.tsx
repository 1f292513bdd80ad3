// Mantine's looks with the router's types: a wrong address, parameter or search fails compilation.
import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

type Base<Props> = Props & Omit<ComponentProps<'a'>, keyof Props>;

export const LinkAnchor = createLink((props: Base<AnchorProps>) => <Anchor {...props} />);

export const LinkButton = createLink((props: Base<ButtonProps>) => (
  <Button component="a" {...props} />
));
