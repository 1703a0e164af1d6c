package dev.earshot.faults.abuse;

import dev.earshot.faults.stack.Http;
import dev.earshot.faults.stack.Stack;
import dev.earshot.faults.stack.Tokens;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** What the operators' health says while parts are known to be away, and when all are known to be well. */
public final class HealthWitness {
    private final Stack stack;
    private final Queue<String> lies = new ConcurrentLinkedQueue<>();

    public HealthWitness(Stack stack) {
        this.stack = stack;
    }

    /** A part has been frozen for a while: health must not call it ready. */
    public void expectNotReady(String part, String why) {
        Map<String, String> parts = parts();
        String detail = parts.get(part);
        if ("ready".equals(detail)) lies.add("Health says that %s is ready: %s".formatted(part, why));
    }

    /** What is not ready now: a sentence each. Empty when all is well. */
    public List<String> notReady() {
        Map<String, String> parts = parts();
        if (parts.isEmpty()) return List.of("The gateway's health does not answer");
        return parts.entrySet().stream()
                .filter(part -> !part.getValue().equals("ready"))
                .map(part -> part.getKey() + ": " + part.getValue())
                .toList();
    }

    /** A sentence for each time that health was seen to say something untrue. */
    public List<String> lies() {
        return List.copyOf(lies);
    }

    private Map<String, String> parts() {
        Map<String, String> found = new TreeMap<>();
        try {
            Http.Answer answer = Http.get(
                    stack.gateway().address().resolve("/api/operations/health"), Tokens.of("operator", "operator"));
            if (answer.status() != 200) return found;
            for (JsonNode part : answer.json().path("parts")) {
                if (part.path("off").asBoolean()) continue;
                boolean ready = part.path("ready").asBoolean();
                found.put(
                        part.path("name").asString(),
                        ready ? "ready" : part.path("detail").asString());
            }
            return found;
        } catch (UncheckedIOException away) {
            return Map.of();
        }
    }
}
