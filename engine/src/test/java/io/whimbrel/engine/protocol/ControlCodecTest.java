package io.whimbrel.engine.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.engine.link.MessageOutbound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ControlCodecTest {

    private final ControlEncoder encoder = new ControlEncoder();
    private final Heard heard = new Heard();
    private final ControlDecoder decoder = new ControlDecoder(heard);

    private void pass(final int length) {
        decoder.onFrame(encoder.buffer(), 0, length);
    }

    @Property(tries = 200)
    void shouldBringAHelloAcrossUnchanged(@ForAll final long id, @ForAll final long memoryBytes,
            @ForAll @StringLength(max = 300) final String encoding,
            @ForAll @StringLength(max = 1000) final String guest) {
        final Greeting greeting = new Greeting(1, 3, 4096, memoryBytes, Wire.BYTE_ORDER_MARK, 8, GuestForm.CHECKPOINT,
                ascii(encoding),
                ascii(guest));
        pass(encoder.hello(id, greeting));
        assertEquals(List.of(id, greeting), heard.last());
    }

    private static String ascii(final String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    @Property(tries = 200)
    void shouldBringAPrepareAcrossUnchanged(@ForAll final long id, @ForAll final long batches,
            @ForAll final long digest, @ForAll @Size(max = 2000) final byte[] state) {
        final UnsafeBuffer execution = new UnsafeBuffer(new byte[2000]);
        execution.putBytes(0, state);
        final Announcement announcement = new Announcement(batches, 5, digest, 6, 7, 8);
        pass(encoder.prepare(id, announcement, execution, state.length));
        final List<Object> got = heard.last();
        assertEquals(List.of(id, announcement), got.subList(0, 2));
        assertArrayEquals(state, (byte[]) got.get(2));
    }

    @Test
    void shouldBringEveryOtherMessageAcrossUnchanged() {
        pass(encoder.helloReply(1, 2, null));
        assertEquals(Arrays.asList("helloReply", 1L, 2L, null), heard.last());
        pass(encoder.helloReply(1, 2, "too big"));
        assertEquals(Arrays.asList("helloReply", 1L, 2L, "too big"), heard.last());
        pass(encoder.heartbeat(1, 2, 3, 4));
        assertEquals(List.of("heartbeat", 1L, 2L, 3L, 4L), heard.last());
        pass(encoder.prepared(1, 2, 3));
        assertEquals(List.of("prepared", 1L, 2L, 3L), heard.last());
        pass(encoder.commit(1));
        assertEquals(List.of("commit", 1L), heard.last());
        pass(encoder.running(1, 2));
        assertEquals(List.of("running", 1L, 2L), heard.last());
        pass(encoder.abort(1, "why"));
        assertEquals(List.of("abort", 1L, "why"), heard.last());
        pass(encoder.aborted(1));
        assertEquals(List.of("aborted", 1L), heard.last());
        pass(encoder.pageRequest(1, 2));
        assertEquals(List.of("pageRequest", 1L, 2L), heard.last());
        final Holding holding = new Holding(2, 3, 4, 5, 6, 7, 8);
        pass(encoder.holding(1, holding));
        assertEquals(List.of("holding", 1L, holding), heard.last());
        pass(encoder.resume(1, 2, 3));
        assertEquals(List.of("resume", 1L, 2, 3L), heard.last());
        pass(encoder.presence(1, 2, 3, new long[]{4, -5}, 2));
        assertEquals(List.of("presence", 1L, 2, 3L, List.of(4L, -5L)), heard.last());
        pass(encoder.severed(1, 2, "why"));
        assertEquals(List.of("severed", 1L, 2, "why"), heard.last());
        pass(encoder.dropped(1));
        assertEquals(List.of("dropped", 1L), heard.last());
    }

    @Test
    void shouldBringAsMuchOfPresenceAcrossAsAMessageHolds() {
        final long[] words = LongStream.iterate(-1, word -> word * 6364136223846793005L + 1)
                .limit(Wire.MAX_PRESENCE_WORDS).toArray();
        final int length = encoder.presence(1, 2, 61_440, words, words.length);
        assertTrue(length <= MessageOutbound.MAX_MESSAGE_LENGTH, length + " B");
        pass(length);
        assertEquals(List.of("presence", 1L, 2, 61_440L, LongStream.of(words).boxed().toList()), heard.last());
    }

    @Test
    void shouldClipALongReasonRatherThanFail() {
        pass(encoder.abort(1, "x".repeat(100_000)));
        assertTrue(((String) heard.last().get(2)).startsWith("xxx"));
    }

    @Test
    void shouldRefuseAMessageTornAtAnyLength() {
        final int length = encoder.hello(1, new Greeting(1, 1, 4096, 4096, 1, 1, GuestForm.PAGES, "raw", "guest"));
        for (int torn = 0; torn < length; torn++) {
            final int end = torn;
            assertThrows(ProtocolException.class, () -> decoder.onFrame(encoder.buffer(), 0, end), "at " + torn);
        }
    }

    @Property(tries = 1000)
    void shouldSurviveAnyBytes(@ForAll @Size(max = 200) final byte[] bytes) {
        try {
            decoder.onFrame(new UnsafeBuffer(bytes), 0, bytes.length);
        } catch (final ProtocolException e) {
            assertTrue(!e.getMessage().isBlank());
        }
    }

    @Test
    void shouldRefuseAMessageThatComesToTheSideThatSendsIt() {
        final ControlDecoder deaf = new ControlDecoder(new ControlHandler() {
            @Override
            public void onHeartbeat(final long migrationId, final long sentAtNs, final long echoSentAtNs,
                    final long echoHeldNs) {}

            @Override
            public void onAbort(final long migrationId, final String reason) {}
        });
        for (final int length : new int[]{encoder.commit(1)}) {
            assertThrows(ProtocolException.class, () -> deaf.onFrame(encoder.buffer(), 0, length));
        }
    }

    @Test
    void shouldRefuseADescriptionThatIsTooLongToTravel() {
        assertThrows(IllegalArgumentException.class,
                () -> new Greeting(1, 1, 4096, 4096, 1, 1, GuestForm.PAGES, "raw",
                        "x".repeat(Greeting.MAX_GUEST_LENGTH + 1)));
    }

    /** Keeps what it hears. */
    private static final class Heard implements ControlHandler {

        private final List<List<Object>> messages = new ArrayList<>();

        List<Object> last() {
            return messages.removeLast();
        }

        @Override
        public void onHello(final long migrationId, final Greeting greeting) {
            messages.add(List.of(migrationId, greeting));
        }

        @Override
        public void onHelloReply(final long migrationId, final long clockDomain, final String refusal) {
            messages.add(Arrays.asList("helloReply", migrationId, clockDomain, refusal));
        }

        @Override
        public void onHeartbeat(final long migrationId, final long sentAtNs, final long echoSentAtNs,
                final long echoHeldNs) {
            messages.add(List.of("heartbeat", migrationId, sentAtNs, echoSentAtNs, echoHeldNs));
        }

        @Override
        public void onPrepare(final long migrationId, final Announcement announcement, final DirectBuffer buffer,
                final int offset, final int length) {
            final byte[] state = new byte[length];
            buffer.getBytes(offset, state);
            messages.add(List.of(migrationId, announcement, state));
        }

        @Override
        public void onPrepared(final long migrationId, final long pages, final long digest) {
            messages.add(List.of("prepared", migrationId, pages, digest));
        }

        @Override
        public void onCommit(final long migrationId) {
            messages.add(List.of("commit", migrationId));
        }

        @Override
        public void onRunning(final long migrationId, final long resumedAtNs) {
            messages.add(List.of("running", migrationId, resumedAtNs));
        }

        @Override
        public void onAbort(final long migrationId, final String reason) {
            messages.add(List.of("abort", migrationId, reason));
        }

        @Override
        public void onAborted(final long migrationId) {
            messages.add(List.of("aborted", migrationId));
        }

        @Override
        public void onPageRequest(final long migrationId, final long page) {
            messages.add(List.of("pageRequest", migrationId, page));
        }

        @Override
        public void onHolding(final long migrationId, final Holding holding) {
            messages.add(List.of("holding", migrationId, holding));
        }

        @Override
        public void onResume(final long migrationId, final int attachment, final long fromPage) {
            messages.add(List.of("resume", migrationId, attachment, fromPage));
        }

        @Override
        public void onSevered(final long migrationId, final int attachment, final String reason) {
            messages.add(List.of("severed", migrationId, attachment, reason));
        }

        @Override
        public void onDropped(final long migrationId) {
            messages.add(List.of("dropped", migrationId));
        }

        @Override
        public void onPresence(final long migrationId, final int attachment, final long fromPage,
                final DirectBuffer buffer, final int offset, final int length) {
            final List<Long> words = new ArrayList<>();
            for (int i = 0; i < length; i += Long.BYTES) {
                words.add(buffer.getLong(offset + i));
            }
            messages.add(List.of("presence", migrationId, attachment, fromPage, words));
        }
    }
}
