package dev.earshot.analytics.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

    /** Less than a day, from one quarter of an hour to another. @param sign -1: it lies in the whole days, and is not asked for */
    record Edge(Instant from, Instant to, int sign) {
        Edge(Instant from, Instant to) {
            this(from, to, 1);
        }
    }

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
     * As {@link #of}, for what can be taken off again: the days between the midnights nearest to its ends, and what lies between,
     * added or taken off. Nothing has happened after now, so the day that now is in may be taken whole, but nothing taken off it: its
     * newest facts are not in the sums yet.
     */
    static WholeDays nearest(Instant from, Instant to, Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        Instant tomorrow = today.plus(1, ChronoUnit.DAYS);
        Instant first = from.isAfter(today) ? tomorrow : midnight(from);
        Instant end = !to.isBefore(now) ? tomorrow : to.isAfter(today) ? today : midnight(to);
        if (!first.isBefore(end)) return new WholeDays(date(from), date(from), List.of(new Edge(from, to)));
        List<Edge> edges = new ArrayList<>();
        add(edges, from, first);
        if (to.isBefore(now)) add(edges, end, to);
        return new WholeDays(date(first), date(end), edges);
    }

    private static Instant midnight(Instant time) {
        return time.plus(12, ChronoUnit.HOURS).truncatedTo(ChronoUnit.DAYS);
    }

    // From "here" to "there" is missing, or, backwards, too much.
    private static void add(List<Edge> edges, Instant here, Instant there) {
        if (here.isBefore(there)) edges.add(new Edge(here, there, 1));
        else if (there.isBefore(here)) edges.add(new Edge(there, here, -1));
    }

    /**
     * A part of a question for each edge, {@code {first}} and {@code {last}} being its ends. Not a join with them: PostgreSQL knows
     * nothing of what is in an array, takes an edge for a third of the table and reads all of it.
     */
    String atEdges(String part) {
        return IntStream.range(0, edges.size())
                .mapToObj(edge -> "UNION ALL\n"
                        + part.replace("{first}", ":edgeFrom" + edge)
                                .replace("{last}", ":edgeTo" + edge)
                                .replace(
                                        "{sign}",
                                        Integer.toString(edges.get(edge).sign())))
                .collect(Collectors.joining("\n"));
    }

    /** The whole days, in as few sums of so many days as hold them. */
    DayBlocks blocks(long... lengths) {
        return DayBlocks.of(first, end, lengths);
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
