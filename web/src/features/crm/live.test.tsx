import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { runs } from '@/testing/importFixtures';
import { renderApp } from '@/testing/render';
import { serve } from '@/testing/server';
// Loaded before the first test waits for them: on a busy machine that takes long.
import './imports/ImportPage';
import './journeys/JourneySettingsPage';
import './privacy/SuppressionsPage';

/** The server's end of the one WebSocket of a tab. */
let topics: string[] = [];
let say: (message: unknown) => void = () => {};

class Socket {
  onopen = () => {};
  onmessage = (_: { data: string }) => {};
  onclose = () => {};
  constructor() {
    say = (message) => this.onmessage({ data: JSON.stringify(message) });
    queueMicrotask(() => this.onopen());
  }
  send(text: string) {
    ({ topics } = JSON.parse(text) as { topics: string[] });
  }
  close() {}
}

beforeEach(() => {
  setCurrentProjectId(null);
  topics = [];
  vi.stubGlobal('WebSocket', Socket);
});

it.each([
  ['/settings/suppressions', 'suppressions', 'suppressions.changed', '/api/crm/suppressions'],
  ['/settings/journey', 'contacts', 'journey_rule.updated', '/api/crm/journey/rules'],
  [`/imports/${runs.uploaded.id}`, 'imports', 'import_mapping.created', '/api/crm/import-mappings'],
])('%s shows what somebody else changed', async (address, topic, name, path) => {
  const asked = serve();
  renderApp(address);
  await screen.findByRole('heading', { level: 1 });
  const times = () => asked.filter(({ route }) => route === `GET ${path}`).length;
  await waitFor(() => expect(times()).toBe(1));
  await waitFor(() => expect(topics).toContain(topic));
  say({ type: 'event', number: 1, topic, name, data: {} });
  await waitFor(() => expect(times()).toBe(2));
});
