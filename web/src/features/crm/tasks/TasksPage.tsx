import { Trans, useLingui } from '@lingui/react/macro';
import { Button, SegmentedControl } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChecklist, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { rowsOf } from '@/shared/api';
import { useAskedFor } from '@/shared/lib/useAskedFor';
import { EmptyState, ErrorState, ListSkeleton, Page, PageHeader, ShowMore } from '@/shared/ui';
import { tasksQuery } from './api';
import { TaskForm } from './TaskForm';
import { DoneTasks, TaskGroups } from './TaskGroups';
import classes from './tasks.module.css';

const route = getRouteApi('/app/tasks');

/** What is to be done, by oneself or by everybody. */
export default function TasksPage() {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const { whose = 'mine', status = 'open', new: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, { open, close }] = useDisclosure();
  useAskedFor(asked, open);
  const query = useInfiniteQuery(
    tasksQuery({ status, assigned_to: whose === 'mine' ? 'me' : undefined }),
  );
  const tasks = rowsOf(query.data);
  return (
    <Page width="reading">
      <PageHeader
        compact
        title={t`Tasks`}
        actions={
          mayEdit && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
              <Trans>New task</Trans>
            </Button>
          )
        }
      />
      {adding && (
        <div className={classes.card}>
          <TaskForm onDone={close} onCancel={close} />
        </div>
      )}
      <div className={classes.toolbar}>
        <SegmentedControl
          aria-label={t`Whose tasks`}
          value={whose}
          onChange={(next) =>
            navigate({ search: (now) => ({ ...now, whose: next as 'mine' }), replace: true })
          }
          data={[
            { value: 'mine', label: t`Mine` },
            { value: 'everyone', label: t`Everybody’s` },
          ]}
        />
        <SegmentedControl
          aria-label={t`Which tasks`}
          value={status}
          onChange={(next) =>
            navigate({ search: (now) => ({ ...now, status: next as 'open' }), replace: true })
          }
          data={[
            { value: 'open', label: t`Open` },
            { value: 'done', label: t`Done` },
          ]}
        />
      </div>
      {query.isPending && <ListSkeleton />}
      {query.error && <ErrorState error={query.error} onRetry={query.refetch} />}
      {query.isSuccess && tasks.length === 0 && (
        <EmptyState
          icon={IconChecklist}
          title={status === 'open' ? t`Nothing to do` : t`Nothing done yet`}
        >
          <Trans>Calls, mails and meetings that you plan appear here in time.</Trans>
        </EmptyState>
      )}
      {status === 'open' && <TaskGroups tasks={tasks} />}
      {status === 'done' && tasks.length > 0 && <DoneTasks tasks={tasks} />}
      <ShowMore query={query} mt="md" variant="default" />
    </Page>
  );
}
