/**
 * Who is to be heard. LiveKit is not asked: what it plays to us is what a client sends, whatever the list says of its person. So a
 * page plays exactly the people whom the list shows in its channel and not muted, as long as its own presence is live.
 *
 * While the socket is away the list of its last moment holds for the length of a lease: a short break must not cut a call, and until
 * the lease ends others see us too. After it they do not, and who is not seen does not hear.
 */
import type { Participant } from '../protocol/frames';
import { sameChannel, type Channel } from '../presence/call';
import type { Clock } from '../presence/clock';
import { peopleIn } from '../presence/presence';
import type { PresenceState } from '../presence/PresenceClient';

/** The server's lease: after this long without a sign of life it removes a person. */
export const LEASE_MS = 30_000;

export type Audible = ReadonlySet<string>;

/** Whose audio is whose: the room that this page is in. */
interface Place extends Channel {
  readonly sessionId: string;
}

export function isMuted(person: Pick<Participant, 'muted' | 'serverMuted'>): boolean {
  return person.muted || person.serverMuted;
}

/** The ids of those who are heard there, or null while the list is not as of now. */
export function audibleIn(place: Place, state: PresenceState, selfId: string): Audible | null {
  const people = peopleNow(place, state);
  if (!people) return null;
  if (!ownRow(people, place, selfId)) return nobody;
  return new Set(people.filter((it) => it.userId !== selfId && !isMuted(it)).map(({ userId }) => userId));
}

/** Whether the list, as of now, shows us there and not muted. */
export function isShownOpen(place: Place, state: PresenceState, selfId: string): boolean {
  const own = ownRow(peopleNow(place, state) ?? [], place, selfId);
  return own !== undefined && !isMuted(own);
}

function peopleNow(place: Place, { live, views }: PresenceState): readonly Participant[] | null {
  return live.includes(place.guildId)
    ? peopleIn(views[place.guildId]?.channels ?? {}, place.channelId)
    : null;
}

function ownRow(people: readonly Participant[], place: Place, selfId: string): Participant | undefined {
  return people.find(({ userId, sessionId }) => userId === selfId && sessionId === place.sessionId);
}

const nobody: Audible = new Set();

/** Follows the list, and tells who is heard whenever that may have changed. */
export class AudiblePeople {
  private place: Place | null = null;
  private heard: Audible = nobody;
  private cancelEnd: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly selfId: string,
    private readonly changed: (audible: Audible) => void,
  ) {}

  /** `place`: the room that the page is in; null if it is in none. */
  follow(place: Place | null, state: PresenceState): void {
    const isOther =
      place === null || this.place?.sessionId !== place.sessionId || !sameChannel(place, this.place);
    this.place = place;
    const audible = place && audibleIn(place, state, this.selfId);
    if (audible || isOther) return this.become(audible ?? nobody);
    this.cancelEnd ??= this.clock.after(LEASE_MS, () => this.become(nobody));
  }

  private become(audible: Audible): void {
    this.cancelEnd?.();
    this.cancelEnd = null;
    if (isSame(audible, this.heard)) return;
    this.heard = audible;
    this.changed(audible);
  }
}

function isSame(one: Audible, other: Audible): boolean {
  return one.size === other.size && [...one].every((it) => other.has(it));
}
