/** The directory as whoever administers a deployment changes it: by its log. */
import { randomUUID } from 'node:crypto';
import { type Kafka, logLevel } from 'kafkajs';
import { kafkaAt } from './kafka.ts';

const TOPIC = 'voice.directory';

export class Directory {
  private readonly kafka: Kafka;

  /** @param address of the run's Kafka */
  constructor(address: string) {
    this.kafka = kafkaAt(address, logLevel.ERROR);
  }

  /** A new guild with these voice channels and these people in it. */
  async found(guildId: string, name: string, channels: readonly string[], members: readonly string[]): Promise<void> {
    await this.append(guildId, [
      { type: 'guild-created', name },
      ...channels.map((channel) => ({ type: 'channel-created', channel, name: channel, kind: 'VOICE', seats: 0 })),
      ...members.map((user) => ({ type: 'member-added', user })),
    ]);
  }

  /** Each event names the version it expects: how many there were before it. */
  private async append(guildId: string, events: readonly ({ type: string } & Record<string, unknown>)[]): Promise<void> {
    const producer = this.kafka.producer();
    await producer.connect();
    const messages = events.map(({ type, ...rest }, expects) => ({
      key: guildId,
      value: JSON.stringify({ type, expects, ...rest }),
      headers: {
        ce_specversion: '1.0',
        ce_id: randomUUID(),
        ce_type: type,
        ce_source: '/e2e',
        ce_time: new Date().toISOString(),
      },
    }));
    await producer.send({ topic: TOPIC, acks: -1, messages });
    await producer.disconnect();
  }
}
