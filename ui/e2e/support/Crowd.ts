/** More people than one has browsers for: they join as the gateway would write it, and expire, for nobody hears of them again. */
import { readFileSync } from 'node:fs';
import { logLevel } from 'kafkajs';
import { kafkaAt } from './kafka.ts';

const golden = new URL('../../../voice-events/golden/events/joined.1.json', import.meta.url);

export async function joinCrowd(kafka: string, guild: string, channel: string, count: number): Promise<void> {
  const producer = kafkaAt(kafka, logLevel.ERROR).producer();
  await producer.connect();
  const joined = JSON.parse(readFileSync(golden, 'utf8')) as object;
  const messages = Array.from({ length: count }, (_, nth) => {
    // Of those who come at one moment the first is the first by their id.
    const number = String(nth + 1).padStart(3, '0');
    const event = {
      ...joined,
      user: `${guild}-${number}`,
      session: `s-${guild}-${number}`,
      connection: `c-${guild}-${number}`,
      channel,
      seats: 0,
      profile: { username: `Guest ${number}` },
      directoryOffset: 0,
      continues: undefined,
    };
    return { key: guild, value: JSON.stringify(event) };
  });
  await producer.send({ topic: 'voice.events', acks: -1, messages });
  await producer.disconnect();
}
