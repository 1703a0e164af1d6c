/** A topic of the run's Kafka, read from its beginning for the occasion. */
import { randomUUID } from 'node:crypto';
import { logLevel } from 'kafkajs';
import { kafkaAt } from './kafka.ts';

export type Told = { type: string } & Record<string, unknown>;

/** Reads until there are records that suffice; rejects, with those there were, if there are none in time. */
export async function readUntil(
  kafka: string,
  topic: string,
  ofInterest: (record: Told) => boolean,
  suffices: (records: readonly Told[]) => boolean,
  withinMs: number,
): Promise<Told[]> {
  const consumer = kafkaAt(kafka, logLevel.NOTHING).consumer({
    groupId: `e2e-${randomUUID()}`,
  });
  const found: Told[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise<void>((done, fail) => {
      const late = () => fail(new Error(`after ${String(withinMs)} ms ${topic} holds ${JSON.stringify(found)}`));
      const timer = setTimeout(late, withinMs);
      void consumer.run({
        eachMessage: async ({ message }) => {
          const record = told(message.value);
          if (!record || !ofInterest(record)) return;
          found.push(record);
          if (!suffices(found)) return;
          clearTimeout(timer);
          done();
        },
      });
    });
    return found;
  } finally {
    await consumer.disconnect();
  }
}

/** Null for what another test has planted to be unreadable. */
function told(value: Buffer | null): Told | null {
  try {
    return JSON.parse(value?.toString() ?? 'null') as Told | null;
  } catch {
    return null;
  }
}
