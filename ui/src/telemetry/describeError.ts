import { cleanText } from './cleanText';

/** `file.js:line:column`, without what stands before the file's name. */
const PLACE = /([\w.-]+\.[cm]?[jt]sx?)(?:\?[^\s:)]*)?:(\d+):(\d+)/;

/** What is told of something thrown: its name, its message, and where in our code, each cleaned. Never what it carries. */
export function describeError(thrown: unknown, where: string | null = null): string {
  const what =
    thrown instanceof Error
      ? `${thrown.name}: ${thrown.message}`
      : typeof thrown === 'string'
        ? thrown
        : `thrown: ${typeof thrown}`;
  const place = placeOf(where ?? (thrown instanceof Error ? thrown.stack : undefined) ?? '');
  return cleanText(place === null ? what : `${cleanText(what).slice(0, 240)} (${place})`);
}

function placeOf(text: string): string | null {
  const [, file, line, column] = PLACE.exec(text) ?? [];
  return file === undefined ? null : `${file}:${line ?? ''}:${column ?? ''}`;
}
