package io.whimbrel.harness.virtual;

import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.MigrationListener;
import io.whimbrel.engine.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest over everything that both ends of a migration have decided, with the virtual times: every state entered, every
 * round, every page that the order gave, every answer of the convergence policy. Two runs that decided alike have the same; one that differs in a single
 * page or nanosecond has another.
 */
final class DecisionTrace implements MigrationListener {

    private final MessageDigest digest;
    private long answers;

    DecisionTrace() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void on(final MigrationEvent event) {
        digest.update((event + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The order has given a page, or said that there is none: mixed into one word, since there are many. */
    void answered(final long page) {
        answers = Wire.digest(answers, (int) (page ^ page >>> 32));
    }

    /** The digest of all events so far, which begins anew. */
    String sha256() {
        digest.update(Long.toHexString(answers).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }
}
