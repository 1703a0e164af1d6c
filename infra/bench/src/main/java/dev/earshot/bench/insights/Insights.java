package dev.earshot.bench.insights;

import dev.earshot.bench.subject.AnalyticsSubject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks what the pages of Insights ask, over a generated history, and says how long each answer took. */
@Command(
        name = "insights",
        mixinStandardHelpOptions = true,
        description =
                "Every question of Insights over a generated history; exits with 1 if a page's took 200 ms or more.")
public final class Insights implements Callable<Integer> {
    private static final double TARGET_MS = 200;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int[] HOURS = {12, 24, 7 * 24, 30 * 24, 90 * 24, 365 * 24};

    @Option(names = "--calls", defaultValue = "10000000", description = "Calls in all (default 10,000,000).")
    long calls;

    @Option(names = "--days", defaultValue = "365", description = "Days in which they were made (default 365).")
    int days;

    @Option(names = "--people", defaultValue = "20000", description = "People who make them (default 20,000).")
    int people;

    @Option(
            names = "--samples",
            defaultValue = "2000000",
            description = "Quality samples of the last week (default 2,000,000).")
    long samples;

    @Option(names = "--rounds", defaultValue = "15", description = "How often each question is asked (default 15).")
    int rounds;

    @Option(names = "--only", defaultValue = "", description = "Only questions whose address holds this.")
    String only = "";

    @Option(names = "--hours", description = "Only windows of so many hours (default 12 to 8760).")
    int onlyHours;

    @Override
    public Integer call() throws Exception {
        Path work = Files.createDirectories(
                Path.of("infra/bench/target/insights-" + calls + "-" + days).toAbsolutePath());
        try (AnalyticsSubject subject = AnalyticsSubject.start(Path.of("").toAbsolutePath(), work)) {
            Generated.in(subject.database()).unlessThere(calls, days, people, samples);
            Asking asking = new Asking(subject, rounds);
            System.out.printf("%-78s %9s %9s%n", "question", "p50 ms", "worst ms");
            List<String> missed = new ArrayList<>();
            for (int window : HOURS) {
                if (onlyHours != 0 && onlyHours != window) continue;
                for (String question : Questions.of(window)) {
                    if (!question.contains(only)) continue;
                    Asking.Took took = asking.ask(question + window(window));
                    System.out.printf(
                            Locale.ROOT, "%-78s %9.1f %9.1f%n", question + said(window), took.p50(), took.worst());
                    if (took.p50() >= TARGET_MS) missed.add(question + said(window));
                }
            }
            System.out.println(
                    missed.isEmpty() ? "All under " + TARGET_MS + " ms." : "Not under " + TARGET_MS + " ms: " + missed);
            return missed.isEmpty() ? 0 : 1;
        }
    }

    // As the page asks: until the next minute, from a midnight; half a day is today's before noon.
    private static String window(int hours) {
        Instant to = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Instant from = hours < 24
                ? to.minus(hours, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS)
                : LocalDate.now(ZONE)
                        .minusDays(hours / 24 - 1)
                        .atStartOfDay(ZONE)
                        .toInstant();
        return "&guild=demo&tz=" + ZONE + "&from=" + from + "&to=" + to;
    }

    private static String said(int hours) {
        return hours < 24 ? " (" + hours + " h)" : " (" + hours / 24 + " d)";
    }
}
