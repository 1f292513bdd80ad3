import { useLingui } from '@lingui/react/macro';
import { Fact } from '../../record/Fact';
import classes from '../../record/record.module.css';
import type { ContactRecord } from '../api';

/** What is known of how the person came here, beside the source: marks of the first link, details of a program. */
export function Origin({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const names: Record<string, string> = {
    utm_source: t`Link from`,
    utm_medium: t`Kind of link`,
    utm_campaign: t`Link of`,
    utm_term: t`Searched for`,
    utm_content: t`Which link`,
  };
  const known = Object.entries({
    ...objectOf(contact.utm_data),
    ...objectOf(contact.source_details),
  });
  return known.map(([key, value]) => (
    <Fact key={key} label={names[key] ?? key.replaceAll('_', ' ')}>
      <span className={classes.value}>
        {typeof value === 'string' ? value : JSON.stringify(value)}
      </span>
    </Fact>
  ));
}

function objectOf(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
}
