import type { Campaign } from '../api';
import { Hours } from './Hours';
import { Links } from './Links';
import { Programs } from './Programs';
import { ReactionChart } from './ReactionChart';
import classes from './reactions.module.css';

/** What people did with it: when, by which links, with what. */
export function Reactions({ campaign }: { campaign: Campaign }) {
  return (
    <div className={classes.sections}>
      <ReactionChart campaign={campaign} />
      <Links campaign={campaign} />
      <Hours campaign={campaign} />
      <Programs campaign={campaign} />
    </div>
  );
}
