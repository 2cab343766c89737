package io.whimbrel.engine.observe;

/** Is told what happens. Called from the agent's thread, rarely: never per page. Must not block. */
@FunctionalInterface
public interface MigrationListener {

    /**
     * Something happened.
     *
     * @param event what
     */
    void on(MigrationEvent event);
}
