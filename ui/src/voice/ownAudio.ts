/** The person's own switches. Deafening mutes too; undeafening restores what was. */
export interface OwnAudio {
  readonly muted: boolean;
  readonly deafened: boolean;
  readonly mutedBeforeDeafen: boolean;
}

/** Whoever unmutes while deafened wants to take part again: both go. */
export function toggleMute(own: OwnAudio): OwnAudio {
  return own.deafened
    ? { muted: false, deafened: false, mutedBeforeDeafen: false }
    : { ...own, muted: !own.muted };
}

export function toggleDeafen(own: OwnAudio): OwnAudio {
  return own.deafened
    ? { muted: own.mutedBeforeDeafen, deafened: false, mutedBeforeDeafen: false }
    : { muted: true, deafened: true, mutedBeforeDeafen: own.muted };
}
