import { LoginLost, type Tokens } from '../presence/Link';
import { ProblemError, request } from './http';

export type Role = 'analyst' | 'operator';

/** Who this tab is. Kept in sessionStorage: it survives a reload, and two tabs are two people. */
export interface Login {
  readonly userId: string;
  readonly username: string;
  readonly roles: readonly Role[];
  readonly token: string;
  /** ISO-8601. */
  readonly expiresAt: string;
}

const HALF_A_DAY_MS = 12 * 3_600_000;
const KEY = 'earshot.login';

export async function logIn(username: string, roles: readonly Role[], userId?: string): Promise<Login> {
  const body = { username, roles, ...(userId === undefined ? {} : { userId }) };
  const answer = await request<Omit<Login, 'roles'>>('/api/dev/login', { body });
  const login = { ...answer, roles };
  sessionStorage.setItem(KEY, JSON.stringify(login));
  return login;
}

export function rememberedLogin(): Login | null {
  const text = sessionStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as Login);
}

export function forgetLogin(): void {
  sessionStorage.removeItem(KEY);
}

/** Renewing is logging in again as the same user. */
export class LoginTokens implements Tokens {
  constructor(private login: Login) {}

  current(): string {
    return this.login.token;
  }

  async renew(): Promise<string> {
    try {
      this.login = await logIn(this.login.username, this.login.roles, this.login.userId);
      return this.login.token;
    } catch (error) {
      const refused = error instanceof ProblemError && [400, 401, 403, 404].includes(error.status);
      throw refused ? new LoginLost('Your login is no longer valid. Log in again.') : error;
    }
  }

  /** Asks with the login's token, and once more with a new one: it may have expired while nobody needed it. */
  use<T>(ask: (token: string) => Promise<T>): Promise<T> {
    return ask(this.current()).catch(async (error: unknown) => {
      if (!(error instanceof ProblemError && error.status === 401)) throw error;
      return ask(await this.renew());
    });
  }

  /** Renew when four fifths of the token's life are over, and at least twice a day. */
  renewInMs(now: number): number {
    return Math.min(HALF_A_DAY_MS, Math.max(30_000, (Date.parse(this.login.expiresAt) - now) * 0.8));
  }
}
