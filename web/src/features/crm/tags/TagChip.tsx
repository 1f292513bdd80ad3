import { useQuery } from '@tanstack/react-query';
import { tagsQuery } from './api';
import { colourOf } from './colours';
import classes from './tags.module.css';

export function TagChip({ name }: { name: string }) {
  const { data } = useQuery(tagsQuery);
  const chosen = data?.items.find((tag) => tag.name === name)?.colour;
  return (
    <span className={classes.chip}>
      <span className={classes.dot} style={{ background: chosen ?? colourOf(name) }} />
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
