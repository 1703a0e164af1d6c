/** The frames of the socket (`/ws`, subprotocol `earshot.v1`). Golden examples: voice-events/golden/wire. */

export type Connection = 'live' | 'reconnecting';
/** What a person's browser says of its media connection. */
export type Audio = 'connecting' | 'on' | 'listen-only' | 'off';
export type LeaveReason = 'left' | 'expired' | 'moved-hidden' | 'removed' | 'closed' | 'hidden';

export interface Participant {
  readonly userId: string;
  readonly sessionId: string;
  readonly username: string;
  readonly avatarUrl: string | null;
  readonly muted: boolean;
  readonly deafened: boolean;
  readonly serverMuted: boolean;
  readonly serverDeafened: boolean;
  readonly speaking: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  /** ISO-8601 in UTC, with milliseconds. */
  readonly joinedAt: string;
  readonly connection: Connection;
  readonly audio: Audio;
}

interface Place {
  readonly channelId: string;
  readonly userId: string;
}
export type Join = { readonly type: 'voice:join'; readonly channelId: string } & Participant;
export type Move = {
  readonly type: 'voice:move';
  readonly channelId: string;
  readonly fromChannelId: string;
} & Participant;
export type Leave = { readonly type: 'voice:leave'; readonly reason: LeaveReason } & Place;
/** Values are whole ("muted: true", never "toggled"); fields that did not change are absent. */
export type StateChange = { readonly type: 'voice:state' } & Place & Partial<Omit<Participant, 'userId'>>;
export type SpeakingChange = { readonly type: 'voice:speaking'; readonly speaking: boolean } & Place;
export type Change = Join | Move | Leave | StateChange | SpeakingChange;

export type Channels = Readonly<Record<string, readonly Participant[]>>;

export interface Hello {
  readonly type: 'hello';
  readonly sessionId: string;
  readonly resumeSecret: string;
  readonly heartbeatMs: number;
  readonly ttlMs: number;
  readonly speakingThrottleMs: number;
}
export interface UserList {
  readonly type: 'voice:userlist';
  readonly guildId: string;
  readonly epoch: string;
  readonly version: number;
  readonly channels: Channels;
}
export interface Changes {
  readonly type: 'voice:changes';
  readonly guildId: string;
  readonly from: number;
  readonly version: number;
  readonly changes: readonly Change[];
}
export interface HeartbeatAnswer {
  readonly type: 'voice:heartbeat';
  readonly guildId?: string;
  readonly version?: number;
}
export interface Ack {
  readonly type: 'ack';
  readonly id: number;
}
export interface ErrorFrame {
  readonly type: 'error';
  readonly id?: number;
  readonly code: string;
  readonly message: string;
  /** Present on errors that trying again may cure. */
  readonly retryAfterMs?: number;
}
export interface Replaced {
  readonly type: 'voice:replaced';
  readonly guildId: string;
  readonly channelId: string;
  readonly by: string;
}
export interface Refused {
  readonly type: 'voice:refused';
  readonly id?: number;
  readonly guildId?: string;
  readonly channelId?: string;
  readonly code: string;
  readonly message: string;
}
export type ServerFrame =
  Hello | UserList | Changes | HeartbeatAnswer | Ack | ErrorFrame | Replaced | Refused;

export type IcePath = 'host' | 'srflx' | 'prflx' | 'relay';
export type IceProtocol = 'udp' | 'tcp' | 'tls';
/** One's own call over one window. A measure is absent where the browser cannot say. */
export interface CallQuality {
  readonly windowMs: number;
  /** Of the packets received, the largest among the people heard. */
  readonly jitterMs?: number | undefined;
  /** Of the packets received, 0 to 1. */
  readonly lossRatio?: number | undefined;
  readonly roundTripMs?: number | undefined;
  readonly bitrateInBps?: number | undefined;
  readonly bitrateOutBps?: number | undefined;
  /** Sound made up because the true one was not there in time. */
  readonly concealedMs?: number | undefined;
  /** Of one's own microphone, 0 to 1. */
  readonly audioLevel?: number | undefined;
  readonly icePath?: IcePath | undefined;
  readonly iceProtocol?: IceProtocol | undefined;
}
export type ErrorKind = 'uncaught' | 'unhandled-rejection' | 'render' | 'media';
export interface ClientError {
  readonly kind: ErrorKind;
  readonly message: string;
  /** Names of what was done before, oldest first. */
  readonly breadcrumbs: readonly string[];
}

/** Commands carry an id and get exactly one ack or error; the id is added when one is sent. */
export type Command =
  | { type: 'subscribe'; guildId: string; epoch?: string; version?: number }
  | {
      type: 'voice:join';
      guildId: string;
      channelId: string;
      muted: boolean;
      deafened: boolean;
      continues?: string;
      client?: string;
    }
  | { type: 'voice:leave' }
  | { type: 'voice:state'; muted: boolean; deafened: boolean; audio?: Audio }
  | { type: 'resume'; sessionId: string; secret: string; client?: string }
  | { type: 'auth'; token: string }
  /** At most 6 samples and 5 errors. */
  | {
      type: 'telemetry';
      client: string;
      samples: readonly CallQuality[];
      errors: readonly ClientError[];
    };
/** Signals carry no id and get no ack. */
export type Signal =
  | { type: 'voice:speaking'; speaking: boolean }
  | { type: 'voice:heartbeat'; guildId?: string; version?: number };
export type ClientFrame = (Command & { id: number }) | Signal;
