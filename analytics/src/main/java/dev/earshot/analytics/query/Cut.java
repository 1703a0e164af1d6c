package dev.earshot.analytics.query;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page, cut from one row more than it holds, which tells whether another follows.
 *
 * @param more whether it does
 */
record Cut<T>(List<T> rows, boolean more) {

    static <T> Cut<T> at(int limit, List<T> found) {
        return new Cut<>(found.stream().limit(limit).toList(), found.size() > limit);
    }

    <I> List<I> items(Function<T, I> item) {
        return rows.stream().map(item).toList();
    }

    /** Where the next page begins, from the last row of this one; null on the last page. */
    @Nullable
    String next(Function<T, String> cursor) {
        return more ? cursor.apply(rows.getLast()) : null;
    }
}
