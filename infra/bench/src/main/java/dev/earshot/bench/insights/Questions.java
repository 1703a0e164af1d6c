package dev.earshot.bench.insights;

import java.util.ArrayList;
import java.util.List;

/** What the pages of Insights ask of a window, each in the buckets that it is drawn in ({@code bucketOf} in the ui's range.ts). */
final class Questions {
    private Questions() {}

    static List<String> of(int hours) {
        String bucket = hours <= 12 ? "minute" : hours <= 31 * 24 ? "hour" : "day";
        List<String> all = new ArrayList<>(List.of(
                "overview?",
                "overview?channel=c1",
                "concurrency?bucket=" + bucket,
                "concurrency?channel=c1&bucket=" + bucket,
                "minutes?by=day",
                "minutes?by=channel",
                "minutes?by=day&channel=c1",
                "minutes?by=day&user=u1",
                "minutes?by=channel&user=u1",
                "channels?",
                "people?",
                "people?channel=c1",
                "heatmap?",
                "heatmap?user=u1",
                "departures?",
                "departures?user=u1",
                "lengths?",
                "speakers?period=day",
                "speakers?period=week",
                "speakers?period=month",
                "sessions?limit=50",
                "sessions?limit=50&user=u1",
                "sessions?limit=50&channel=c11",
                "sessions?limit=50&why=removed",
                "errors?by=kind",
                "errors?by=client",
                "audit?limit=50",
                "audit?limit=50&action=token-refused",
                "audit?limit=50&actor=u1"));
        all.addAll(List.of("quality?by=channel", "quality?by=user"));
        if (hours <= 92 * 24) {
            all.addAll(List.of("quality?by=hour", "quality?by=hour&channel=c1", "quality?by=hour&user=u1"));
        }
        return all;
    }
}
