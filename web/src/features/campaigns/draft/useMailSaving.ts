import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, body, ifMatch, isApiError } from '@/shared/api';
import { type Campaign, type CampaignMessage, messagesQuery } from '../api';
import { forgetMail, keepMail } from './keptMail';
import { contentOf, isWritten, type MailValues } from './mailValues';

/** 'refused': the server finds a mistake in it; 'conflict': somebody else has changed it meanwhile. */
export type SavingState = 'saved' | 'waiting' | 'saving' | 'refused' | 'offline' | 'conflict';

/** A pause in writing; a version of the campaign for every letter would be too many. */
const pauseMs = 2000;

/** Keeps the mail while it is written: in this browser at once, on the server after each pause. */
export function useMailSaving(
  campaign: Campaign,
  stored: CampaignMessage | undefined,
  values: MailValues,
  /** What the server has of it. */
  before: MailValues,
  mayEdit: boolean,
) {
  const queryClient = useQueryClient();
  const message = useRef(stored);
  const known = useRef(sameText(contentOf(before, stored)));
  const underWay = useRef<Promise<unknown>>(undefined);
  const latest = useRef(values);
  const [state, setState] = useState<SavingState>('saved');
  const [error, setError] = useState<unknown>();
  const written = sameText(contentOf(values, message.current));

  /** One after another. Throws what the server says. */
  const save = useCallback(
    async (next: MailValues) => {
      await underWay.current?.catch(() => undefined);
      const sent = contentOf(next, message.current);
      if (message.current && sameText(sent) === known.current) return setState('saved');
      setState('saving');
      setError(undefined);
      underWay.current = send(campaign, message.current, sent).then((now) => {
        message.current = now;
        known.current = sameText(contentOf(next, now));
        queryClient.setQueryData(messagesQuery(campaign.id).queryKey, (data) =>
          withMessage(data, now),
        );
        void queryClient.invalidateQueries({ queryKey: ['campaigns', 'rehearsals', campaign.id] });
      });
      try {
        await underWay.current;
        forgetMail(campaign.id);
        const isAll = sameText(contentOf(latest.current, message.current)) === known.current;
        if (!isAll)
          keepMail(campaign.id, { version: versionOf(message.current), values: latest.current });
        setState(isAll ? 'saved' : 'waiting');
      } catch (error) {
        setState(stateAfter(error));
        setError(error);
        throw error;
      }
    },
    [campaign, queryClient],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is written counts
  useEffect(() => {
    latest.current = values;
    if (!mayEdit || written === known.current) return;
    keepMail(campaign.id, { version: versionOf(message.current), values });
    setState((now) => (now === 'conflict' ? now : 'waiting'));
    if (state === 'conflict' || !isWritten(values)) return;
    const timer = setTimeout(() => void save(values).catch(() => undefined), pauseMs);
    return () => clearTimeout(timer);
  }, [written]);

  // Who goes to another step in mid-word is not to rehearse the mail of before.
  const leave = useRef(() => {});
  useEffect(() => {
    leave.current = () => {
      const isNew = sameText(contentOf(latest.current, message.current)) !== known.current;
      if (mayEdit && isNew && state !== 'conflict' && isWritten(latest.current))
        void save(latest.current).catch(() => undefined);
    };
  });
  useEffect(() => () => leave.current(), []);

  /** The conflict is decided for what stands here: it is put upon the present version. */
  const keepMine = async () => {
    message.current = (await fetchMessage(campaign.id)) ?? message.current;
    known.current = '';
    await save(values);
  };
  const takeTheirs = async () => {
    forgetMail(campaign.id);
    return fetchMessage(campaign.id);
  };
  return { state, error, save, keepMine, takeTheirs };
}

const versionOf = (message: CampaignMessage | undefined) => message?.version ?? null;

/** The database gives the keys of settings back in another order. */
function sameText(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function withMessage(data: { items: CampaignMessage[] } | undefined, now: CampaignMessage) {
  if (!data) return data;
  const isThere = data.items.some(({ id }) => id === now.id);
  const items = data.items.map((one) => (one.id === now.id ? now : one));
  return { items: isThere ? items : [...items, now] };
}

function send(
  campaign: Campaign,
  message: CampaignMessage | undefined,
  content: ReturnType<typeof contentOf>,
) {
  const id = campaign.id;
  return message
    ? body(
        api.PATCH('/api/campaigns/{id}/messages/{message_id}', {
          params: { path: { id, message_id: message.id } },
          headers: ifMatch(message.version),
          body: content,
        }),
      )
    : body(
        api.POST('/api/campaigns/{id}/messages', {
          params: { path: { id } },
          body: { message_name: campaign.name, channel: 'email', ...content },
        }),
      );
}

async function fetchMessage(id: string) {
  const { items } = await body(
    api.GET('/api/campaigns/{id}/messages', { params: { path: { id } } }),
  );
  return items[0];
}

function stateAfter(error: unknown): SavingState {
  if (isApiError(error, 'version_conflict')) return 'conflict';
  return isApiError(error) && error.status < 500 ? 'refused' : 'offline';
}
