/** The product as a person starts it: `./earshot up`, on free ports, with data of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PORT_FLAGS = ["port", "projector-port", "analytics-port", "kafka-port", "postgres-port"].concat(
  ["livekit-port", "livekit-tcp-port", "livekit-udp-port"],
);
const START_LIMIT_MS = 300_000;

/** @returns {Promise<{url: string, stop: () => Promise<void>}>} once it is ready; its media server may take longer */
export async function startProduct(root) {
  const data = mkdtempSync(join(tmpdir(), "earshot-latency-"));
  const ports = await freePorts(PORT_FLAGS.length);
  const flags = PORT_FLAGS.flatMap((flag, i) => [`--${flag}`, String(ports[i])]);
  const product = spawn("./earshot", ["up", "--data", data, ...flags], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const stop = async () => {
    if (product.exitCode === null) {
      const gone = once(product, "exit");
      process.kill(-product.pid, "SIGINT");
      await gone;
    }
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await saysReady(product);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://localhost:${ports[0]}`, stop };
}

function saysReady(product) {
  return new Promise((ready, fail) => {
    let said = "";
    const timer = setTimeout(() => fail(new Error(`not ready after ${START_LIMIT_MS} ms:\n${said}`)), START_LIMIT_MS);
    product.stdout.on("data", (chunk) => {
      said += chunk;
      if (!said.includes("Ready in")) return;
      clearTimeout(timer);
      ready();
    });
    product.once("exit", () => fail(new Error(`./earshot up ended:\n${said}`)));
  });
}

/** Held all at once, so that no two are the same. */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const { port } = server.address();
      server.close();
      await once(server, "close");
      return port;
    }),
  );
}
