package io.whimbrel.transports.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PreambleTest {

    @Property
    void shouldReadWhatItWrote(@ForAll final Preamble.Kind kind, @ForAll final long session,
            @ForAll @IntRange(min = 1, max = TcpOptions.MAX_STREAMS) final int streams,
            @ForAll @IntRange(min = 0, max = TcpOptions.MAX_STREAMS - 1) final int stripe,
            @ForAll @IntRange(min = TcpOptions.MIN_FRAME_BYTES, max = TcpOptions.MAX_FRAME_BYTES) final int frame) {
        Assume.that(stripe < streams && (stripe == 0 || kind == Preamble.Kind.DATA));
        final Preamble preamble = new Preamble(kind, session, stripe, streams, frame);
        final ByteBuffer buffer = Preamble.newBuffer();
        preamble.encode(buffer);
        assertEquals(Preamble.LENGTH, buffer.remaining());
        assertEquals(preamble, Preamble.decode(buffer));
    }

    @Property
    void shouldTakeNothingElseForAPreamble(@ForAll @Size(Preamble.LENGTH) final byte[] noise) {
        final ByteBuffer buffer = Preamble.newBuffer().put(noise);
        assertNull(Preamble.decode(buffer));
        assertFalse(Preamble.mayBegin(buffer));
    }

    @Property
    void shouldRefuseWhatNoSourceSays(@ForAll final Preamble.Kind kind, @ForAll final int stripe,
            @ForAll final int streams, @ForAll final int frame) {
        final boolean sound = streams >= 1 && streams <= TcpOptions.MAX_STREAMS && stripe >= 0 && stripe < streams
                && (stripe == 0 || kind == Preamble.Kind.DATA) && frame >= TcpOptions.MIN_FRAME_BYTES
                && frame <= TcpOptions.MAX_FRAME_BYTES;
        final ByteBuffer buffer = Preamble.newBuffer();
        new Preamble(kind, 5, stripe, streams, frame).encode(buffer);
        assertEquals(sound, Preamble.decode(buffer) != null);
        assertTrue(Preamble.mayBegin(buffer.position(Preamble.LENGTH)));
    }
}
