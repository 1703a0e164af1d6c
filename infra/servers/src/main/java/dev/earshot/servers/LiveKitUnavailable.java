package dev.earshot.servers;

/** There is no LiveKit on this machine; the message is one sentence for the person who waits for audio. */
public final class LiveKitUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public LiveKitUnavailable(String sentence) {
        super(sentence);
    }
}
