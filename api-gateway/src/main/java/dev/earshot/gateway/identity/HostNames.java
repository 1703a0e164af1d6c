package dev.earshot.gateway.identity;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By which names this gateway may be reached: those of its pages, those it is told, {@code localhost}, and every address that
 * is no name. A page that lets its own name point here (DNS rebinding) is recognised by that name. Pure.
 */
final class HostNames {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.%]+]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");

    private final Set<String> names = new HashSet<>();

    HostNames(EdgeSettings settings) {
        names.add("localhost");
        for (String origin : settings.allowedOrigins()) {
            String host = URI.create(origin).getHost();
            if (host != null) names.add(host.toLowerCase(Locale.ROOT));
        }
        settings.allowedHosts().forEach(host -> names.add(host.toLowerCase(Locale.ROOT)));
    }

    /** @param host the header, with or without a port; null where HTTP/1.0 has none, as no browser does */
    boolean allows(@Nullable String host) {
        if (host == null) return true;
        String lower = host.toLowerCase(Locale.ROOT).strip();
        if (IPV6.matcher(lower).matches()) return true;
        String name = PORT.matcher(lower).replaceFirst("");
        return IPV4.matcher(name).matches() || IPV6.matcher(name).matches() || names.contains(name);
    }
}
