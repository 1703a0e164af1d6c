package dev.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class NetworkTest {
    @Test
    void an_ipv4_address_is_one_client_and_the_64_of_an_ipv6_address_is_one() {
        assertThat(client("192.0.2.1")).isNotEqualTo(client("192.0.2.2")).isEqualTo(client("192.0.2.1"));
        assertThat(client("2001:db8::1")).isEqualTo(client("2001:db8::ffff:0:0:2"));
        assertThat(client("2001:db8::1")).isNotEqualTo(client("2001:db8:0:1::1"));
    }

    @Test
    void a_network_contains_its_addresses_and_no_other() {
        assertThat(Network.parse("10.0.0.0/8").contains(address("10.255.0.1"))).isTrue();
        assertThat(Network.parse("10.0.0.0/8").contains(address("11.0.0.1"))).isFalse();
        assertThat(Network.parse("172.16.0.0/12").contains(address("172.31.9.9")))
                .isTrue();
        assertThat(Network.parse("172.16.0.0/12").contains(address("172.32.0.0")))
                .isFalse();
        assertThat(Network.parse("192.0.2.7").contains(address("192.0.2.7"))).isTrue();
        assertThat(Network.parse("2001:db8::/32").contains(address("2001:db8:9::1")))
                .isTrue();
        assertThat(Network.parse("0.0.0.0/0").contains(address("2001:db8::1"))).isFalse();
    }

    @Test
    void what_is_no_network_is_refused_with_a_sentence() {
        for (String wrong : new String[] {"", "proxy", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8/8", "a.example/8"}) {
            assertThatThrownBy(() -> Network.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("earshot.http.trusted-proxies");
        }
    }

    private static Network client(String address) {
        return Network.ofOneClient(address(address));
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
