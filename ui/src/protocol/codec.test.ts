import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode, encode } from './codec';
import type { ClientFrame } from './frames';

const golden = (folder: string) => {
  const url = new URL(`../../../voice-events/golden/wire/${folder}/`, import.meta.url);
  return readdirSync(url).map((file) => [file, readFileSync(new URL(file, url), 'utf8')] as const);
};

describe('the codec', () => {
  it.each(golden('server'))('reads the golden frame %s', (_, text) => {
    expect(decode(text)).toEqual(JSON.parse(text));
  });

  it.each(golden('client'))('writes the golden frame %s, member for member', (_, text) => {
    const frame = JSON.parse(text) as ClientFrame;
    const shuffled = Object.fromEntries(Object.entries(frame).reverse()) as unknown as ClientFrame;
    expect(encode(frame)).toBe(JSON.stringify(JSON.parse(text)));
    expect(encode(shuffled).startsWith(`{"type":"${frame.type}"`)).toBe(true);
  });

  it.each([
    'hello',
    '[]',
    'null',
    '{"type":7}',
    '{"type":"voice:wave"}',
    '{"type":"__proto__"}',
    '{"type":"ack"}',
    '{"type":"voice:changes","guildId":"demo","from":"1","version":2,"changes":[]}',
    '{"type":"voice:userlist","guildId":"demo","epoch":"e","version":1,"channels":{"lounge":7}}',
  ])('says why it cannot read %s', (text) => {
    expect(decode(text)).toMatchObject({ type: 'unreadable', why: expect.any(String) as string });
  });
});
