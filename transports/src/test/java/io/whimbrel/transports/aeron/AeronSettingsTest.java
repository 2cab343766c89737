package io.whimbrel.transports.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.whimbrel.transports.SocketLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class AeronSettingsTest {

    private static final SocketLimits GENEROUS = new SocketLimits(4 << 20, 4 << 20);
    private static final SocketLimits MEAGRE = new SocketLimits(208 << 10, 208 << 10);

    @Test
    void shouldTakeLongDatagramsWhereNoWireIsMetAndShortOnesElsewhere() {
        assertEquals(65504, resolve(AeronOptions.defaults(Media.UDP), false, GENEROUS).mtuBytes());
        assertEquals(1408, resolve(AeronOptions.defaults(Media.UDP), true, GENEROUS).mtuBytes());
        assertEquals(65472, resolve(AeronOptions.defaults(Media.IPC), false, MEAGRE).maxFrameLength());
    }

    @Test
    void shouldMakeDoWithWhatTheMachineAllowsAndSaySo() {
        final AeronSettings settings = resolve(AeronOptions.defaults(Media.UDP), false, MEAGRE);
        assertEquals(208 << 10, settings.socketBufferBytes());
        assertEquals(208 << 10, settings.windowBytes());
        assertEquals(1, settings.notes().size());
        assertTrue(settings.notes().getFirst().contains("net.core.rmem_max"));
        assertEquals(List.of(), resolve(AeronOptions.defaults(Media.UDP), false, GENEROUS).notes());
        assertEquals(List.of(), resolve(AeronOptions.defaults(Media.IPC), false, MEAGRE).notes());
    }

    @Test
    void shouldFitWhatIsLeftOpenToWhatIsNot() {
        final AeronSettings settings = resolve(options(0, 64 << 10, 0, 0), false, GENEROUS);
        assertEquals(32 << 10, settings.windowBytes());
        assertEquals(32 << 10, settings.mtuBytes());
    }

    @Test
    void shouldRefuseContradictionsInOneLineThatNamesOptionValueLimitAndMend() {
        refused(options(1409, 0, 0, 0), "mtu: 1409 bytes is not a multiple of 32; the nearest below is 1408");
        refused(options(65536, 0, 0, 0), "mtu: 65536 bytes is out of bounds, allowed is 256 to 65504");
        refused(options(64, 0, 0, 0), "mtu: 64 bytes is out of bounds, allowed is 256 to 65504");
        refused(options(65504, 64 << 10, 0, 0),
                "mtu: 65504 bytes is more than the window (32 KiB); make the mtu smaller or the window larger");
        refused(options(0, 3 << 20, 0, 0),
                "term-length: 3 MiB is not a power of two from 64 KiB to 1 GiB; the default is 16 MiB");
        refused(options(0, 1 << 20, 1 << 20, 0), "window: 1 MiB is more than half a term (1 MiB); "
                + "make the window smaller or term-length larger");
        refused(options(0, 0, 2 << 20, 1 << 20), "window: 2 MiB is more than the socket buffers hold (1 MiB); "
                + "make the window smaller or so-buffers larger");
        refused(options(0, 0, 0, 8 << 20), "so-buffers: 8 MiB is more than this machine allows (4 MiB); "
                + "on Linux raise net.core.rmem_max and net.core.wmem_max, or ask for less");
        refused(options(0, 0, 8 << 20, 0), "so-buffers: 8 MiB is more than this machine allows (4 MiB); "
                + "on Linux raise net.core.rmem_max and net.core.wmem_max, or ask for less");
    }

    @Test
    void shouldDescribeSocketBuffersOnlyWhereThereAreSockets() {
        assertTrue(resolve(AeronOptions.defaults(Media.UDP), false, GENEROUS).describe()
                .containsKey("socketBufferBytes"));
        assertFalse(resolve(AeronOptions.defaults(Media.IPC), false, GENEROUS).describe()
                .containsKey("socketBufferBytes"));
    }

    private static void refused(final AeronOptions options, final String message) {
        assertEquals(message,
                assertThrows(IllegalArgumentException.class, () -> resolve(options, false, GENEROUS)).getMessage());
    }

    private static AeronOptions options(final int mtu, final int term, final int window, final int buffers) {
        return new AeronOptions(Media.UDP, mtu, term, window, buffers, AeronOptions.DEFAULT_STREAM);
    }

    private static AeronSettings resolve(final AeronOptions options, final boolean unknownPath,
            final SocketLimits limits) {
        return AeronSettings.resolve(options, unknownPath, limits);
    }
}
