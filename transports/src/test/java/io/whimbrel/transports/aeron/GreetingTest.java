package io.whimbrel.transports.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

class GreetingTest {

    @Property
    void shouldReadWhatItWrote(@ForAll final Greeting.Kind kind, @ForAll final int session,
            @ForAll("endpoints") final String endpoint) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final Greeting greeting = new Greeting(kind, session, endpoint);
        assertEquals(greeting, Greeting.decode(buffer, 0, greeting.encode(buffer)));
    }

    @Property
    void shouldTakeNothingElseForAGreeting(@ForAll final byte @Size(max = 200) [] noise) {
        assertNull(Greeting.decode(new UnsafeBuffer(noise), 0, noise.length));
    }

    @Property
    void shouldRefuseEndpointsThatWouldMeanMoreThanAnEndpoint(@ForAll("strange") final String endpoint) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        assertNull(Greeting.decode(buffer, 0, new Greeting(Greeting.Kind.HELLO, 1, endpoint).encode(buffer)));
    }

    @Property
    void shouldSurviveDamage(@ForAll final Greeting.Kind kind, @ForAll("positions") final int position,
            @ForAll final byte damage) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final int length = new Greeting(kind, 7, "127.0.0.1:20123").encode(buffer);
        // Cut short first: a damaged length may be just that of what is left.
        assertNull(Greeting.decode(buffer, 0, length - 1));
        buffer.putByte(position, damage);
        Greeting.decode(buffer, 0, length);
    }

    @Provide
    Arbitrary<String> endpoints() {
        return Arbitraries.of("", "127.0.0.1:1", "10.77.0.2:65535", "[::1]:20123",
                "[fe80::1ff:fe23:4567:890a%eth0.1]:80");
    }

    @Provide
    Arbitrary<String> strange() {
        return Arbitraries.of("host", "127.0.0.1", "127.0.0.1:1|mtu=64", "a.host:1", "127.0.0.1:123456", "[::1:80",
                " ");
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, 30);
    }
}
