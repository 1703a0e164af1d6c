/** The run's own LiveKit, as whoever operates it has it: its API, and its process. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const TOKEN_LIFE_S = 600;
const CLIENT = createRequire(import.meta.url).resolve('livekit-client').replace(/[^/]+$/, 'livekit-client.umd.js');

interface Config {
  port: string;
  key: string;
  secret: string;
}

interface Track {
  readonly sid: string;
  readonly muted?: boolean;
}

interface Participant {
  readonly identity: string;
  readonly tracks?: Track[];
}

export class LiveKit {
  private inItsPlace: Server | null = null;

  /** @param data the directory of the run, in which LiveKit's configuration lies */
  constructor(private readonly data: string) {}

  /** What a moderator's tool does. LiveKit tells the person's browser PARTICIPANT_REMOVED. */
  async remove(identity: string, room: string): Promise<void> {
    await this.ask('RemoveParticipant', room, { room, identity });
  }

  async identitiesIn(room: string): Promise<string[]> {
    return (await this.participantsIn(room)).map(({ identity }) => identity);
  }

  /** As an operator's tool does it. Answers how many tracks that were. */
  async muteTracksOf(identity: string, room: string): Promise<number> {
    const tracks = await this.tracksOf(identity, room);
    for (const { sid } of tracks) {
      await this.ask('MutePublishedTrack', room, { room, identity, track_sid: sid, muted: true });
    }
    return tracks.length;
  }

  /** How many tracks of theirs LiveKit forwards. */
  async openTracksOf(identity: string | Promise<string>, room: string): Promise<number> {
    return (await this.tracksOf(await identity, room)).filter(({ muted }) => !muted).length;
  }

  /** A token of a stay that may never have been, to listen with. */
  pass(identity: string, session: string, room: string): string {
    return this.token({
      sub: identity,
      attributes: { session },
      video: { room, roomJoin: true, canPublish: false, canSubscribe: true },
    });
  }

  private async tracksOf(identity: string, room: string): Promise<Track[]> {
    const participants = await this.participantsIn(room);
    return participants.find((it) => it.identity === identity)?.tracks ?? [];
  }

  private async participantsIn(room: string): Promise<Participant[]> {
    const answer = (await this.ask('ListParticipants', room, { room })) as { participants?: Participant[] };
    return answer.participants ?? [];
  }

  /** Another of LiveKit's own clients comes in as the same person. LiveKit tells the first one DUPLICATE_IDENTITY. */
  async enterAs(identity: string, room: string, page: Page): Promise<void> {
    const { port } = this.config;
    const token = this.token({ sub: identity, video: { room, roomJoin: true, canPublish: false } });
    await page.goto('/');
    await page.evaluate(readFileSync(CLIENT, 'utf8'));
    await page.evaluate(
      async ([url, pass]) => {
        await new window.LivekitClient.Room({ singlePeerConnection: false }).connect(url, pass);
      },
      [`ws://localhost:${port}`, token] as const,
    );
  }

  /** It ends as by kill -9, and whoever started it starts it again. */
  dies(): void {
    process.kill(Number(this.file('livekit.pid')), 'SIGKILL');
  }

  /** It ends as by kill -9, and cannot be started again: somebody else sits on its port, and hangs up on every caller. */
  async goesAway(): Promise<void> {
    this.dies();
    this.inItsPlace = await listen(Number(this.config.port));
    this.inItsPlace.on('connection', (caller) => caller.destroy());
  }

  /** Its port is free again. */
  async mayComeBack(): Promise<void> {
    if (!this.inItsPlace?.listening) return;
    this.inItsPlace.close();
    await once(this.inItsPlace, 'close');
  }

  private async ask(method: string, room: string, body: object): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.config.port}/twirp/livekit.RoomService/${method}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token({ video: { room, roomAdmin: true } })}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`LiveKit answered ${String(answer.status)} to ${method}`);
    return await answer.json();
  }

  private token(claims: object): string {
    const { key, secret } = this.config;
    const exp = Math.floor(Date.now() / 1000) + TOKEN_LIFE_S;
    const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: key, exp, ...claims })}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  }

  private get config(): Config {
    const found = /^port: (?<port>\d+)$.*^keys:\n +(?<key>\S+): (?<secret>\S+)$/ms.exec(this.file('livekit.yaml'));
    if (!found) throw new Error('LiveKit is configured otherwise');
    return found.groups as unknown as Config;
  }

  private file(name: string): string {
    return readFileSync(join(this.data, 'livekit', name), 'utf8');
  }
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The port of a process that was just killed is free a moment later. */
async function listen(port: number): Promise<Server> {
  for (;;) {
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return server;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

declare global {
  interface Window {
    LivekitClient: { Room: new (options: { singlePeerConnection: boolean }) => { connect(url: string, token: string): Promise<void> } };
  }
}
