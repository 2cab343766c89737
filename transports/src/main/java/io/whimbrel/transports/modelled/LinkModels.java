package io.whimbrel.transports.modelled;

import io.whimbrel.engine.plugin.Arguments;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Parameter.Type;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.engine.plugin.PluginProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modelled links by name. */
public final class LinkModels implements PluginProvider {

    private static final double SECOND_NS = 1e9;
    private static final List<Parameter> COMMON = List.of(
            Parameter.of("latency", Type.DURATION, "20us", 0, 10 * SECOND_NS, "one way"),
            Parameter.of("jitter", Type.DURATION, "0s", 0, SECOND_NS, "up to so much more, evenly spread"),
            Parameter.of("loss", Type.NUMBER, "0", 0, 0.9, "share of the frames that must be sent again"),
            Parameter.of("queue", Type.BYTES, "2MiB", 1 << 10, 1L << 30, "waits at the sender before it is held up"),
            Parameter.of("frame", Type.BYTES, "65472B", 512, 16 << 20, "longest frame; 65472B is Aeron's on loopback"),
            Parameter.of("header", Type.BYTES, "0B", 0, 1024, "what the link adds to each frame"),
            Parameter.of("seed", Type.INTEGER, "1", Long.MIN_VALUE, Long.MAX_VALUE, "of jitter and loss"));

    /** For the service loader. */
    public LinkModels() {}

    @Override
    public List<Plugin<?>> plugins() {
        return List.of(
                new Plugin<>(LinkModel.class, "constant", "a modelled link of constant bandwidth, in virtual time", "",
                        with(Parameter.of("bandwidth", Type.BANDWIDTH, "1GiB/s", 1, Long.MAX_VALUE,
                                "of each direction")),
                        arguments -> model(new ConstantBandwidth(arguments.asLong("bandwidth")), arguments)),
                new Plugin<>(LinkModel.class, "varying",
                        "a modelled link whose bandwidth follows a file, in virtual time", "",
                        with(Parameter.of("file", Type.TEXT, "", 0, 0,
                                "lines of a time and the bandwidth from then on, as '500ms 1Gbit/s'")),
                        arguments -> model(VaryingBandwidth.read(file(arguments)), arguments)));
    }

    private static List<Parameter> with(final Parameter first) {
        return Stream.concat(Stream.of(first), COMMON.stream()).toList();
    }

    private static Path file(final Arguments arguments) {
        final String file = arguments.asText("file");
        if (file.isEmpty()) {
            throw new IllegalArgumentException("file is missing; name one as in varying(file=dips.txt)");
        }
        return Path.of(file);
    }

    private static LinkModel model(final Bandwidth bandwidth, final Arguments arguments) {
        return new LinkModel(bandwidth, arguments.asLong("latency"), arguments.asLong("jitter"),
                arguments.asDouble("loss"), arguments.asLong("queue"), arguments.asInt("frame"),
                arguments.asInt("header"), arguments.asLong("seed"));
    }
}
