import type { ClientFrame, ServerFrame } from './frames';

export interface Unreadable {
  readonly type: 'unreadable';
  readonly why: string;
}

type Fields = Record<string, unknown>;
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** What each frame cannot do without. Everything else about a frame may grow. */
const required: Readonly<Record<ServerFrame['type'], (f: Fields) => boolean>> = {
  hello: (f) => isText(f['sessionId']) && isText(f['resumeSecret']) && isNumber(f['heartbeatMs']),
  'voice:userlist': (f) =>
    isText(f['guildId']) &&
    isText(f['epoch']) &&
    isNumber(f['version']) &&
    isObject(f['channels']) &&
    Object.values(f['channels']).every(Array.isArray),
  'voice:changes': (f) =>
    isText(f['guildId']) && isNumber(f['from']) && isNumber(f['version']) && Array.isArray(f['changes']),
  'voice:heartbeat': () => true,
  ack: (f) => isNumber(f['id']),
  error: (f) => isText(f['code']) && isText(f['message']),
  'voice:replaced': (f) => isText(f['guildId']),
  'voice:refused': (f) => isText(f['code']) && isText(f['message']),
};

/** Reads one text frame. Never throws: what cannot be read comes back as a value with its reason. */
export function decode(text: string): ServerFrame | Unreadable {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return { type: 'unreadable', why: 'not JSON' };
  }
  if (!isObject(frame) || !isText(frame['type'])) return { type: 'unreadable', why: 'no type' };
  if (!Object.hasOwn(required, frame['type'])) return { type: 'unreadable', why: `type ${frame['type']}` };
  const type = frame['type'] as ServerFrame['type'];
  return required[type](frame)
    ? (frame as unknown as ServerFrame)
    : { type: 'unreadable', why: `fields of ${type}` };
}

/** `type` is always the first member on the wire, then `id`. */
export function encode(frame: ClientFrame): string {
  const { type, ...rest } = frame;
  if (!('id' in rest)) return JSON.stringify({ type, ...rest });
  const { id, ...fields } = rest;
  return JSON.stringify({ type, id, ...fields });
}
