import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Code, Group } from '@mantine/core';
import { IconForms, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import {
  confirm,
  EmptyState,
  ListSection,
  OrderedActions,
  Page,
  PageHeader,
  Row,
  toast,
  useSave,
} from '@/shared/ui';
import { type CustomField, customFieldsQuery } from './api';
import { FieldDialog } from './FieldDialog';
import { useFieldTypes } from './types';

export default function CustomFieldsPage() {
  const { t } = useLingui();
  const isManager = useRole('manager');
  const fields = useQuery(customFieldsQuery);
  const [open, setOpen] = useState<CustomField | 'new' | null>(null);
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      <Trans>New field</Trans>
    </Button>
  );
  return (
    <Page width="reading">
      <PageHeader
        title={t`Custom fields`}
        description={
          <Trans>
            What you want to know about your contacts beyond name, e-mail and phone. They appear on
            every contact, in filters, imports and exports.
          </Trans>
        }
        actions={isManager && fields.data?.items.length !== 0 && create}
      />
      <ListSection
        title={t`Fields of contacts`}
        query={fields}
        items={fields.data?.items}
        empty={
          <EmptyState
            icon={IconForms}
            title={t`No fields of your own yet`}
            action={isManager && create}
          >
            <Trans>
              A coach may add “Goal”, a garage “Number plate”, an agency “Contract until”.
            </Trans>
          </EmptyState>
        }
        row={(field, index, items) => (
          <FieldRow
            key={field.id}
            field={field}
            index={index}
            items={items}
            onEdit={isManager ? () => setOpen(field) : undefined}
          />
        )}
      />
      {open && <FieldDialog field={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

interface FieldRowProps {
  field: CustomField;
  index: number;
  items: CustomField[];
  /** Absent: the person may only look. */
  onEdit?: () => void;
}

function FieldRow({ field, index, items, onEdit }: FieldRowProps) {
  const { t } = useLingui();
  const types = useFieldTypes();
  const order = useReorder();
  const remove = useSave(
    () => api.DELETE('/api/crm/custom-fields/{id}', { params: { path: { id: field.id } } }),
    { refetch: [customFieldsQuery.queryKey], done: t`Field deleted` },
  );
  const askRemove = async () => {
    const yes = await confirm({
      title: t`Delete the field “${field.label}”?`,
      body: t`What was filled in for it is deleted on every contact. This cannot be undone.`,
      action: t`Delete field`,
      danger: true,
      typed: field.label,
    });
    if (yes) remove.mutate();
  };
  const move = (to: number) => {
    const ids = items.map(({ id }) => id);
    ids.splice(to, 0, ...ids.splice(index, 1));
    order.mutate(ids);
  };
  return (
    <Row
      title={
        <>
          {field.label}
          {field.required && (
            <Badge color="orange">
              <Trans>required</Trans>
            </Badge>
          )}
        </>
      }
      detail={
        <>
          {types[field.type].label} · <Code>{field.key}</Code>
          {field.options.length > 0 && ` · ${field.options.join(', ')}`}
        </>
      }
    >
      {onEdit && (
        <Group gap={2} wrap="nowrap">
          <OrderedActions
            name={field.label}
            index={index}
            count={items.length}
            deleting={remove.isPending}
            onMove={move}
            onEdit={onEdit}
            onDelete={askRemove}
          />
        </Group>
      )}
    </Row>
  );
}

/** The list is in its new order at once, and back when the server refuses. */
function useReorder() {
  const queryClient = useQueryClient();
  const { queryKey } = customFieldsQuery;
  return useMutation({
    mutationFn: (ids: string[]) => api.POST('/api/crm/custom-fields/order', { body: { ids } }),
    onMutate: async (ids) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      queryClient.setQueryData(
        queryKey,
        before && { items: before.items.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)) },
      );
      return { before };
    },
    onError: (error, _ids, context) => {
      queryClient.setQueryData(queryKey, context?.before);
      toast.error(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
}
