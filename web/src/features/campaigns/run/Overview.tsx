import type { Campaign } from '../api';
import classes from '../campaigns.module.css';
import { Costs } from './Costs';
import { LedgerView } from './LedgerView';
import { MessageFigures } from './MessageFigures';
import { SenderFigures } from './Senders';
import { SentChart } from './SentChart';
import { Undelivered } from './Undelivered';

/** How far it is, how fast, and how each message did. */
export function Overview({ campaign }: { campaign: Campaign }) {
  return (
    <>
      <Undelivered campaign={campaign} />
      <LedgerView campaign={campaign} />
      <Costs campaign={campaign} />
      <MessageFigures campaign={campaign} />
      <SenderFigures campaign={campaign} />
      {campaign.started_at && (
        <div className={classes.chart}>
          <SentChart campaign={campaign} />
        </div>
      )}
    </>
  );
}
