package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.GUILD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.projector.history.checkpoint.FoldVersion;
import dev.earshot.projector.history.past.GuildFolder;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Step;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checkpoints of one version of the fold are worth nothing to another, so a changed fold must change its number. */
class FoldVersionTest {
    /** What each version makes of these histories; since version 2 half of them have a clock that jumps. */
    private static final Map<String, String> OUTCOMES = Map.of("2", "20c3f1749098ecc26b05cd1684f34c31");

    @Test
    void the_fold_gives_what_its_version_stands_for() throws Exception {
        assertThat(outcome())
                .as(
                        "The fold, or what is remembered beside it, has changed: raise FoldVersion.CURRENT, and note the outcome")
                .isEqualTo(OUTCOMES.get(FoldVersion.CURRENT));
    }

    private static String outcome() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long seed = 1; seed <= 8; seed++) {
            GuildFolder folder = new GuildFolder(GUILD, GuildMoment.beginning(0), (Step _) -> true);
            List<SomeHistory.Happened> history =
                    seed % 2 == 0 ? SomeHistory.withJumps(seed, 2_000) : SomeHistory.of(seed, 2_000);
            for (int offset = 0; offset < history.size(); offset++) {
                FoldedHistory.fold(folder, offset, history.get(offset));
                if (offset % 100 == 0) digest.update(text(folder.moment()).getBytes(UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    // Maps have no order of their own.
    private static String text(GuildMoment moment) {
        Map<String, String> sorted = new TreeMap<>();
        moment.presence().users().forEach((user, state) -> sorted.put("u/" + user, state.toString()));
        moment.presence().closed().forEach((channel, at) -> sorted.put("c/" + channel, at.toString()));
        moment.people().all().forEach((user, remembered) -> sorted.put("p/" + user, remembered.toString()));
        return sorted + " " + moment.time() + " " + moment.setBacks() + " " + moment.counts();
    }
}
