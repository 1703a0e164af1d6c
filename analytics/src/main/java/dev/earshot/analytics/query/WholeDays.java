package dev.earshot.analytics.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A window as the days (UTC) that lie in it whole, whose sums can be taken, and what is left at its edges, for which the facts
 * themselves are asked.
 *
 * @param end the day after the last whole one; there is none if it is {@code first}
 */
record WholeDays(LocalDate first, LocalDate end, List<Edge> edges) {

    /** Less than a day, from one quarter of an hour to another. */
    record Edge(Instant from, Instant to) {}

    static WholeDays of(Instant from, Instant to) {
        Instant firstDay = from.plus(1, ChronoUnit.DAYS).minusMillis(1).truncatedTo(ChronoUnit.DAYS);
        Instant endDay = to.truncatedTo(ChronoUnit.DAYS);
        if (!firstDay.isBefore(endDay)) return new WholeDays(date(from), date(from), List.of(new Edge(from, to)));
        List<Edge> edges = List.of(new Edge(from, firstDay), new Edge(endDay, to)).stream()
                .filter(edge -> edge.from().isBefore(edge.to()))
                .toList();
        return new WholeDays(date(firstDay), date(endDay), edges);
    }

    /**
     * A part of a question for each edge, {@code {first}} and {@code {last}} being its ends. Not a join with them: PostgreSQL knows
     * nothing of what is in an array, takes an edge for a third of the table and reads all of it.
     */
    String atEdges(String part) {
        return IntStream.range(0, edges.size())
                .mapToObj(edge -> "UNION ALL\n"
                        + part.replace("{first}", ":edgeFrom" + edge).replace("{last}", ":edgeTo" + edge))
                .collect(Collectors.joining("\n"));
    }

    /** The whole days, in as few of a guild's sums as hold them. */
    DayBlocks blocks() {
        return DayBlocks.of(first, end);
    }

    Instant[] edgesFrom() {
        return edges.stream().map(Edge::from).toArray(Instant[]::new);
    }

    Instant[] edgesTo() {
        return edges.stream().map(Edge::to).toArray(Instant[]::new);
    }

    private static LocalDate date(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
