package io.whimbrel.transports.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.plugin.PluginException;
import io.whimbrel.transports.Transport;
import org.junit.jupiter.api.Test;

class AeronTransportsTest {

    private final PluginCatalog catalog = PluginCatalog.load(AeronTransportsTest.class.getClassLoader());

    @Test
    void shouldBeFoundByNameWithParameters() {
        assertInstanceOf(AeronUdp.class, catalog.create(Transport.class, "aeron-udp"));
        assertInstanceOf(AeronUdp.class,
                catalog.create(Transport.class, "aeron-udp(mtu=8192B, window=256KiB, stream=77)"));
        assertInstanceOf(AeronIpc.class, catalog.create(Transport.class, "aeron-ipc(term-length=4MiB)"));
    }

    @Test
    void shouldRefuseContradictionsInOneLine() {
        assertEquals("aeron-udp: mtu: 1000 bytes is not a multiple of 32; the nearest below is 992",
                assertThrows(PluginException.class, () -> catalog.create(Transport.class, "aeron-udp(mtu=1000B)"))
                        .getMessage());
    }
}
