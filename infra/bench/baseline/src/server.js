/** The document's server: Express for the token, Socket.IO for presence, one process. `PORT` (8080), `HOST` (127.0.0.1). */
import { createServer } from "node:http";
import express from "express";
import { Server } from "socket.io";
import { voiceSockets } from "./sockets.js";
import { voiceToken } from "./token.js";

const app = express();
app.disable("x-powered-by");
app.use(express.json({ limit: "16kb" }));
app.get("/health", (_request, response) => response.json({ status: "up" }));
app.post(
  "/api/voice/token",
  voiceToken({
    url: process.env.LIVEKIT_URL ?? "ws://localhost:7880",
    apiKey: process.env.LIVEKIT_API_KEY ?? "devkey",
    apiSecret: process.env.LIVEKIT_API_SECRET ?? "secret",
  }),
);

const server = createServer(app);
// What Socket.IO's own performance notes advise: websocket only, no compression, nothing kept of the handshake request.
const io = new Server(server, { transports: ["websocket"], serveClient: false, perMessageDeflate: false });
io.engine.on("connection", (raw) => {
  raw.request = null;
});
const stopCleanup = voiceSockets(io);

server.listen(Number(process.env.PORT ?? 8080), process.env.HOST ?? "127.0.0.1", () => {
  console.log(`baseline listening on ${server.address().port}`);
});

for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    stopCleanup();
    io.close(() => process.exit(0));
  });
