package dev.earshot.gateway.operations;

import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.gateway.dead.DeadTopics;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.gateway.log.LiveGateways;
import dev.earshot.gateway.log.OnDemandKafka;
import dev.earshot.gateway.socket.OpenSockets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts the answer together: what this gateway has in memory, and what has to be asked for. */
@Component
final class WholeHealth {
    private static final Logger LOG = LoggerFactory.getLogger(WholeHealth.class);

    private final GatewayId self;
    private final OpenSockets sockets;
    private final PresenceTable table;
    private final LiveGateways gateways;
    private final PartsAsked parts;
    private final OnDemandKafka kafka;
    private final DeadTopics dead;
    private final Clock clock;

    WholeHealth(
            GatewayId self,
            OpenSockets sockets,
            PresenceTable table,
            LiveGateways gateways,
            PartsAsked parts,
            OnDemandKafka kafka,
            DeadTopics dead,
            Clock clock) {
        this.self = self;
        this.sockets = sockets;
        this.table = table;
        this.gateways = gateways;
        this.parts = parts;
        this.kafka = kafka;
        this.dead = dead;
        this.clock = clock;
    }

    /** @param authorization the operator's own header, for what other services tell operators alone */
    Mono<OperationsHealth> ask(String authorization) {
        Mono<KafkaState> state =
                Mono.fromCallable(() -> KafkaState.ask(kafka::admin)).subscribeOn(Schedulers.boundedElastic());
        Mono<SignsOfLife> signs = Mono.fromCallable(this::signs).subscribeOn(Schedulers.boundedElastic());
        Mono<OperationsHealth.Dead> count = Mono.fromCallable(this::dead).subscribeOn(Schedulers.boundedElastic());
        return Mono.zip(state, signs, count)
                .flatMap(seen ->
                        parts.ask(seen.getT1(), authorization).map(asked -> answer(asked, seen.getT2(), seen.getT3())));
    }

    private OperationsHealth.Dead dead() {
        try {
            DeadTopics.Count count = dead.count();
            return new OperationsHealth.Dead(count.total(), count.waiting());
        } catch (KafkaException away) {
            LOG.warn("Dead records could not be counted: {}", away.toString());
            return new OperationsHealth.Dead(null, null);
        }
    }

    private OperationsHealth answer(PartsAsked.Asked asked, SignsOfLife signs, OperationsHealth.Dead count) {
        Instant now = clock.instant();
        List<OperationsHealth.Session> sessions = signs.sessions();
        return new OperationsHealth(
                asked.parts(),
                asked.stuck(),
                signs.gateways(now),
                sessions.subList(0, Math.min(sessions.size(), SignsOfLife.MOST_SESSIONS)),
                sessions.size(),
                count,
                now);
    }

    private SignsOfLife signs() {
        List<SignsOfLife.Seat> present = present();
        Instant now = clock.instant();
        SignsOfLife.Heard elsewhere = SignsOfLife.anybodyElsewhere(self, present) ? heardElsewhere(now) : ticking(now);
        return new SignsOfLife(self, sockets.all(now), present, elsewhere);
    }

    private List<SignsOfLife.Seat> present() {
        List<SignsOfLife.Seat> present = new ArrayList<>();
        for (int partition = 0; partition < table.partitions(); partition++) {
            for (GuildId guild : table.guilds(partition)) {
                for (PresenceRow row : table.rows(guild)) present.add(new SignsOfLife.Seat(guild, row));
            }
        }
        return present;
    }

    private SignsOfLife.Heard heardElsewhere(Instant now) {
        try {
            return new RecentTicks(kafka::reader, kafka.partitions()).read(now);
        } catch (KafkaException away) {
            LOG.warn("The ticks of other gateways could not be read: {}", away.toString());
            return ticking(now);
        }
    }

    /** What this gateway knows of the others without reading anything. */
    private SignsOfLife.Heard ticking(Instant now) {
        Map<GatewayId, Instant> heard = new HashMap<>();
        gateways.silences().forEach((gateway, silence) -> heard.put(gateway, now.minus(silence)));
        return new SignsOfLife.Heard(heard, Map.of());
    }
}
