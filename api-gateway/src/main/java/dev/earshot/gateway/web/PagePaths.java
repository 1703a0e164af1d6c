package dev.earshot.gateway.web;

import java.util.List;

/** Which paths are the page's own: the browser's router knows them, and the server answers them all with the page. Pure. */
final class PagePaths {
    private static final List<String> NOT_THE_PAGES = List.of("/api", "/ws", "/actuator", "/v3", "/assets");

    private PagePaths() {}

    /** Whether the ui answers for the path at all. */
    static boolean isOfUi(String path) {
        return NOT_THE_PAGES.stream().noneMatch(prefix -> isUnder(path, prefix)) || isUnder(path, "/assets");
    }

    /** Whether the path is a place within the page, not a file. */
    static boolean isPage(String path) {
        return NOT_THE_PAGES.stream().noneMatch(prefix -> isUnder(path, prefix))
                && path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
    }

    private static boolean isUnder(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
