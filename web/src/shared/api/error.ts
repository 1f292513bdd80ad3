import type { components } from './schema';

type Problem = components['schemas']['Problem'];

/** An answer of the server that is not a success (RFC 9457). */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(readonly problem: Problem) {
    super(problem.title);
  }

  get status() {
    return this.problem.status;
  }

  /** Stable, made for programs: `contact_exists`, `version_conflict`, … */
  get code() {
    return this.problem.code;
  }

  get requestId() {
    return this.problem.request_id;
  }

  /** The first message of each bad field, by the field's path ("emails[0].address"). */
  fieldErrors(): Record<string, string> {
    const errors: Record<string, string> = {};
    for (const { field, message } of this.problem.errors ?? []) errors[field] ??= message;
    return errors;
  }

  /** A further member of the problem, such as `contact_id` of `contact_exists`. */
  member<T>(name: string): T | undefined {
    return (this.problem as Record<string, unknown>)[name] as T | undefined;
  }
}

export function isApiError(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code);
}

/** The problem that an answer carries; also for answers of a proxy that knows nothing of problems. */
export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    const problem: unknown = JSON.parse(text);
    if (typeof problem === 'object' && problem !== null && 'code' in problem)
      return problem as Problem;
  } catch {
    // Not JSON: an error page of something between us and the server.
  }
  return {
    type: 'about:blank',
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    code: 'unexpected_answer',
    request_id: response.headers.get('X-Request-Id') ?? '',
    errors: [],
  };
}
