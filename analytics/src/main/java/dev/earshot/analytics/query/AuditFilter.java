package dev.earshot.analytics.query;

/**
 * Which entries of the audit; empty: any.
 *
 * @param action such as token-refused
 * @param actor user id
 * @param target the channel or session, or how the path of a query or the name of a login begins
 */
record AuditFilter(String action, String actor, String target) {
    static AuditFilter of(Parameters sent) {
        return new AuditFilter(said(sent, "action"), said(sent, "actor"), said(sent, "target"));
    }

    private static String said(Parameters sent, String name) {
        String text = sent.text(name);
        return text == null ? "" : text;
    }

    boolean isEmpty() {
        return action.isEmpty() && actor.isEmpty() && target.isEmpty();
    }

    /** Puts what the conditions name into a question. */
    Ask into(Ask ask) {
        return ask.with("action", action).with("actor", actor).with("target", target);
    }

    /** The condition on what gateways saw, and on {@code analytics.audit}, which holds all of it. */
    String ofGateways() {
        return (action.isEmpty() ? "" : " AND action = :action")
                + (actor.isEmpty() ? "" : " AND actor = :actor")
                + (target.isEmpty()
                        ? ""
                        : " AND (channel_id = :target OR session_id = :target OR starts_with(detail, :target))");
    }

    /** The condition on how calls ended. */
    String ofEnds() {
        String how = switch (action) {
            case "" -> "";
            case "expired" -> " AND why = 'expired'";
            case "left" -> " AND why <> 'expired'";
            default -> " AND false";
        };
        return how + ofPerson();
    }

    /** The condition on refusals by the log. */
    String ofRefusals() {
        return (action.isEmpty() || action.equals("join-refused") ? "" : " AND false") + ofPerson();
    }

    private String ofPerson() {
        return (actor.isEmpty() ? "" : " AND user_id = :actor")
                + (target.isEmpty() ? "" : " AND (channel_id = :target OR session_id = :target)");
    }
}
