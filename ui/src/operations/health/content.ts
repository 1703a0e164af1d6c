/** A dead record's content as somebody can read it: JSON in lines, bytes as a dump, anything else as it is. */
export interface Readable {
  readonly kind: 'json' | 'hex' | 'text';
  readonly text: string;
}

const BYTES_A_LINE = 16;
// eslint-disable-next-line no-control-regex -- these are what makes it unreadable
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/;

export function readable(content: string): Readable {
  if (content.startsWith('hex:')) return { kind: 'hex', text: dump(bytesOf(content.slice(4))) };
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === 'object' && value !== null)
      return { kind: 'json', text: JSON.stringify(value, null, 2) };
  } catch {
    // Not being JSON is often what it died of.
  }
  if (UNREADABLE.test(content)) return { kind: 'hex', text: dump([...new TextEncoder().encode(content)]) };
  return { kind: 'text', text: content };
}

const bytesOf = (hex: string) => (hex.match(/[0-9a-f]{2}/gi) ?? []).map((byte) => parseInt(byte, 16));

/** `0000  7b 22 …  {"…`, as hex editors show it. */
function dump(bytes: readonly number[]): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    const line = bytes.slice(at, at + BYTES_A_LINE);
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = line.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(BYTES_A_LINE * 3 - 1)}  ${text}`);
  }
  return lines.join('\n');
}
