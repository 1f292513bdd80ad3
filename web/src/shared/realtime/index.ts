export type { RealtimeEvent } from './connection';
export { Realtime, type RealtimeHandler, useRealtimeHandler } from './provider';
