package io.whimbrel.engine.migration;

/**
 * What a source tells its destination of a migration, beside the shape of the guest.
 *
 * @param migrationId identifies the migration in every message; random, not 0
 * @param clockDomain equal on both ends when they read one clock, for example a hash of the machine's boot id
 * @param encoding    the page encoding, as a plug-in reference that the destination resolves too
 * @param guest       the guest's description, from which the destination builds the same program
 */
public record MigrationIdentity(long migrationId, long clockDomain, String encoding, String guest) {

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException when it is 0
     */
    public MigrationIdentity {
        if (migrationId == 0) {
            throw new IllegalArgumentException("0 identifies no migration");
        }
    }
}
