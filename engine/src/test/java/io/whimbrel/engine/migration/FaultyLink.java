package io.whimbrel.engine.migration;

import io.whimbrel.engine.link.DestinationLink;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.engine.link.InMemoryLink;
import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.engine.link.SourceLink;
import java.util.Map;

/** An in-memory link whose control streams misbehave. */
final class FaultyLink {

    final InMemoryLink sound = InMemoryLink.open(8 << 10, 64 << 10);
    final FaultyControl forth;
    final FaultyControl back;

    FaultyLink(final Map<Integer, Fate> fates) {
        forth = new FaultyControl(sound.source().controlOut(), fates);
        back = new FaultyControl(sound.destination().controlOut(), fates);
    }

    SourceLink source() {
        final SourceLink end = sound.source();
        return new SourceLink() {
            @Override
            public FrameOutbound data() {
                return end.data();
            }

            @Override
            public FrameOutbound urgent() {
                return end.urgent();
            }

            @Override
            public MessageOutbound controlOut() {
                return forth;
            }

            @Override
            public FrameInbound controlIn() {
                return end.controlIn();
            }

            @Override
            public int doWork() {
                return end.doWork();
            }

            @Override
            public String failure() {
                return end.failure();
            }

            @Override
            public void counters(final CounterVisitor visitor) {
                end.counters(visitor);
            }

            @Override
            public void close() {
                end.close();
            }
        };
    }

    DestinationLink destination() {
        final DestinationLink end = sound.destination();
        return new DestinationLink() {
            @Override
            public FrameInbound data() {
                return end.data();
            }

            @Override
            public FrameInbound urgent() {
                return end.urgent();
            }

            @Override
            public MessageOutbound controlOut() {
                return back;
            }

            @Override
            public FrameInbound controlIn() {
                return end.controlIn();
            }

            @Override
            public int doWork() {
                return end.doWork();
            }

            @Override
            public String failure() {
                return end.failure();
            }

            @Override
            public void counters(final CounterVisitor visitor) {
                end.counters(visitor);
            }

            @Override
            public void close() {
                end.close();
            }
        };
    }
}
