import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { json, problem, serve } from '@/testing/server';
import { ApiError, api, body, ifMatch, setCurrentProjectId, whenSignedOut } from '.';

beforeEach(() => setCurrentProjectId('p1'));
afterEach(() => vi.useRealTimers());

describe('every request', () => {
  it('names the project of this tab', async () => {
    const asked = serve();
    await body(api.GET('/api/home'));
    expect(asked[0]?.request.headers.get('X-Project-Id')).toBe('p1');
  });

  it('names none before one is chosen', async () => {
    setCurrentProjectId(null);
    const asked = serve();
    await body(api.GET('/api/me'));
    expect(asked[0]?.request.headers.has('X-Project-Id')).toBe(false);
  });

  it('that creates something carries its own Idempotency-Key', async () => {
    const asked = serve({ 'POST /api/setup/dismiss': () => new Response(null, { status: 204 }) });
    await api.POST('/api/setup/dismiss');
    await api.POST('/api/setup/dismiss');
    const keys = asked.map(({ request }) => request.headers.get('Idempotency-Key'));
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('that signs in carries none', async () => {
    const asked = serve({ 'POST /api/auth/sign-out': () => new Response(null, { status: 204 }) });
    await api.POST('/api/auth/sign-out');
    expect(asked[0]?.request.headers.has('Idempotency-Key')).toBe(false);
  });
});

describe('a request that is lost on the way', () => {
  async function failOnce(route: string, send: () => Promise<unknown>) {
    vi.useFakeTimers();
    let failures = 1;
    const asked = serve({
      [route]: () => {
        if (failures-- > 0) throw new TypeError('Failed to fetch');
        return new Response(null, { status: 204 });
      },
    });
    const result = send().then(
      () => 'sent',
      (error: unknown) => error,
    );
    await vi.runAllTimersAsync();
    return { asked, result: await result };
  }

  it('is sent again with the same key', async () => {
    const { asked, result } = await failOnce('POST /api/setup/dismiss', () =>
      api.POST('/api/setup/dismiss'),
    );
    expect(result).toBe('sent');
    const keys = asked.map(({ request }) => request.headers.get('Idempotency-Key'));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('is not sent again when it changes something without a key', async () => {
    const { asked, result } = await failOnce('DELETE /api/me/sessions', () =>
      api.DELETE('/api/me/sessions'),
    );
    expect(result).toBeInstanceOf(TypeError);
    expect(asked).toHaveLength(1);
  });
});

describe('an answer that is no success', () => {
  it('becomes an ApiError with code and field errors', async () => {
    serve({
      'PATCH /api/me': () =>
        problem(422, 'invalid_input', {
          errors: [
            { field: 'name', code: 'too_long', message: 'too long' },
            { field: 'name', code: 'other', message: 'second' },
          ],
        }),
    });
    const error = await api.PATCH('/api/me', { body: { name: 'x' } }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).code).toBe('invalid_input');
    expect((error as ApiError).fieldErrors()).toEqual({ name: 'too long' });
  });

  it('that is a page of a proxy becomes an ApiError too', async () => {
    serve({ 'GET /api/home': () => new Response('<h1>Bad gateway</h1>', { status: 502 }) });
    const error = await api.GET('/api/home').catch((e: unknown) => e);
    expect((error as ApiError).status).toBe(502);
    expect((error as ApiError).code).toBe('unexpected_answer');
  });

  it.each([
    ['GET /api/home', () => api.GET('/api/home'), 1],
    // Wrong password: there is nobody to sign out.
    [
      'POST /api/auth/sign-in',
      () => api.POST('/api/auth/sign-in', { body: { email: 'a@b', password: 'x' } }),
      0,
    ],
    ['GET /api/me', () => api.GET('/api/me'), 0],
  ])('of 401 to %s tells the app', async (route, send, calls) => {
    const signedOut = vi.fn();
    whenSignedOut(signedOut);
    serve({ [route]: () => problem(401, 'sign_in_required') });
    await send().catch(() => {});
    expect(signedOut).toHaveBeenCalledTimes(calls);
  });
});

it('a change names the version that was read', async () => {
  const asked = serve({ 'PATCH /api/project': () => json({}) });
  await api.PATCH('/api/project', { body: { name: 'x' }, headers: ifMatch(7) });
  expect(asked[0]?.request.headers.get('If-Match')).toBe('"7"');
});

// The type checker is the test: an unused expectation fails `npm run typecheck`.
const wrongCalls = [
  // @ts-expect-error no such path
  () => api.GET('/api/contactz'),
  // @ts-expect-error the path's parameter is missing
  () => api.GET('/api/crm/contacts/{id}', {}),
  // @ts-expect-error not a role
  () => api.POST('/api/invitations', { body: { email: 'a@b', role: 'king' } }),
  // @ts-expect-error a required member is missing
  () => api.POST('/api/auth/sign-in', { body: { email: 'a@b' } }),
];
void wrongCalls;
