package io.whimbrel.harness.run;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.whimbrel.engine.observe.MigrationEvent;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Messages as lines of JSON. Histograms travel as HdrHistogram's own compressed encoding in Base64. */
public final class MessageLines {

    private static final JsonMapper MAPPER = JsonMapper.builder().addMixIn(MigrationEvent.class, Named.class)
            .addModule(new SimpleModule().addSerializer(Histogram.class, new HistogramWriter())
                    .addDeserializer(Histogram.class, new HistogramReader()))
            .build();

    private MessageLines() {}

    /**
     * Prints a message.
     *
     * @param message the message
     * @return one line
     */
    public static String print(final Message message) {
        return MAPPER.writerFor(Message.class).writeValueAsString(message);
    }

    /**
     * Reads a message.
     *
     * @param line what a process has printed
     * @return the message, or nothing when the line is something else
     */
    public static Optional<Message> parse(final String line) {
        if (!line.startsWith("{\"type\":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(line, Message.class));
        } catch (final JacksonException e) {
            return Optional.empty();
        }
    }

    /** Tells the engine's events apart by name: they know nothing of JSON. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
    private interface Named {}

    private static final class HistogramWriter extends ValueSerializer<Histogram> {

        @Override
        public void serialize(final Histogram histogram, final JsonGenerator generator,
                final SerializationContext context) {
            final ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
            final int length = histogram.encodeIntoCompressedByteBuffer(bytes);
            generator.writeString(Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes.array(), length)));
        }
    }

    private static final class HistogramReader extends ValueDeserializer<Histogram> {

        @Override
        public Histogram deserialize(final JsonParser parser, final DeserializationContext context) {
            try {
                return Histogram.decodeFromCompressedByteBuffer(
                        ByteBuffer.wrap(Base64.getDecoder().decode(parser.getString())), 0);
            } catch (final DataFormatException e) {
                throw new IllegalArgumentException("not a histogram", e);
            }
        }
    }
}
