import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { rowsOf } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { contactsQuery } from '../api';
import { lastList } from '../list/lastList';

/** To the persons before and after in the list that one came from. */
export function Neighbours({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const navigate = useNavigate();
  const list = lastList();
  const query = useInfiniteQuery({
    ...contactsQuery(list?.request ?? {}),
    enabled: list !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = rowsOf(query.data);
  const index = rows.findIndex(({ id }) => id === contactId);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (index === rows.length - 1 && index >= 0 && hasNextPage && !isFetchingNextPage)
      void fetchNextPage();
  }, [index, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (index < 0) return null;
  const go = (id: string | undefined) =>
    id && void navigate({ to: '/contacts/$contactId', params: { contactId: id } });
  const place = formatNumber(index + 1, locale);
  return (
    <Group gap={2} wrap="nowrap">
      <Text size="sm" c="dimmed" mr={4}>
        {t`${place} in the list`}
      </Text>
      <ActionIcon
        size={36}
        variant="default"
        aria-label={t`Previous contact`}
        disabled={index === 0}
        onClick={() => go(rows[index - 1]?.id)}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size={36}
        variant="default"
        aria-label={t`Next contact`}
        disabled={index === rows.length - 1}
        onClick={() => go(rows[index + 1]?.id)}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
