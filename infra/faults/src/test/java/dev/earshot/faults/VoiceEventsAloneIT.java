package dev.earshot.faults;

import static dev.earshot.faults.stack.Guild.BOOTH;
import static dev.earshot.faults.stack.Guild.LOUNGE;
import static dev.earshot.faults.stack.Guild.STANDUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.faults.client.Person;
import dev.earshot.faults.stack.Guild;
import dev.earshot.faults.stack.Soon;
import dev.earshot.faults.stack.Stack;
import dev.earshot.faults.stack.StraightFold;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code voice.events} is the product's memory; everything else can be made again from it. */
class VoiceEventsAloneIT {
    private final Stack stack = Stack.running();

    @Test
    void with_every_other_topic_deleted_the_log_alone_folds_to_the_same_presence_and_facts() {
        Guild guild = stack.guild("log-alone", List.of("alice", "bob", "carol", "dave"));
        Person alice = guild.person("alice");
        Person bob = guild.person("bob");
        Person carol = guild.person("carol");
        Person dave = guild.person("dave");
        Soon.all(List.of(alice.come(), bob.come(), carol.come(), dave.come()));
        Soon.get(alice.join(BOOTH, true, false));
        Soon.get(bob.join(BOOTH));
        Soon.get(bob.sees().whenIn("bob", BOOTH));
        // The third in a booth for two is refused by the fold, now and when it is folded again.
        Soon.get(dave.join(BOOTH));
        Soon.get(carol.join(LOUNGE));
        Soon.get(carol.join(STANDUP));
        Soon.get(carol.state(false, true));
        Soon.get(bob.leave());
        Soon.get(alice.sees().whenIn("carol", STANDUP));
        Soon.get(alice.sees().whenGone("bob"));
        Soon.get(alice.sees().whenSeen("carol", seen -> seen.deafened()));

        stack.gateway().part().kill();
        stack.analytics().part().kill();
        // From here on the clock of the leases stands still: nobody is heard, and nobody expires.
        assertThat(StraightFold.differencesWhenQuiet(stack.topics(), Soon.ORDINARY))
                .isEmpty();
        StraightFold before = StraightFold.published(stack.topics());
        assertThat(before.rows().keySet()).contains("log-alone/alice", "log-alone/carol");
        stack.projector().part().kill();
        stack.topics().deleteAllBut(Set.of(VoiceTopic.EVENTS.topic()));
        stack.projector().part().start();

        assertThat(StraightFold.differencesWhenQuiet(stack.topics(), Duration.ofSeconds(30)))
                .isEmpty();
        assertThat(before.differences(StraightFold.published(stack.topics()))).isEmpty();
        stack.discard();
    }
}
