package io.whimbrel.harness.end;

import io.whimbrel.engine.migration.Progress;
import io.whimbrel.engine.observe.MigrationEvent;

/** Is told how an end gets on. Called from several threads; must not block. */
public interface EndListener {

    /** The stages of an end before and after the migration itself. */
    enum Stage {
        /** The guest's memory is being provided and filled. */
        FILLING,
        /** Small migrations are rehearsed, so that the measured one runs compiled code. */
        REHEARSING,
        /** The destination listens; the detail is its address. */
        LISTENING,
        /** The guest runs unmeasured. */
        WARMING_UP,
        /** The guest is measured before the migration. */
        MEASURING_BEFORE,
        /** The migration is under way; the detail is empty. */
        MIGRATING,
        /** The guest is measured after the migration. */
        MEASURING_AFTER,
        /** The guest is being compared with one that was never migrated. */
        VERIFYING
    }

    /**
     * A stage has begun.
     *
     * @param stage  which
     * @param detail what there is to say of it, or an empty text
     */
    void stage(Stage stage, String detail);

    /**
     * Something has happened in the migration.
     *
     * @param event what
     */
    void event(MigrationEvent event);

    /**
     * The migration is being watched from now on. Asked for by the source's end only.
     *
     * @param progress to be looked at now and then, from any thread
     */
    default void progress(final Progress progress) {
        // Whoever does not draw has no use for it.
    }
}
