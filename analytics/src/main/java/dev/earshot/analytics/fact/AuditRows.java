package dev.earshot.analytics.fact;

import dev.earshot.events.audit.AuditFact;

/** A record of {@code voice.audit} as a row. */
public final class AuditRows {
    private AuditRows() {}

    /**
     * @param key the record itself: nothing else caused it
     * @throws Unstorable if it holds what no fact may hold
     */
    public static FactRow of(AuditFact fact, FactKey key) {
        return switch (fact) {
            case AuditFact.LoggedIn(var at, var actor, var address, var username) ->
                new FactRow.Audited(key, at, "logged-in", actor, address, null, null, null, null, username, 1);
            case AuditFact.JoinRefused(
                    var at,
                    var actor,
                    var address,
                    var guild,
                    var channel,
                    var session,
                    var code,
                    var count) ->
                new FactRow.Audited(
                        key, at, "join-refused", actor, address, guild, channel, session, code, null, count);
            case AuditFact.TokenIssued(var at, var actor, var address, var guild, var channel, var session) ->
                new FactRow.Audited(key, at, "token-issued", actor, address, guild, channel, session, null, null, 1);
            case AuditFact.TokenRefused(
                    var at,
                    var actor,
                    var address,
                    var guild,
                    var channel,
                    var session,
                    var code,
                    var count) ->
                new FactRow.Audited(
                        key, at, "token-refused", actor, address, guild, channel, session, code, null, count);
            case AuditFact.Queried(var at, var actor, var address, var path, var count) ->
                new FactRow.Audited(key, at, "queried", actor, address, null, null, null, null, path, count);
            case AuditFact.DeadRetried(var at, var actor, var address, var dead, var written) ->
                new FactRow.Audited(
                        key, at, "dead-retried", actor, address, null, null, null, null, dead + " to " + written, 1);
        };
    }
}
