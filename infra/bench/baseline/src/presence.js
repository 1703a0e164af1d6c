/**
 * The document's `voicePresence`: who is in which channel, in this process's memory and nowhere else.
 * A user is in at most one channel; whoever was not heard of for `ttlMs` is removed by `sweep`.
 */
export class VoicePresence {
  /** channelId → userId → participant */
  #channels = new Map();
  /** userId → channelId, so that a toggle or a heartbeat finds its row without a search */
  #channelOf = new Map();

  join(channelId, person, now) {
    const left = this.leave(person.userId);
    let channel = this.#channels.get(channelId);
    if (!channel) this.#channels.set(channelId, (channel = new Map()));
    channel.set(person.userId, { ...person, speaking: false, lastHeartbeat: now });
    this.#channelOf.set(person.userId, channelId);
    return left;
  }

  /** Returns the channel that was left, or undefined. */
  leave(userId) {
    const channelId = this.#channelOf.get(userId);
    if (channelId === undefined) return undefined;
    this.#channelOf.delete(userId);
    const channel = this.#channels.get(channelId);
    channel.delete(userId);
    if (channel.size === 0) this.#channels.delete(channelId);
    return channelId;
  }

  /** Applies `change` to the person's row; returns their channel, or undefined if they are in none. */
  update(userId, change) {
    const channelId = this.#channelOf.get(userId);
    if (channelId !== undefined) Object.assign(this.#channels.get(channelId).get(userId), change);
    return channelId;
  }

  list(channelId) {
    return Array.from(this.#channels.get(channelId)?.values() ?? [], ({ lastHeartbeat, ...shown }) => shown);
  }

  channelIds() {
    return [...this.#channels.keys()];
  }

  /** Removes who was last heard of before `now - ttlMs`; returns `[channelId, userId]` pairs. */
  sweep(now, ttlMs) {
    const stale = [];
    for (const [channelId, channel] of this.#channels)
      for (const [userId, { lastHeartbeat }] of channel) if (now - lastHeartbeat > ttlMs) stale.push([channelId, userId]);
    for (const [, userId] of stale) this.leave(userId);
    return stale;
  }
}
