package io.whimbrel.engine.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.checksum.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;

class FrameChecksumTest {

    @Property(tries = 200)
    void shouldBeThatOfTheFrameThatThePartsBelongTo(@ForAll final long seed,
            @ForAll @Size(max = 12) final List<@IntRange(min = 1, max = 300) Integer> parts) {
        final Random random = new Random(seed);
        final byte[] bytes = new byte[10_000];
        random.nextBytes(bytes);
        final UnsafeBuffer whole = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
        final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
        final UnsafeBuffer elsewhere = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
        whole.putBytes(0, bytes);
        frame.putBytes(0, bytes);
        final int from = random.nextInt(100);
        final FrameChecksum checksum = new FrameChecksum();
        checksum.begin(frame.addressOffset() + from);
        int at = from;
        int there = 0;
        for (final int length : parts) {
            at += random.nextInt(400);
            elsewhere.putBytes(there, bytes, at, length);
            frame.setMemory(at, length, (byte) 0);
            checksum.part(frame.addressOffset() + at, elsewhere.addressOffset() + there, length);
            at += length;
            there += length;
        }
        final int to = at + random.nextInt(400);
        final CRC32C expected = new CRC32C();
        expected.update(bytes, from, to - from);
        assertEquals((int) expected.getValue(), checksum.end(frame.addressOffset() + to));
        assertEquals((int) expected.getValue(), Crc32c.INSTANCE.compute(whole.addressOffset(), from, to - from));
    }
}
