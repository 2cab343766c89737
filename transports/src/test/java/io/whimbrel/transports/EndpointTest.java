package io.whimbrel.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:20123", "host.example:0", "[::1]:65535", "[fe80::1%eth0]:1"})
    void shouldWriteWhatItRead(final String text) {
        assertEquals(text, Endpoint.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "host", "host:", ":1", "host:-1", "host:65536", "host:123456", "::1:80", "[::1:80",
        "[::1]80", "[]:80", "host:8o"})
    void shouldRefuseAnythingElseInOneLine(final String text) {
        final String message = assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text)).getMessage();
        assertTrue(message.startsWith("'" + text + "' is not an endpoint: expected host:port"), message);
    }

    @Test
    void shouldResolveAddresses() {
        assertEquals(80, Endpoint.parse("[::1]:80").resolve().getPort());
        assertTrue(Endpoint.parse("127.0.0.1:80").resolve().getAddress().isLoopbackAddress());
    }
}
