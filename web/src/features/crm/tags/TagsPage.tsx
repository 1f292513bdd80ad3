import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group } from '@mantine/core';
import { IconPencil, IconTag, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import {
  confirm,
  EmptyState,
  LinkAnchor,
  ListSection,
  Page,
  PageHeader,
  Row,
  SearchInput,
  useSave,
} from '@/shared/ui';
import type { Rule } from '../rules/rule';
import { type Tag, tagsQuery } from './api';
import { TagChip } from './TagChip';
import { TagDialog } from './TagDialog';

/** Of up to 2,000 tags so many are shown at once; the search finds the others. */
const shownAtOnce = 100;

/** The words that people put on contacts: renamed, coloured, taken from everybody. */
export default function TagsPage() {
  const { t } = useLingui();
  const tags = useQuery(tagsQuery);
  const [term, setTerm] = useState('');
  const [more, setMore] = useState(false);
  const [open, setOpen] = useState<Tag | null>(null);
  const isManager = useRole('manager');
  const all = tags.data?.items ?? [];
  const found = all.filter(({ name }) => name.toLowerCase().includes(term.trim().toLowerCase()));
  const shown = more ? found : found.slice(0, shownAtOnce);
  return (
    <Page width="reading">
      <PageHeader
        title={t`Tags`}
        description={
          <Trans>
            The words that you put on contacts. A new one is made where you first use it, on a
            contact, on many at once or by an import.
          </Trans>
        }
      />
      {all.length > 0 && (
        <SearchInput label={t`Search tags`} mb="lg" value={term} onChange={setTerm} />
      )}
      <ListSection
        title={t`All tags`}
        query={tags}
        items={tags.data && shown}
        empty={
          <EmptyState icon={IconTag} title={all.length > 0 ? t`No such tag` : t`No tags yet`}>
            <Trans>Open a contact and write a word at “Tags”.</Trans>
          </EmptyState>
        }
        row={(tag) => (
          <TagRow key={tag.id} tag={tag} onEdit={isManager ? () => setOpen(tag) : undefined} />
        )}
      >
        {shown.length < found.length && (
          <Button fullWidth variant="subtle" radius={0} onClick={() => setMore(true)}>
            <Trans>Show more</Trans>
          </Button>
        )}
      </ListSection>
      {open && <TagDialog tag={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function TagRow({ tag, onEdit }: { tag: Tag; onEdit?: () => void }) {
  const { t } = useLingui();
  const { name } = tag;
  const remove = useSave(
    () => api.DELETE('/api/crm/tags/{id}', { params: { path: { id: tag.id } } }),
    { refetch: [['contacts']], done: t`Tag deleted` },
  );
  const ask = async () => {
    const yes = await confirm({
      title: t`Delete the tag “${name}”?`,
      body: t`It is taken from everybody who has it, and segments and views that ask for it no longer find anybody by it. This cannot be undone.`,
      action: t`Delete tag`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  const filter: Rule = {
    match: 'all',
    conditions: [{ field: 'tags', operator: 'has_any_of', value: [name] }],
  };
  return (
    <Row
      title={<TagChip name={name} />}
      detail={
        <LinkAnchor to="/contacts" search={{ filter }} size="sm">
          <Plural value={tag.contacts_count} one="# contact" other="# contacts" />
        </LinkAnchor>
      }
    >
      {onEdit && (
        <Group gap={2} wrap="nowrap">
          <ActionIcon aria-label={t`Change ${name}`} onClick={onEdit}>
            <IconPencil size={17} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t`Delete ${name}`} loading={remove.isPending} onClick={ask}>
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
        </Group>
      )}
    </Row>
  );
}
