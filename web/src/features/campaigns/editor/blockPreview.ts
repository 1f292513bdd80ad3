// Pictures of blocks, drawn by the server: asked for together, kept by what stands in them.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, body, type Schemas } from '@/shared/api';
import type { Block, MailTheme } from './mailDocument';

export type BlockPreview = Schemas['BlockPreview'];

interface Wanted {
  theme: MailTheme;
  contactId: string | undefined;
  block: Block;
  /** That share the width of the mail where it stands. */
  columns: number;
}

interface Waiting extends Wanted {
  resolve: (drawn: BlockPreview) => void;
  reject: (error: unknown) => void;
}

const mostAtOnce = 200; // the server's limit
const gatherMs = 20;
const typingMs = 250;
const keptMs = 30 * 60_000;

let waiting: Waiting[] = [];

function draw(wanted: Wanted): Promise<BlockPreview> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setTimeout(askForAll, gatherMs);
    waiting.push({ ...wanted, resolve, reject });
  });
}

function askForAll() {
  const groups = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const key = JSON.stringify([one.theme, one.contactId]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  waiting = [];
  for (const group of groups.values())
    for (let at = 0; at < group.length; at += mostAtOnce)
      void ask(group.slice(at, at + mostAtOnce));
}

async function ask(group: Waiting[]) {
  const [first] = group;
  if (!first) return;
  try {
    const { items } = await body(
      api.POST('/api/email/blocks/preview', {
        body: {
          theme: first.theme as never,
          contact_id: first.contactId ?? null,
          blocks: group.map(({ block, columns }) => ({ block: block as never, columns })),
        },
      }),
    );
    for (const [index, { resolve }] of group.entries()) resolve(items[index] as BlockPreview);
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}

const blockPreviewQuery = (wanted: Wanted) =>
  queryOptions({
    queryKey: ['email', 'blocks', 'preview', wanted],
    queryFn: () => draw(wanted),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: keptMs,
    retry: false,
  });

/** Whom the mail is looked at as; nobody at first. */
export const ReaderContext = createContext<string | undefined>(undefined);

/** How the server draws the block now, or did before what is being typed. */
export function useBlockPreview(block: Block, columns: number, theme: MailTheme, enabled = true) {
  const contactId = useContext(ReaderContext);
  const wanted = { block, columns, theme, contactId };
  const [typed] = useDebouncedValue(JSON.stringify(wanted), typingMs, { leading: true });
  return useQuery({ ...blockPreviewQuery(JSON.parse(typed) as Wanted), enabled });
}
