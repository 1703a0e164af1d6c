package dev.earshot.bench.load;

/** Told when a run's measured part begins and ends, to look at something else over the same time. */
public interface Window {
    /** Looks at nothing. */
    Window NONE = new Window() {
        @Override
        public void opens() {}

        @Override
        public void closes() {}
    };

    /** Both, one after the other. */
    static Window of(Window one, Window other) {
        return new Window() {
            @Override
            public void opens() {
                one.opens();
                other.opens();
            }

            @Override
            public void closes() throws InterruptedException {
                one.closes();
                other.closes();
            }
        };
    }

    void opens();

    void closes() throws InterruptedException;
}
