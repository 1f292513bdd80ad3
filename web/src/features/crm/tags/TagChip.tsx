import { useQuery } from '@tanstack/react-query';
import { tagsQuery } from './api';
import classes from './tags.module.css';

// The dot's colour stays with the name while nobody has chosen one.
const dots = [
  '#5b74e8',
  '#0f9f6e',
  '#d9822b',
  '#b0479f',
  '#d64545',
  '#2b8fc9',
  '#8a8f98',
  '#7a9c1f',
];

function colorOf(name: string): string {
  let sum = 0;
  for (const letter of name.toLowerCase()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return dots[sum % dots.length] ?? '#8a8f98';
}

export function TagChip({ name }: { name: string }) {
  const { data } = useQuery(tagsQuery);
  const chosen = data?.items.find((tag) => tag.name === name)?.colour;
  return (
    <span className={classes.chip}>
      <span className={classes.dot} style={{ background: chosen ?? colorOf(name) }} />
      <span className={classes.name}>{name}</span>
    </span>
  );
}

/** The first few in one line, and how many more there are. */
export function TagChips({ names, most = 2 }: { names: string[]; most?: number }) {
  const more = names.length - most;
  return (
    <span className={classes.line} title={names.join(', ')}>
      {names.slice(0, most).map((name) => (
        <TagChip key={name} name={name} />
      ))}
      {more > 0 && <span className={classes.more}>+{more}</span>}
    </span>
  );
}
