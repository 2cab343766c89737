package io.whimbrel.engine.protocol;

import org.agrona.DirectBuffer;

/**
 * Receives control messages, decoded. A side leaves out those that it never receives: they are then a breach of the
 * protocol. Buffers are valid during the call only.
 */
public interface ControlHandler {

    /**
     * A source greets.
     *
     * @param migrationId the migration
     * @param greeting    what is to be migrated
     */
    default void onHello(final long migrationId, final Greeting greeting) {
        throw unexpected("Hello");
    }

    /**
     * The destination answers a greeting.
     *
     * @param migrationId the migration
     * @param clockDomain of the destination
     * @param refusal     why not, or null when it is ready
     */
    default void onHelloReply(final long migrationId, final long clockDomain, final String refusal) {
        throw unexpected("HelloReply");
    }

    /**
     * The peer is alive.
     *
     * @param migrationId    the migration
     * @param sentAtNs       peer's clock
     * @param echoSentAtNs   our clock, from the newest heartbeat that the peer has received; 0 for none
     * @param echoHeldNs     how long the peer had it
     */
    void onHeartbeat(long migrationId, long sentAtNs, long echoSentAtNs, long echoHeldNs);

    /**
     * Everything is sent.
     *
     * @param migrationId  the migration
     * @param announcement what was sent
     * @param buffer       holds the execution state
     * @param offset       its first byte
     * @param length       its length
     */
    default void onPrepare(final long migrationId, final Announcement announcement, final DirectBuffer buffer,
            final int offset, final int length) {
        throw unexpected("Prepare");
    }

    /**
     * Everything has arrived.
     *
     * @param migrationId the migration
     * @param pages       page entries applied
     * @param digest      over the batches
     */
    default void onPrepared(final long migrationId, final long pages, final long digest) {
        throw unexpected("Prepared");
    }

    /**
     * The guest is the destination's.
     *
     * @param migrationId the migration
     */
    default void onCommit(final long migrationId) {
        throw unexpected("Commit");
    }

    /**
     * The guest runs at the destination.
     *
     * @param migrationId  the migration
     * @param resumedAtNs  destination's clock
     */
    default void onRunning(final long migrationId, final long resumedAtNs) {
        throw unexpected("Running");
    }

    /**
     * The peer has ended the migration.
     *
     * @param migrationId the migration
     * @param reason      one line
     */
    void onAbort(long migrationId, String reason);

    /**
     * The destination has dropped everything.
     *
     * @param migrationId the migration
     */
    default void onAborted(final long migrationId) {
        throw unexpected("Aborted");
    }

    /**
     * A vCPU stands still for want of a page.
     *
     * @param migrationId the migration
     * @param page        page number
     */
    default void onPageRequest(final long migrationId, final long page) {
        throw unexpected("PageRequest");
    }

    /**
     * The guest runs at the destination, and every page is there.
     *
     * @param migrationId the migration
     * @param holding     the particulars
     */
    default void onHolding(final long migrationId, final Holding holding) {
        throw unexpected("Holding");
    }

    /**
     * The source asks which pages are here, after the link was renewed.
     *
     * @param migrationId the migration
     * @param attachment  how often it was renewed
     * @param fromPage    the first page asked for
     */
    default void onResume(final long migrationId, final int attachment, final long fromPage) {
        throw unexpected("Resume");
    }

    /**
     * The answer to that.
     *
     * @param migrationId the migration
     * @param attachment  as in the question
     * @param fromPage    as in the question
     * @param buffer      holds a bit a page, in little-endian words of eight bytes
     * @param offset      its first byte
     * @param length      its length
     */
    default void onPresence(final long migrationId, final int attachment, final long fromPage,
            final DirectBuffer buffer, final int offset, final int length) {
        throw unexpected("Presence");
    }

    /**
     * The peer has given the link up while pages are fetched over it.
     *
     * @param migrationId the migration
     * @param attachment  how often the link had been renewed there
     * @param reason      one line
     */
    default void onSevered(final long migrationId, final int attachment, final String reason) {
        throw unexpected("Severed");
    }

    /**
     * The source has heard that every page is at the destination, and has dropped its own.
     *
     * @param migrationId the migration
     */
    default void onDropped(final long migrationId) {
        throw unexpected("Dropped");
    }

    private static ProtocolException unexpected(final String message) {
        return new ProtocolException("a " + message + " message came to the side that sends it");
    }
}
