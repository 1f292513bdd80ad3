import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LinkAnchor } from '@/shared/ui';
import { Fact } from '../record/Fact';
import { segmentsOfContactQuery } from './api';
import classes from './segments.module.css';

/** The segments that a person is in; each leads to why. */
export function ContactSegments({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const { data } = useQuery(segmentsOfContactQuery(contactId));
  const segments = data?.items.filter(({ by_hand }) => by_hand !== 'excluded');
  return (
    <Fact label={t`Segments`}>
      <div className={classes.chips}>
        {segments?.map(({ id, name }) => (
          <LinkAnchor
            key={id}
            to="/segments/$segmentId"
            params={{ segmentId: id }}
            search={{ tab: 'why', person: contactId }}
            size="md"
          >
            {name}
          </LinkAnchor>
        ))}
        {segments?.length === 0 && (
          <Text c="dimmed" size="md">
            <Trans>In none</Trans>
          </Text>
        )}
      </div>
    </Fact>
  );
}
