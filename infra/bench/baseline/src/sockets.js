import { VoicePresence } from "./presence.js";

/** Source document, "Heartbeat: 15s, Cleanup: 15s, TTL: 30s". */
export const CLEANUP_MS = 15_000;
export const TTL_MS = 30_000;
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The document's event flow. One room per guild: a broadcast is encoded once by Socket.IO's adapter and
 * written to every socket of the room. Identity comes from the handshake, as in the document (no login).
 */
export function voiceSockets(io) {
  const guilds = new Map();
  const presenceOf = (guildId) => {
    let presence = guilds.get(guildId);
    if (!presence) guilds.set(guildId, (presence = new VoicePresence()));
    return presence;
  };

  io.use((socket, next) => {
    const { userId, username, avatarUrl = null } = socket.handshake.auth;
    if (!ID.test(userId ?? "") || typeof username !== "string") return next(new Error("userId and username are needed"));
    socket.data.person = { userId, username, avatarUrl };
    next();
  });

  io.on("connection", (socket) => {
    const { person } = socket.data;
    let guildId;
    let presence;

    socket.on("subscribe", (wanted, done) => {
      if (!ID.test(wanted ?? "")) return;
      if (guildId) socket.leave(guildId);
      guildId = wanted;
      presence = presenceOf(guildId);
      socket.join(guildId);
      for (const channelId of presence.channelIds())
        socket.emit("voice:userlist", { channelId, participants: presence.list(channelId) });
      done?.();
    });

    socket.on("voice:join", ({ channelId, muted = false, deafened = false }, done) => {
      if (!presence || !ID.test(channelId)) return;
      const left = presence.join(channelId, { ...person, muted, deafened }, Date.now());
      if (left && left !== channelId) io.to(guildId).emit("voice:leave", { channelId: left, userId: person.userId });
      socket.to(guildId).emit("voice:join", { channelId, ...person, muted, deafened, speaking: false });
      io.to(guildId).emit("voice:userlist", { channelId, participants: presence.list(channelId) });
      done?.();
    });

    socket.on("voice:state", ({ muted, deafened }) => {
      const channelId = presence?.update(person.userId, { muted, deafened });
      if (channelId) io.to(guildId).emit("voice:state", { channelId, userId: person.userId, muted, deafened });
    });

    socket.on("voice:speaking", ({ speaking }) => {
      const channelId = presence?.update(person.userId, { speaking });
      if (channelId) io.to(guildId).emit("voice:speaking", { channelId, userId: person.userId, speaking });
    });

    socket.on("voice:heartbeat", () => presence?.update(person.userId, { lastHeartbeat: Date.now() }));

    socket.on("voice:leave", () => {
      const channelId = presence?.leave(person.userId);
      if (channelId) io.to(guildId).emit("voice:leave", { channelId, userId: person.userId });
    });
    // A socket that ends is not a leave: the document lets the client reconnect and the cleanup remove ghosts.
  });

  const cleanup = setInterval(() => {
    const now = Date.now();
    for (const [guildId, presence] of guilds)
      for (const [channelId, userId] of presence.sweep(now, TTL_MS))
        io.to(guildId).emit("voice:leave", { channelId, userId });
  }, CLEANUP_MS);
  return () => clearInterval(cleanup);
}
