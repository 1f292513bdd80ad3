import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconBookmarkPlus,
  IconDotsVertical,
  IconLock,
  IconPencil,
  IconTrash,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useMe, useRole } from '@/features/accounts';
import { api, ifMatch } from '@/shared/api';
import { confirm, LinkButton, lazyPart, toast } from '@/shared/ui';
import { emptyRule } from '../../rules';
import classes from './list.module.css';
import { type ContactList, usualSort } from './useContactList';
import { type SavedView, useSaveView, viewsQuery } from './views';

const ViewDialog = lazyPart(async () => (await import('./ViewDialog')).default);

/** Saved views as tabs; what was changed and not saved is marked. */
export function ViewTabs({ list }: { list: ContactList }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const me = useMe().user.id;
  const isAdmin = useRole('admin');
  const [dialog, setDialog] = useState<SavedView | 'new' | null>(null);
  const { search, view, views } = list;
  const everybody = !search.view && !search.trash;
  const own = view !== undefined && (view.created_by === me || isAdmin);
  const differs = list.changed || (everybody && (list.filter || list.sort !== usualSort));
  return (
    <div className={classes.tabs}>
      <nav aria-label={t`Views`} className={classes.tabList}>
        <Link
          to="/contacts"
          search={{}}
          className={classes.tab}
          data-active={everybody || undefined}
          aria-current={everybody ? 'page' : undefined}
          activeProps={{}}
          activeOptions={{ exact: true, includeSearch: true }}
        >
          <Trans>All contacts</Trans>
        </Link>
        {views.map((one) => (
          <Tab key={one.id} view={one} active={one.id === search.view} changed={list.changed} />
        ))}
        {search.trash && (
          <span className={classes.tab} data-active>
            <Trans>Trash</Trans>
          </span>
        )}
      </nav>
      {view && own && mayEdit && <ViewMenu view={view} onRename={() => setDialog(view)} />}
      <span className={classes.tabActions}>
        {differs && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={list.reset}>
            <Trans>Reset</Trans>
          </Button>
        )}
        {list.changed && own && mayEdit && view && <SaveChanges list={list} view={view} />}
        {mayEdit && list.filter && !search.q && (
          <LinkButton
            to="/segments/new"
            search={{ filter: list.filter }}
            size="compact-sm"
            variant="subtle"
            leftSection={<IconUsersGroup size={15} aria-hidden />}
          >
            <Trans>Save as segment</Trans>
          </LinkButton>
        )}
        {mayEdit && differs && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconBookmarkPlus size={15} aria-hidden />}
            onClick={() => setDialog('new')}
          >
            <Trans>Save as view</Trans>
          </Button>
        )}
      </span>
      <Suspense>
        {dialog && <ViewDialog list={list} view={dialog} onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}

interface TabProps {
  view: SavedView;
  active: boolean;
  changed: boolean;
}

function Tab({ view, active, changed }: TabProps) {
  const { t } = useLingui();
  return (
    <Link
      to="/contacts"
      search={{ view: view.id }}
      className={classes.tab}
      data-active={active || undefined}
      aria-current={active ? 'page' : undefined}
      activeProps={{}}
    >
      <span className={classes.words}>{view.name}</span>
      {view.shared && (
        <IconUsers size={13} role="img" aria-label={t`Shared with everybody`} opacity={0.7} />
      )}
      {active && changed && (
        <Tooltip label={t`Changed, not saved`}>
          <span className={classes.unsaved} role="img" aria-label={t`Changed, not saved`} />
        </Tooltip>
      )}
    </Link>
  );
}

function SaveChanges({ list, view }: { list: ContactList; view: SavedView }) {
  const save = useSaveView();
  const { filter, sort, columns } = list;
  return (
    <Button
      size="compact-sm"
      loading={save.isPending}
      onClick={() =>
        save.mutate(
          {
            view,
            change: { filter: (filter ?? emptyRule) as never, sort, columns: [...columns] },
          },
          { onSuccess: () => list.show({ view: view.id, q: list.search.q }) },
        )
      }
    >
      <Trans>Save changes</Trans>
    </Button>
  );
}

function ViewMenu({ view, onRename }: { view: SavedView; onRename: () => void }) {
  const { t } = useLingui();
  const save = useSaveView();
  const remove = useDeleteView();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t`Options of the view ${view.name}`}>
          <IconDotsVertical size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={onRename}>
          <Trans>Rename</Trans>
        </Menu.Item>
        <Menu.Item
          leftSection={view.shared ? <IconLock size={15} /> : <IconUsers size={15} />}
          onClick={() => save.mutate({ view, change: { shared: !view.shared } })}
        >
          {view.shared ? <Trans>Keep for myself</Trans> : <Trans>Share with everybody</Trans>}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={15} />}
          onClick={() => void remove(view)}
        >
          <Trans>Delete view</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useDeleteView() {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  return async (view: SavedView) => {
    const { name } = view;
    const sure = await confirm({
      title: t`Delete the view “${name}”?`,
      body: view.shared
        ? t`It goes for everybody who uses it. The contacts in it stay.`
        : t`The contacts in it stay.`,
      action: t`Delete view`,
      danger: true,
    });
    if (!sure) return;
    try {
      await api.DELETE('/api/crm/views/{id}', {
        params: { path: { id: view.id } },
        headers: ifMatch(view.version),
      });
    } catch (error) {
      toast.error(error);
    }
    await queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
  };
}
