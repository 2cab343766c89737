package io.whimbrel.engine.simulation;

import io.whimbrel.engine.policy.PageEncoding;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * An encoding that takes time on a simulated processor.
 *
 * @param encoding       what encodes
 * @param cpu            the source's processor
 * @param encodeNsPerKib nanoseconds for each KiB of a page
 */
public record MeteredEncoding(PageEncoding encoding, VirtualCpu cpu, double encodeNsPerKib) implements PageEncoding {

    private static final double KIB = 1024;

    @Override
    public int encode(final long page, final long pageAddress, final int pageBytes, final MutableDirectBuffer target,
            final int targetOffset, final int targetCapacity) {
        cpu.charge(pageBytes / KIB * encodeNsPerKib);
        return encoding.encode(page, pageAddress, pageBytes, target, targetOffset, targetCapacity);
    }

    @Override
    public void decode(final long page, final DirectBuffer source, final int offset, final int length,
            final long pageAddress, final int pageBytes) {
        encoding.decode(page, source, offset, length, pageAddress, pageBytes);
    }
}
