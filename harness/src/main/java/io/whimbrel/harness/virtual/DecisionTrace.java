package io.whimbrel.harness.virtual;

import io.whimbrel.engine.observe.MigrationEvent;
import io.whimbrel.engine.observe.MigrationListener;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest over everything that both ends of a migration have decided, with the virtual times: every state entered, every
 * round, every answer of the convergence policy. Two runs that decided alike have the same; one that differs in a single
 * page or nanosecond has another.
 */
final class DecisionTrace implements MigrationListener {

    private final MessageDigest digest;

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

    /** The digest of all events so far, which begins anew. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
