/**
 * Where in the product this tab is, as the address bar says it after the `#`, so that it can be copied, reloaded and gone back from:
 * `#/` voice, `#/operations?guild=demo&at=…`, `#/insights/quality?guild=demo`.
 */
import { useMemo, useSyncExternalStore } from 'react';

const pages = ['voice', 'operations', 'insights'] as const;
export type Page = (typeof pages)[number];

export interface Route {
  readonly page: Page;
  /** What of the page is meant, such as `quality` of insights; empty: its beginning. */
  readonly part: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Whatever names no page is voice: an address from another version must not end in nothing. */
export function routeOf(hash: string): Route {
  const [path, query] = split(hash.replace(/^#/, ''), '?');
  const [name, part] = split(path.replace(/^\//, ''), '/');
  const page = pages.find((known) => known === name) ?? 'voice';
  if (page === 'voice') return { page, part: '', query: {} };
  return { page, part, query: Object.fromEntries(new URLSearchParams(query)) };
}

/** What is empty or undefined is left out of the address. */
export function hashOf(
  page: Page,
  part = '',
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  if (page === 'voice') return '#/';
  const said = Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : []));
  const words = new URLSearchParams(said).toString();
  return `#/${page}${part && `/${part}`}${words && `?${words}`}`;
}

/**
 * Goes there. `replacing` leaves no trace in the browser's history: for what changes while one looks at a page, as a slider does.
 */
export function go(hash: string, { replacing = false } = {}): void {
  if (hash === location.hash) return;
  if (replacing) history.replaceState(history.state, '', hash);
  else history.pushState(null, '', hash);
  // Neither of them tells anybody.
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(follow, () => location.hash);
  return useMemo(() => routeOf(hash), [hash]);
}

function follow(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  window.addEventListener('popstate', changed);
  return () => {
    window.removeEventListener('hashchange', changed);
    window.removeEventListener('popstate', changed);
  };
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
