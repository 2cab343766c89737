package io.whimbrel.transports.aeron;

import io.whimbrel.engine.plugin.Arguments;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Parameter.Type;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginProvider;
import io.whimbrel.transports.Transport;
import java.util.List;

/** Offers Aeron's transports to scenarios. */
public final class AeronTransports implements PluginProvider {

    private static final double GIB = 1L << 30;
    private static final Parameter MTU = Parameter.of("mtu", Type.BYTES, "0B", 0, AeronSettings.MAX_MTU_BYTES,
            "longest datagram with its header, a multiple of 32; 0 takes 65504B where no wire is met, else 1408B");
    private static final Parameter TERM_LENGTH = Parameter.of("term-length", Type.BYTES, "16MiB", 64 << 10, GIB,
            "a third of the data stream's log, a power of two");
    private static final Parameter WINDOW = Parameter.of("window", Type.BYTES, "0B", 0, GIB / 2,
            "how far the sender may run ahead; 0 takes 2MiB or what term and socket buffers allow");
    private static final Parameter SO_BUFFERS = Parameter.of("so-buffers", Type.BYTES, "0B", 0, GIB,
            "socket buffers of both ends; 0 takes 2MiB or what the machine allows");
    private static final Parameter STREAM = Parameter.of("stream", Type.INTEGER,
            Integer.toString(AeronOptions.DEFAULT_STREAM), 1, 1 << 30,
            "first of four stream ids; links that share a driver need different ones");

    /** For the service loader. */
    public AeronTransports() {}

    @Override
    public List<Plugin<?>> plugins() {
        return List.of(
                new Plugin<>(Transport.class, "aeron-udp", "Aeron over UDP: two hosts, or two processes over loopback",
                        "Aeron", List.of(MTU, TERM_LENGTH, WINDOW, SO_BUFFERS, STREAM),
                        arguments -> new AeronUdp(options(Media.UDP, arguments, arguments.asInt("so-buffers")))),
                new Plugin<>(Transport.class, "aeron-ipc", "Aeron over shared memory: two processes of one machine",
                        "Aeron", List.of(MTU, TERM_LENGTH, WINDOW, STREAM),
                        arguments -> new AeronIpc(options(Media.IPC, arguments, 0))));
    }

    private static AeronOptions options(final Media media, final Arguments arguments, final int socketBufferBytes) {
        return new AeronOptions(media, arguments.asInt("mtu"), arguments.asInt("term-length"),
                arguments.asInt("window"), socketBufferBytes, arguments.asInt("stream"));
    }
}
