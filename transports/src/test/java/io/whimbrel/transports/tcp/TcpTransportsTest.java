package io.whimbrel.transports.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.plugin.PluginException;
import io.whimbrel.transports.SocketLimits;
import io.whimbrel.transports.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpTransportsTest {

    private final PluginCatalog catalog = PluginCatalog.load(TcpTransportsTest.class.getClassLoader());

    @Test
    void shouldBeFoundByNameWithParameters() {
        assertInstanceOf(Tcp.class, catalog.create(Transport.class, "tcp"));
        assertInstanceOf(Tcp.class, catalog.create(Transport.class, "tcp(streams=3, frame=256KiB, so-buffers=64KiB)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "tcp(streams=0); streams: 0 is out of bounds, allowed is 1 to 16",
        "tcp(frame=1001B); frame: 1001B is out of bounds, allowed is 1 KiB to 4 MiB",
        "tcp(frame=1028B); tcp: frame: 1028 bytes is not a multiple of 8 from 1 KiB to 4 MiB",
        "tcp(so-buffers=1KiB); tcp: so-buffers: 1024 bytes is less than 64 KiB, and with less TCP stalls"})
    void shouldRefuseInOneLine(final String reference, final String expected) {
        final String message = assertThrows(PluginException.class, () -> catalog.create(Transport.class, reference))
                .getMessage();
        assertEquals(expected, message.substring(message.indexOf(expected.substring(0, 4))));
    }

    @Test
    void shouldTakeWhatTheMachineAllowsAndSaySo() {
        final SocketLimits small = new SocketLimits(212_992, 300_000);
        final TcpSettings settings = TcpSettings.resolve(TcpOptions.DEFAULT, small);
        assertEquals(212_992, settings.socketBufferBytes());
        assertEquals(List.of(small.shortage(2 << 20)), settings.notes());
        assertThrows(IllegalArgumentException.class,
                () -> TcpSettings.resolve(new TcpOptions(1, 65_536, 1 << 20), small));
    }
}
