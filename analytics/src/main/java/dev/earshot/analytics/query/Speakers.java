package dev.earshot.analytics.query;

import dev.earshot.analytics.query.TimeBuckets.Unit;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How many people spoke in each day, week or month of the zone asked for. */
record Speakers(List<Item> items) {
    /** @param at beginning of the period, which the window may cut */
    record Item(String at, long speakers) {}

    static Mono<Speakers> ask(DatabaseClient database, Question question, Unit period) {
        TimeBuckets cut = question.by(period);
        return PeopleCount.SPOKE
                .byBucket(database, question, PeopleSlices.of(cut, question.now()))
                .map(many -> new Speakers(IntStream.range(0, cut.size())
                        .mapToObj(bucket -> new Item(cut.shown(bucket), many.getOrDefault(bucket, 0L)))
                        .toList()));
    }
}
