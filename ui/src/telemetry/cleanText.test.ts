import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cleanText } from './cleanText';

interface Case {
  name: string;
  said: string;
  kept: string;
}
const golden = new URL('../../../voice-events/golden/wire/clean-text.json', import.meta.url);
const cases = JSON.parse(readFileSync(golden, 'utf8')) as Case[];

describe('what may leave the browser of a text', () => {
  it.each(cases)('is the same as at the gateway: $name', ({ said, kept }) => {
    expect(cleanText(said)).toBe(kept);
    expect(cleanText(kept)).toBe(kept);
  });

  it('is cut between characters', () => {
    const cut = cleanText('🎧'.repeat(500));
    expect(cut.length).toBeLessThanOrEqual(300);
    expect(() => encodeURIComponent(cut)).not.toThrow();
  });
});
