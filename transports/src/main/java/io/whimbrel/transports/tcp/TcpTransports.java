package io.whimbrel.transports.tcp;

import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Parameter.Type;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginProvider;
import io.whimbrel.transports.Transport;
import java.util.List;

/** Offers TCP to scenarios. */
public final class TcpTransports implements PluginProvider {

    private static final double GIB = 1L << 30;
    private static final Parameter STREAMS = Parameter.of("streams", Type.INTEGER,
            Integer.toString(TcpOptions.DEFAULT.streams()), 1, TcpOptions.MAX_STREAMS,
            "connections that share the data, beside one for control and one for what is urgent");
    private static final Parameter FRAME = Parameter.of("frame", Type.BYTES,
            (TcpOptions.DEFAULT.frameBytes() >> 10) + "KiB", TcpOptions.MIN_FRAME_BYTES, TcpOptions.MAX_FRAME_BYTES,
            "longest batch of pages, a multiple of 8");
    private static final Parameter SO_BUFFERS = Parameter.of("so-buffers", Type.BYTES, "0B", 0, GIB,
            "socket buffers of both ends; 0 takes 2MiB or what the machine allows");

    /** For the service loader. */
    public TcpTransports() {}

    @Override
    public List<Plugin<?>> plugins() {
        return List.of(new Plugin<>(Transport.class, "tcp", "TCP: two hosts, or two processes over loopback", "",
                List.of(STREAMS, FRAME, SO_BUFFERS), arguments -> new Tcp(new TcpOptions(arguments.asInt("streams"),
                        arguments.asInt("frame"), arguments.asInt("so-buffers")))));
    }
}
