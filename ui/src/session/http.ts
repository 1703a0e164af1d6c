/** An answer that was not a success, as RFC 9457 problem+json tells it. `message` is the sentence for people. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterMs: number | null,
  ) {
    super(message);
  }
}

interface Problem {
  detail?: string;
  title?: string;
}

export interface Asking {
  readonly token?: string;
  /** Sent as JSON, by POST; without one it is a GET. */
  readonly body?: unknown;
  /** Gives the request up when nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/** JSON in, JSON out. Throws ProblemError for a refusal and TypeError if the server cannot be reached. */
export async function request<T>(path: string, options: Asking = {}): Promise<T> {
  return (await (await ask(path, 'application/json', options)).json()) as T;
}

/** The answer as it comes in, for what is too large to wait for. Throws as `request` does. */
export async function ask(path: string, accept: string, options: Asking = {}): Promise<Response> {
  const answer = await fetch(path, {
    signal: options.signal ?? null,
    headers: {
      accept,
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { method: 'POST', body: JSON.stringify(options.body) }),
  });
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as Problem;
  const retryAfter = Number(answer.headers.get('retry-after'));
  throw new ProblemError(
    answer.status,
    problem.detail ?? problem.title ?? `The server answered ${answer.status}.`,
    retryAfter > 0 ? retryAfter * 1000 : null,
  );
}
