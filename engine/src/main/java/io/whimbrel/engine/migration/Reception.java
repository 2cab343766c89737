package io.whimbrel.engine.migration;

import io.whimbrel.engine.guest.Guest;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.GuestMemory;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.policy.PageEncoding;
import io.whimbrel.engine.presence.Faults;
import io.whimbrel.engine.protocol.Greeting;
import io.whimbrel.engine.protocol.Wire;
import org.agrona.concurrent.NanoClock;

/**
 * What the destination sets up for the guest that a hello describes: checked, mapped, populated step by step, and the
 * program built. Everything that can be refused is refused here, before a page is sent.
 */
final class Reception {

    private static final long POPULATE_STEP_BYTES = 8 << 20;

    private final GuestMemory memory;
    private final Guest guest;
    private final Fetch fetch;
    private long populated;

    private Reception(final Guest guest, final Fetch fetch) {
        this.memory = guest.memory();
        this.guest = guest;
        this.fetch = fetch;
    }

    /**
     * Sets up.
     *
     * @throws RuntimeException whose message says in one line why the guest is refused
     */
    static Reception of(final long migrationId, final Greeting greeting, final DestinationSettings settings,
            final MigrationTimings timings, final NanoClock clock, final PeerClock peerClock) {
        if (greeting.protocolVersion() != Wire.PROTOCOL_VERSION) {
            throw new IllegalArgumentException("the source speaks version " + greeting.protocolVersion()
                    + " of the protocol, this destination version " + Wire.PROTOCOL_VERSION);
        }
        if (greeting.byteOrderMark() != MigrationSource.byteOrderMark()) {
            throw new IllegalArgumentException("the source's machine has another byte order");
        }
        if (settings.pageBytes() != 0 && settings.pageBytes() != greeting.pageBytes()) {
            throw new IllegalArgumentException("the guest has pages of " + greeting.pageBytes()
                    + " B, this destination accepts only " + settings.pageBytes() + " B");
        }
        final PageGeometry geometry = new PageGeometry(greeting.memoryBytes(), (int) greeting.pageBytes());
        final PageEncoding encoding = settings.encodings().apply(greeting.encoding());
        final GuestProgram program = settings.guests().create(greeting.guest(), geometry, greeting.vcpus());
        final GuestMemory memory = program.newMemory(geometry);
        try {
            final Faults faults = new Faults(geometry.pages(), program.vcpus(), clock);
            return new Reception(Guest.arriving(memory, program, faults, clock),
                    new Fetch(new ArrivingMemory(memory, faults, encoding, clock, peerClock), faults, migrationId,
                            timings.heartbeatIntervalNs()));
        } catch (final RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** Provides some more of the memory; true when all of it is there. */
    boolean populate() {
        final long step = Math.min(POPULATE_STEP_BYTES, memory.geometry().memoryBytes() - populated);
        memory.populate(populated, step);
        populated += step;
        return populated == memory.geometry().memoryBytes();
    }

    Guest guest() {
        return guest;
    }

    Fetch fetch() {
        return fetch;
    }
}
