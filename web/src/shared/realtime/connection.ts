// The WebSocket to /api/realtime: one per tab. Takes up again after the last number it saw, waits longer after each
// failure, and says when the server no longer knows what was missed.

export interface RealtimeEvent {
  number: number;
  topic: string;
  /** "contact.updated" */
  name: string;
  data: Record<string, unknown>;
}

export type RealtimeStatus = 'connecting' | 'open' | 'waiting' | 'closed';

export interface RealtimeOptions {
  projectId: string;
  topics: string[];
  onEvent: (event: RealtimeEvent) => void;
  /** Too much was missed: everything that is shown may be old. */
  onReset: () => void;
  onStatus?: (status: RealtimeStatus) => void;
  /** Given by tests. */
  open?: (url: string) => WebSocket;
  random?: () => number;
}

const firstDelayMs = 500;
const longestDelayMs = 30_000;

/** Doubles with every failure, with a random half, so that clients do not come back all at once. */
export function reconnectDelayMs(failures: number, random: () => number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** failures);
  return full / 2 + (full / 2) * random();
}

export class RealtimeConnection {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private lastNumber: number | null = null;
  private stopped = false;

  constructor(private readonly options: RealtimeOptions) {}

  start() {
    this.connect();
    addEventListener('online', this.connectNow);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.connectNow);
    this.socket?.close();
    this.status('closed');
  }

  private readonly connectNow = () => {
    if (this.socket || this.stopped) return;
    clearTimeout(this.timer);
    this.connect();
  };

  private connect() {
    this.status('connecting');
    const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/realtime`;
    const socket = (this.options.open ?? ((address) => new WebSocket(address)))(url);
    this.socket = socket;
    socket.onopen = () => {
      const { projectId, topics } = this.options;
      socket.send(JSON.stringify({ project_id: projectId, topics, after: this.lastNumber }));
    };
    socket.onmessage = (message) => this.receive(String(message.data));
    socket.onclose = () => this.closed();
  }

  private receive(text: string) {
    const message = JSON.parse(text) as { type: string; number?: number } & RealtimeEvent;
    if (typeof message.number === 'number') this.lastNumber = message.number;
    switch (message.type) {
      case 'ready':
        this.failures = 0;
        return this.status('open');
      case 'event':
        return this.options.onEvent(message);
      case 'reset':
        return this.options.onReset();
      case 'refused':
        // The session or the membership ended: the next ordinary request will say so.
        this.stopped = true;
    }
  }

  private closed() {
    this.socket = null;
    if (this.stopped) return;
    this.status('waiting');
    const random = this.options.random ?? Math.random;
    this.timer = setTimeout(() => this.connect(), reconnectDelayMs(this.failures++, random));
  }

  private status(status: RealtimeStatus) {
    this.options.onStatus?.(status);
  }
}
