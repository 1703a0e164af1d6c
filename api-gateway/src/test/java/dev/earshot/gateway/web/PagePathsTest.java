package dev.earshot.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PagePathsTest {
    @Test
    void places_within_the_page_are_the_page() {
        for (String path : List.of("/", "/operations", "/guilds/demo", "/v3.1/about", "/apiary", "/ws-notes")) {
            assertThat(PagePaths.isPage(path)).as(path).isTrue();
        }
    }

    @Test
    void files_and_what_others_answer_are_not() {
        for (String path : List.of(
                "/icon.svg",
                "/assets/a-1.js",
                "/assets",
                "/api",
                "/api/me",
                "/ws",
                "/actuator/health",
                "/v3/api-docs")) {
            assertThat(PagePaths.isPage(path)).as(path).isFalse();
        }
        assertThat(PagePaths.isOfUi("/assets/a-1.js")).isTrue();
        assertThat(PagePaths.isOfUi("/icon.svg")).isTrue();
        assertThat(PagePaths.isOfUi("/api/me")).isFalse();
    }
}
