import { expect, it } from 'vitest';
import { readable } from './content';

it('JSON is written in lines', () => {
  expect(readable('{"type":"joined","user":"alice"}')).toEqual({
    kind: 'json',
    text: '{\n  "type": "joined",\n  "user": "alice"\n}',
  });
});

it('bytes are dumped, whether they come as hex or as characters that nobody can read', () => {
  const text = '0000  7b 22 00 ff                                      {"..';
  expect(readable('hex:7b2200ff')).toEqual({ kind: 'hex', text });
  expect(readable('{\u0000')).toEqual({
    kind: 'hex',
    text: '0000  7b 00                                            {.',
  });
});

it('anything else stays as it is', () => {
  expect(readable('{"type":"joi')).toEqual({ kind: 'text', text: '{"type":"joi' });
  expect(readable('7b22')).toEqual({ kind: 'text', text: '7b22' });
});
