package dev.earshot.analytics.rebuild;

/**
 * Seconds spoken. They come from {@code voice.signals}, which keeps a day, in an order beside the events that Kafka does not
 * promise; so what was recorded of a stay is truer than any second fold, and stays. A stay whose row is missing gets what its
 * fact in {@code voice.changes} says, and if that is gone too, the sum of its recorded stretches.
 */
final class Speech {
    // As the fold counts: a stretch that was over before the stay counts whole, one that ended with it as far as the
    // stay's
    // end, which after an expiry is the last sign of life; and never more than the stay is long.
    static final String KEEP_RECORDED = """
            UPDATE rebuild.{t} SET spoken_ms = -1;
            UPDATE rebuild.{t} shadow SET spoken_ms = said.spoken_ms FROM rebuild_said.{t} said
            WHERE ({shadow}) = ({said})
              AND (said.began, said.ended, said.channel_id) = (shadow.began, shadow.ended, shadow.channel_id);
            UPDATE rebuild.{t} shadow SET spoken_ms = live.spoken_ms FROM facts.{t} live
            WHERE ({shadow}) = ({live})
              AND (live.began, live.ended, live.channel_id) = (shadow.began, shadow.ended, shadow.channel_id);
            CREATE UNLOGGED TABLE rebuild.unspoken AS
                SELECT guild_id, call_id, channel_id, began, ended, {keys} FROM rebuild.{t} WHERE spoken_ms < 0;
            CREATE UNLOGGED TABLE rebuild.stretches AS
                SELECT guild_id, call_id, channel_id, began, at, cause_topic, cause_partition, cause_offset FROM facts.spoke
                WHERE call_id IN (SELECT call_id FROM rebuild.unspoken)
                UNION
                SELECT guild_id, call_id, channel_id, began, at, cause_topic, cause_partition, cause_offset FROM rebuild.spoke
                WHERE call_id IN (SELECT call_id FROM rebuild.unspoken);
            UPDATE rebuild.{t} shadow SET spoken_ms = spoken.ms
            FROM (SELECT {unspoken}, least(
                      coalesce(sum(extract(epoch FROM
                          CASE WHEN (spoke.cause_topic, spoke.cause_partition, spoke.cause_offset)
                                    = (unspoken.cause_topic, unspoken.cause_partition, unspoken.cause_offset)
                               THEN greatest(least(spoke.at, unspoken.ended) - spoke.began, interval '0')
                               ELSE spoke.at - spoke.began END) * 1000), 0),
                      extract(epoch FROM unspoken.ended - unspoken.began) * 1000)::bigint AS ms
                  FROM rebuild.unspoken unspoken
                  LEFT JOIN rebuild.stretches spoke
                         ON spoke.guild_id = unspoken.guild_id AND spoke.call_id = unspoken.call_id
                        AND spoke.channel_id = unspoken.channel_id
                        AND spoke.began < unspoken.at AND spoke.at > unspoken.began
                  GROUP BY {unspoken}, unspoken.began, unspoken.ended) spoken
            WHERE ({shadow}) = ({spoken})""";

    private Speech() {}
}
