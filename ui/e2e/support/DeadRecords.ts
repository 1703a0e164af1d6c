/** Something that no service can read, as a broken client or a disk fault would leave it. */
import { Kafka, logLevel } from 'kafkajs';

export async function writeUnreadable(kafka: string, topic: string, key: string, content: string): Promise<void> {
  const producer = new Kafka({ clientId: 'e2e', brokers: [kafka], logLevel: logLevel.ERROR }).producer();
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [{ key, value: content }] });
  await producer.disconnect();
}
