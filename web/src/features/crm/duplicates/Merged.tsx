import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMembers } from '@/features/accounts';
import { rowsOf } from '@/shared/api';
import { LinkAnchor, RelativeTime, Row, RowList, Section, ShowMore } from '@/shared/ui';
import { type Merge, mergesQuery } from './api';
import { useUndoMerge } from './useUndoMerge';

/** Contacts that became one; for 90 days they can be several again. */
export function Merged({ mayEdit }: { mayEdit: boolean }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(mergesQuery);
  const merges = rowsOf(query.data);
  if (merges.length === 0) return null;
  return (
    <Section
      title={t`Merged`}
      description={
        <Trans>For 90 days they can be separated again, with all that belonged to each.</Trans>
      }
      flush
    >
      <RowList label={t`Merged`}>
        {merges.map((merge) => (
          <MergeRow key={merge.id} merge={merge} mayEdit={mayEdit} />
        ))}
      </RowList>
      <ShowMore query={query} radius={0} />
    </Section>
  );
}

function MergeRow({ merge, mayEdit }: { merge: Merge; mayEdit: boolean }) {
  const { t, i18n } = useLingui();
  const undo = useUndoMerge();
  const who = useMembers().find(({ user_id }) => user_id === merge.merged_by)?.name;
  // Their names go with what is kept for the undo.
  const names = new Intl.ListFormat(i18n.locale).format(merge.loser_names);
  const open = !merge.undone_at && names !== '' && Date.parse(merge.undo_until) > Date.now();
  const winner = merge.winner_name ?? t`another contact`;
  return (
    <Row
      title={
        <>
          {names || <Plural value={merge.loser_ids.length} one="# contact" other="# contacts" />}
          {' → '}
          <LinkAnchor to="/contacts/$contactId" params={{ contactId: merge.winner_id }}>
            {winner}
          </LinkAnchor>
        </>
      }
      detail={
        <>
          {who && `${who} · `}
          <RelativeTime instant={merge.merged_at} />
        </>
      }
    >
      {merge.undone_at && (
        <Badge color="gray">
          <Trans>separated again</Trans>
        </Badge>
      )}
      {open && mayEdit && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t`Separate ${names} from ${winner}`}
          loading={undo.isPending}
          onClick={() => undo.mutate(merge.id)}
        >
          <Trans>Separate</Trans>
        </Button>
      )}
    </Row>
  );
}
