/** Something that no service can read, as a broken client or a disk fault would leave it. */
import { logLevel } from 'kafkajs';
import { kafkaAt } from './kafka.ts';

export async function writeUnreadable(kafka: string, topic: string, key: string, content: string): Promise<void> {
  const producer = kafkaAt(kafka, logLevel.ERROR).producer();
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [{ key, value: content }] });
  await producer.disconnect();
}
