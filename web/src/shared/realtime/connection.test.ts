import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RealtimeConnection, reconnectDelayMs } from './connection';

class FakeSocket {
  static all: FakeSocket[] = [];
  sent: unknown[] = [];
  onopen: () => void = () => {};
  onmessage: (message: { data: string }) => void = () => {};
  onclose: () => void = () => {};
  constructor() {
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.onclose();
  }
  say(message: unknown) {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

const last = () => {
  const socket = FakeSocket.all.at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
};

function connect() {
  const heard = { events: [] as string[], resets: 0 };
  const connection = new RealtimeConnection({
    projectId: 'p1',
    topics: ['contacts'],
    onEvent: ({ name }) => heard.events.push(name),
    onReset: () => {
      heard.resets++;
    },
    open: () => new FakeSocket() as unknown as WebSocket,
    random: () => 1,
  });
  connection.start();
  return { connection, heard };
}

beforeEach(() => {
  FakeSocket.all = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const event = (number: number) => ({
  type: 'event',
  number,
  topic: 'contacts',
  name: 'contact.updated',
  data: { id: 'c1' },
});

describe('the connection', () => {
  it('says first which project and topics it wants', () => {
    connect();
    last().onopen();
    expect(last().sent).toEqual([{ project_id: 'p1', topics: ['contacts'], after: null }]);
  });

  it('takes up after the last number it saw', () => {
    const { heard } = connect();
    last().onopen();
    last().say({ type: 'ready', number: 5 });
    last().say(event(6));
    last().close();
    vi.advanceTimersByTime(500);
    last().onopen();
    expect(FakeSocket.all).toHaveLength(2);
    expect(last().sent).toEqual([{ project_id: 'p1', topics: ['contacts'], after: 6 }]);
    expect(heard.events).toEqual(['contact.updated']);
  });

  it('says when too much was missed, and goes on from there', () => {
    const { heard } = connect();
    last().say({ type: 'reset', number: 900 });
    last().close();
    vi.advanceTimersByTime(500);
    last().onopen();
    expect(heard.resets).toBe(1);
    expect(last().sent).toMatchObject([{ after: 900 }]);
  });

  it('waits longer after each failure, and short again after success', () => {
    connect();
    const opened = () => FakeSocket.all.length;
    for (const [index, delayMs] of [500, 1000, 2000].entries()) {
      last().close();
      vi.advanceTimersByTime(delayMs - 1);
      expect(opened()).toBe(index + 1);
      vi.advanceTimersByTime(1);
      expect(opened()).toBe(index + 2);
    }
    last().say({ type: 'ready', number: 1 });
    last().close();
    vi.advanceTimersByTime(500);
    expect(opened()).toBe(5);
  });

  it('comes back at once when the network does', () => {
    connect();
    last().close();
    dispatchEvent(new Event('online'));
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('stays away after it was refused or stopped', () => {
    connect();
    last().say({ type: 'refused', code: 'not_found' });
    last().close();
    const { connection } = connect();
    connection.stop();
    vi.advanceTimersByTime(120_000);
    expect(FakeSocket.all).toHaveLength(2);
  });
});

it.each([
  [0, 0, 250],
  [0, 1, 500],
  [3, 1, 4000],
  [20, 0, 15_000],
  [20, 1, 30_000],
])('the delay after %i failures with random %d is %i ms', (failures, random, delayMs) => {
  expect(reconnectDelayMs(failures, () => random)).toBe(delayMs);
});
