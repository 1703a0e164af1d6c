package dev.earshot.gateway.directory;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import dev.earshot.gateway.identity.Person;
import dev.earshot.http.Refused;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The guilds that the caller is a member of. */
@RestController
final class GuildsController {
    private final DirectoryViews views;

    GuildsController(DirectoryViews views) {
        this.views = views;
    }

    /** A guild in a list. */
    record GuildName(GuildId id, String name) {}

    /** @param capacity how many a voice channel holds, 0 for no limit */
    record ChannelItem(ChannelId id, String name, ChannelKind kind, int capacity) {}

    /** A guild with the channels that the caller may see, and what the caller may do in it. */
    record GuildItem(GuildId id, String name, List<ChannelItem> channels, Set<Permission> permissions) {}

    @Operation(summary = "The guilds that the caller is a member of")
    @GetMapping("/api/guilds")
    List<GuildName> guilds(@AuthenticationPrincipal Person person) {
        return views.guilds().stream()
                .filter(guild -> guild.isMember(person.id()))
                .map(guild -> new GuildName(guild.id(), guild.name()))
                .sorted(Comparator.comparing(GuildName::name)
                        .thenComparing(guild -> guild.id().value()))
                .toList();
    }

    @Operation(summary = "A guild with its channels, and what the caller may do in it")
    @GetMapping("/api/guilds/{guildId}")
    GuildItem guild(@AuthenticationPrincipal Person person, @PathVariable String guildId) {
        if (!IdText.isId(guildId)) throw noSuchGuild();
        return views.guild(new GuildId(guildId))
                .filter(guild -> guild.isMember(person.id()))
                .map(guild -> item(guild, person))
                // To a stranger, a guild that exists and one that does not look the same.
                .orElseThrow(GuildsController::noSuchGuild);
    }

    private static GuildItem item(GuildView guild, Person person) {
        List<ChannelItem> channels = guild.channels().values().stream()
                .filter(channel -> PermissionResolver.inChannel(guild, person.id(), channel.id())
                        .contains(Permission.VIEW))
                .map(channel -> new ChannelItem(channel.id(), channel.name(), channel.kind(), channel.seats()))
                .toList();
        return new GuildItem(guild.id(), guild.name(), channels, PermissionResolver.inGuild(guild, person.id()));
    }

    private static Refused noSuchGuild() {
        return new Refused(
                HttpStatus.NOT_FOUND, "unknown-guild", "There is no such guild, or you are not a member of it.");
    }
}
