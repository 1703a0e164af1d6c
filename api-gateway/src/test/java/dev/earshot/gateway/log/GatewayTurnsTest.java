package dev.earshot.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.GatewayId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayTurnsTest {
    private static final GatewayId A = new GatewayId("a");
    private static final GatewayId B = new GatewayId("b");
    private static final GatewayId C = new GatewayId("c");

    @Test
    void every_partition_has_exactly_one_of_those_who_hear_each_other() {
        Set<GatewayId> live = Set.of(A, B, C);
        for (int partition = 0; partition < 12; partition++) {
            int turn = partition;
            assertThat(List.of(A, B, C))
                    .as("partition " + turn)
                    .filteredOn(gateway -> GatewayTurns.isTurnOf(gateway, live, turn))
                    .hasSize(1);
        }
        assertThat(List.of(0, 1, 2))
                .filteredOn(partition -> GatewayTurns.isTurnOf(B, live, partition))
                .containsExactly(1);
    }

    @Test
    void a_gateway_alone_looks_after_everything_even_before_it_hears_itself() {
        for (int partition = 0; partition < 12; partition++) {
            assertThat(GatewayTurns.isTurnOf(A, Set.of(), partition)).isTrue();
        }
    }
}
