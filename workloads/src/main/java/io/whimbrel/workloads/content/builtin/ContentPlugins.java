package io.whimbrel.workloads.content.builtin;

import static io.whimbrel.engine.plugin.Parameter.Type.BYTES;
import static io.whimbrel.engine.plugin.Parameter.Type.NUMBER;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.Arguments;
import io.whimbrel.engine.plugin.Parameter;
import io.whimbrel.engine.plugin.Plugin;
import io.whimbrel.workloads.content.ContentModel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The content models by name. */
public final class ContentPlugins {

    private ContentPlugins() {}

    /**
     * Lists them.
     *
     * @return all built-in content models
     */
    public static List<Plugin<?>> all() {
        return List.of(plugin(Entropy.ZERO, "bytes of one value, as compressible as can be"),
                plugin(Entropy.TEXT, "letters, 4.06 bits of entropy each"),
                plugin(Entropy.RANDOM, "random bytes, which no compression makes smaller"),
                new Plugin<>(ContentModel.class, "none", "page versions alone, for virtual time: no bytes, much faster",
                        "", List.of(share("zero-share", "share of the pages that are zero at first")),
                        arguments -> new NoContent(arguments.asDouble("zero-share"))));
    }

    private static Plugin<ContentModel> plugin(final Entropy entropy, final String help) {
        return new Plugin<>(ContentModel.class, word(entropy), help, "",
                List.of(Parameter.of("bytes", BYTES, "64B", Long.BYTES, PageGeometry.MAX_PAGE_BYTES,
                        "bytes that a write changes, a multiple of 8B"),
                        share("silent", "share of writes that store what is there already"),
                        Parameter.choice("fill", "what the memory holds at first", choices(entropy)),
                        share("zero-share", "share of the pages, or of kv's values, that are zero at first")),
                arguments -> content(entropy, arguments));
    }

    private static ContentModel content(final Entropy entropy, final Arguments arguments) {
        return new EntropyContent(entropy, arguments.asInt("bytes"), arguments.asDouble("silent"),
                Entropy.valueOf(arguments.asText("fill").toUpperCase(Locale.ROOT)), arguments.asDouble("zero-share"));
    }

    /** All entropies, the model's own first, which makes it the default. */
    private static String[] choices(final Entropy own) {
        return Stream.concat(Stream.of(own), Stream.of(Entropy.values()).filter(other -> other != own))
                .map(ContentPlugins::word).toArray(String[]::new);
    }

    private static Parameter share(final String name, final String help) {
        return Parameter.of(name, NUMBER, "0", 0, 1, help);
    }

    private static String word(final Entropy entropy) {
        return entropy.name().toLowerCase(Locale.ROOT);
    }
}
