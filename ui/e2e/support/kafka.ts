/** The run's Kafka, which lets in nobody without the password beside the run's data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, type KafkaConfig, type logLevel } from 'kafkajs';
import { inject } from 'vitest';

export function kafkaAt(address: string, level: logLevel): Kafka {
  const password = passwordOf(inject('data'));
  const config: KafkaConfig = { clientId: 'e2e', brokers: [address], logLevel: level };
  if (password !== '') config.sasl = { mechanism: 'plain', username: 'earshot', password };
  return new Kafka(config);
}

/** Of a run that somebody else started, EARSHOT_KAFKA_PASSWORD. */
function passwordOf(data: string): string {
  if (data === '') return process.env['EARSHOT_KAFKA_PASSWORD'] ?? '';
  const secrets = readFileSync(join(data, 'secrets.properties'), 'utf8');
  return /^kafka=(.+)$/m.exec(secrets)?.[1] ?? '';
}
