import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { RealtimeConnection, type RealtimeEvent } from './connection';

/** Returns true when the event is dealt with; otherwise the topic's queries are fetched anew. */
export type RealtimeHandler = (event: RealtimeEvent, queryClient: QueryClient) => boolean;

const handlers = new Map<string, Set<RealtimeHandler>>();

/** A rush of events (an import of a million rows) fetches at most this often. */
const fetchEveryMs = 1000;

/**
 * Query keys start with their topic: `['contacts', 'list', …]`. An event of a topic marks its queries old, unless
 * a handler has patched them.
 */
export function useRealtimeHandler(topic: string, handler: RealtimeHandler) {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const mine: RealtimeHandler = (event, queryClient) => latest.current(event, queryClient);
    const ofTopic = handlers.get(topic) ?? new Set();
    handlers.set(topic, ofTopic.add(mine));
    return () => {
      ofTopic.delete(mine);
    };
  }, [topic]);
}

function handledBy(event: RealtimeEvent, queryClient: QueryClient): boolean {
  let handled = false;
  for (const handler of handlers.get(event.topic) ?? [])
    handled = handler(event, queryClient) || handled;
  return handled;
}

/** Keeps the connection of the project for as long as it is mounted. */
export function Realtime({ projectId, topics }: { projectId: string; topics: string[] }) {
  const queryClient = useQueryClient();
  const wanted = topics.join(' ');
  useEffect(() => {
    const old = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refetch = () => {
      timer = undefined;
      for (const topic of old) void queryClient.invalidateQueries({ queryKey: [topic] });
      old.clear();
    };
    const connection = new RealtimeConnection({
      projectId,
      topics: wanted.split(' '),
      onEvent: (event) => {
        if (handledBy(event, queryClient)) return;
        old.add(event.topic);
        timer ??= setTimeout(refetch, fetchEveryMs);
      },
      onReset: () => void queryClient.invalidateQueries(),
    });
    connection.start();
    return () => {
      connection.stop();
      clearTimeout(timer);
    };
  }, [projectId, wanted, queryClient]);
  return null;
}
