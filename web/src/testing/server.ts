import { vi } from 'vitest';
import { answerTo } from './fixtures';

/** What a test's server says to a request. */
export type Respond = (request: Request) => Response | Promise<Response>;

export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status });
}

export function problem(
  status: number,
  code: string,
  more: { detail?: string; errors?: { field: string; code: string; message: string }[] } = {},
): Response {
  return new Response(
    JSON.stringify({
      type: 'about:blank',
      title: code,
      status,
      code,
      request_id: 'r1',
      errors: [],
      ...more,
    }),
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  );
}

/**
 * Answers fetch: routes of `special` ("POST /api/auth/sign-in") first, then the fixtures, else 404. Returns what was
 * asked, in order.
 */
export function serve(special: Record<string, Respond> = {}) {
  const asked: { route: string; request: Request; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const route = `${request.method} ${pathname}`;
    const text = await request.clone().text();
    asked.push({ route, request, body: text ? JSON.parse(text) : undefined });
    const respond = special[route];
    if (respond) return respond(request);
    const answer = answerTo(request.method, pathname, search);
    return answer === null ? problem(404, 'not_found') : json(answer);
  });
  return asked;
}
