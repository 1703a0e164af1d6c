/**
 * Starts the product for the tests as a person does, by `./earshot up`, on free ports and with data of its own; stops it at the
 * end. With EARSHOT_URL set, the product at that address is used and left running, and so is its Kafka
 * at EARSHOT_KAFKA (with EARSHOT_KAFKA_PASSWORD), without which tests that write to the log are skipped.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
    /** Where the run keeps its data; empty if somebody else started it. */
    data: string;
    /** The run's Kafka; empty if somebody else started it. */
    kafka: string;
    /** Why there is no audio in this run; empty if there is. */
    withoutAudio: string;
  }
}

const ROOT = resolve(import.meta.dirname, '../../..');
const PORT_FLAGS = [
  '--port',
  '--projector-port',
  '--analytics-port',
  '--kafka-port',
  '--postgres-port',
  '--livekit-port',
  '--livekit-tcp-port',
  '--livekit-udp-port',
];
const START_TIMEOUT_MS = 180_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const withoutAudio = process.env['EARSHOT_WITHOUT_AUDIO'] === '1';
  project.provide('withoutAudio', withoutAudio ? 'asked for by --without-audio' : '');
  const running = process.env['EARSHOT_URL'];
  if (running !== undefined) {
    project.provide('url', running);
    project.provide('data', '');
    project.provide('kafka', process.env['EARSHOT_KAFKA'] ?? '');
    return async () => {};
  }
  const data = mkdtempSync(join(tmpdir(), 'earshot-e2e-'));
  const ports = await freePorts(PORT_FLAGS.length);
  const flags = PORT_FLAGS.flatMap((flag, i) => [flag, String(ports[i])]);
  if (withoutAudio) flags.push('--without-audio');
  const product = spawn('./earshot', ['up', '--data', data, ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await ready(product);
  project.provide('data', data);
  project.provide('kafka', `127.0.0.1:${String(ports[PORT_FLAGS.indexOf('--kafka-port')])}`);
  project.provide('url', `http://localhost:${String(ports[0])}`);
  return async () => {
    await stop(product);
    rmSync(data, { recursive: true, force: true });
  };
}

async function ready(product: ChildProcess): Promise<void> {
  const output: string[] = [];
  await new Promise<void>((done, fail) => {
    const tooLong = setTimeout(() => {
      fail(new Error(`not ready after ${String(START_TIMEOUT_MS)} ms:\n${output.join('')}`));
    }, START_TIMEOUT_MS);
    product.stdout?.on('data', (chunk: Buffer) => {
      output.push(chunk.toString());
      if (!output.join('').includes('Ready in')) return;
      clearTimeout(tooLong);
      done();
    });
    product.once('exit', () => {
      fail(new Error(`./earshot up ended:\n${output.join('')}`));
    });
  });
}

async function stop(product: ChildProcess): Promise<void> {
  if (product.exitCode !== null || product.pid === undefined) return;
  const gone = once(product, 'exit');
  process.kill(-product.pid, 'SIGINT');
  await gone;
}

/** Held all at once, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return await Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      server.close();
      await once(server, 'close');
      if (address === null || typeof address === 'string') throw new Error('no port');
      return address.port;
    }),
  );
}
