import { UnstyledButton } from '@mantine/core';
import classes from './templates.module.css';

interface TemplateCardProps {
  name: string;
  detail: string;
  /** The colour of its buttons. */
  accent: string | number | undefined;
  onOpen: () => void;
}

export function TemplateCard({ name, detail, accent, onOpen }: TemplateCardProps) {
  return (
    <li>
      <UnstyledButton className={classes.card} onClick={onOpen}>
        <span className={classes.swatch} style={{ background: `${accent ?? ''}` }} aria-hidden />
        <span className={classes.name}>{name}</span>
        <span className={classes.detail}>{detail}</span>
      </UnstyledButton>
    </li>
  );
}
