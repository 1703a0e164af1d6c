import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { Server } from "socket.io";
import { io as connect } from "socket.io-client";
import { TTL_MS, voiceSockets } from "../src/sockets.js";
import { VoicePresence } from "../src/presence.js";

test("a toggle of somebody in a channel reaches everybody who watches the guild", async (context) => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const io = new Server(server, { transports: ["websocket"] });
  const stop = voiceSockets(io);
  context.after(() => (stop(), io.close()));
  const people = ["alice", "bob"].map((userId) =>
    connect(`http://127.0.0.1:${server.address().port}`, { transports: ["websocket"], auth: { userId, username: userId } }),
  );
  context.after(() => people.forEach((person) => person.close()));
  const [alice, bob] = people;
  await Promise.all(people.map((person) => person.emitWithAck("subscribe", "demo")));
  await alice.emitWithAck("voice:join", { channelId: "lounge" });

  const seen = people.map((person) => once(person, "voice:state"));
  alice.emit("voice:state", { muted: true, deafened: false });

  const change = { channelId: "lounge", userId: "alice", muted: true, deafened: false };
  assert.deepEqual(await Promise.all(seen), [[change], [change]]);
  assert.ok(bob.connected);
});

test("a user is in one channel, and gone once nobody heard of them for the TTL", () => {
  const presence = new VoicePresence();
  presence.join("lounge", { userId: "alice" }, 0);
  assert.equal(presence.join("music", { userId: "alice" }, 0), "lounge");
  assert.deepEqual(presence.sweep(TTL_MS, TTL_MS), []);
  assert.deepEqual(presence.sweep(TTL_MS + 1, TTL_MS), [["music", "alice"]]);
  assert.deepEqual(presence.channelIds(), []);
});
