import createClient, { type Middleware } from 'openapi-fetch';
import { randomId } from '../lib/random';
import { ApiError, problemOf } from './error';
import { currentProjectId } from './project';
import type { paths } from './schema';

/** How long to wait before a request that never reached the server is sent once more. */
const secondTryDelayMs = 600;

let onSignedOut: () => void = () => {};

/** Called when a request finds that the session has ended. */
export function whenSignedOut(listener: () => void) {
  onSignedOut = listener;
}

const guard: Middleware = {
  onRequest({ request, schemaPath }) {
    const project = currentProjectId();
    if (project) request.headers.set('X-Project-Id', project);
    // Signing in has no project in which the server could remember the key.
    const remembers = request.method === 'POST' && !schemaPath.startsWith('/api/auth/');
    if (remembers && !request.headers.has('Idempotency-Key'))
      request.headers.set('Idempotency-Key', randomId());
    return request;
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return;
    const error = new ApiError(await problemOf(response));
    const ended = error.status === 401 && !schemaPath.startsWith('/api/auth/');
    if (ended && schemaPath !== '/api/me') onSignedOut();
    throw error;
  },
};

/** Sends once more what may have been lost on the way: reading, and writing that carries an Idempotency-Key. */
async function send(request: Request): Promise<Response> {
  const repeatable = request.method === 'GET' || request.headers.has('Idempotency-Key');
  if (!repeatable) return globalThis.fetch(request);
  const again = request.clone();
  try {
    return await globalThis.fetch(request);
  } catch (error) {
    if (request.signal.aborted || !(error instanceof TypeError)) throw error;
    await new Promise((resolve) => setTimeout(resolve, secondTryDelayMs));
    return globalThis.fetch(again);
  }
}

/**
 * Typed by the server's OpenAPI document. Throws ApiError for every answer that is not a success. Nothing comes from the
 * browser's store: what is kept between two looks is TanStack Query's business.
 */
export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: send,
  cache: 'no-store',
});
api.use(guard);

/** The body of a successful answer: `await body(api.GET('/api/me'))`. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  return data as T;
}

/** Headers that make a change fail with 412 when somebody else changed the record since `version`. */
export function ifMatch(version: number) {
  return { 'If-Match': `"${version}"` };
}

/**
 * Sends a file as a raw body with its name; `onProgress` hears the share sent, 0 to 1. fetch reports no progress of
 * uploads, XMLHttpRequest does.
 */
export function upload<T>(
  path: string,
  file: File,
  { onProgress, signal }: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    const project = currentProjectId();
    if (project) request.setRequestHeader('X-Project-Id', project);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onerror = () => reject(new TypeError('The server cannot be reached'));
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'));
    request.onload = async () => {
      const { status, statusText, responseText } = request;
      if (status >= 200 && status < 300) return resolve(JSON.parse(responseText) as T);
      reject(new ApiError(await problemOf(new Response(responseText, { status, statusText }))));
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
