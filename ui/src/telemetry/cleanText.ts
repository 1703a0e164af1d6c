/**
 * What may leave the browser of a text that holds nobody knows what. The twin of the gateway's CleanText, which does the same
 * again; both read voice-events/golden/wire/clean-text.json.
 */
const MESSAGE = 300;
/** A longer text costs more than it can be worth. */
const READ = 2_000;

/** In this order: an address of the web holds what the later rules would take apart. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z0-9+.-]{1,9}:\/\/)(?:[^\s/@]{1,100}@)?([^\s?#"'<>)]*)[?#][^\s"'<>)]*/gi, '$1$2'],
  [/\b([a-z][a-z0-9+.-]{1,9}:\/\/)[^\s/@]{1,100}@/gi, '$1'],
  [/[?&][\w.-]{1,40}=[^\s"'<>)]*/g, '?…'],
  [/\beyJ[\w-]{6,}(?:\.[\w-]*){0,2}/g, '<token>'],
  [/\b(bearer\s+|(?:token|secret|password)\s*[=:]\s*)["']?[\w.~+/-]{6,}/gi, '$1<secret>'],
  [/[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})*/g, '<email>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '<address>'],
  [/\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b|\b(?:[0-9a-f]{1,4}:){1,6}:[0-9a-f:]{1,30}/gi, '<address>'],
  [/\b(?=[A-Za-z_-]*\d)[\w-]{32,}/g, '<id>'],
  [/\b(?=[a-f]*\d)[0-9a-f]{12,}\b/gi, '<hex>'],
  [/\+?\d(?:[ ()-]{0,2}\d){6,}/g, '<digits>'],
];

/** One line, without what looks like a person, a place in the network or a secret. */
export function cleanText(text: string): string {
  const line = text
    .slice(0, READ)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  return cut(rules.reduce((clean, [looksLike, mask]) => clean.replace(looksLike, mask), line));
}

function cut(text: string): string {
  if (text.length <= MESSAGE) return text;
  const kept = text.slice(0, MESSAGE - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
