package io.whimbrel.transports.aeron;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.engine.link.MessageOutbound;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SocketLimits;
import io.whimbrel.transports.TransportEnd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the two ends of an Aeron link have in common: a driver, a control stream each way, counters, errors, and the
 * order of closing. The client has a thread of its own, so that an end lives on while its agent is held up.
 */
abstract class AeronLink implements TransportEnd {

    final AeronSettings settings;
    final Channels channels;
    final AeronMessages controlOut = new AeronMessages();
    final AeronInbound controlIn = AeronInbound.ofMessages("control");

    private final LinkErrors errors = new LinkErrors();
    private final DriverConnection connection;
    private final DriverCounters driverCounters;
    private Map<String, Long> lastCounters;

    AeronLink(final AeronSettings settings, final Channels channels, final DriverPlace place,
            final SocketLimits limits) {
        this.settings = settings;
        this.channels = channels;
        connection = DriverConnection.open(place, settings.options().media(), limits, errors);
        driverCounters = new DriverCounters(connection.aeron().countersReader(), settings.options());
    }

    final Aeron aeron() {
        return connection.aeron();
    }

    /** One step towards being connected. Called as long as the link is well. */
    abstract int connect();

    /** The session whose streams are this link's, or 0 while there is none. */
    abstract int sessionId();

    /** The counters of the streams that this end has besides control. */
    abstract void streamCounters(CounterVisitor visitor);

    /** Closes the gates to all streams that this end has besides control. */
    abstract void closeStreams();

    final void fail(final String line) {
        errors.fail(line);
    }

    /** Notices a client that Aeron has closed because it, or the driver, was out of touch for too long. */
    final void checkDriver() {
        if (aeron().isClosed()) {
            fail("the media driver's client has closed");
        }
    }

    /** A tag that no other channel of the driver has. */
    final long newTag() {
        return aeron().nextCorrelationId();
    }

    /** The endpoint at which a subscription listens, port included; empty where the media has none; null as yet. */
    static String boundEndpoint(final Subscription subscription) {
        final String channel = subscription.tryResolveChannelEndpointPort();
        return channel == null ? null : ChannelUri.parse(channel).get(CommonContext.ENDPOINT_PARAM_NAME, "");
    }

    @Override
    public final MessageOutbound controlOut() {
        return controlOut;
    }

    @Override
    public final FrameInbound controlIn() {
        return controlIn;
    }

    @Override
    public final int doWork() {
        if (lastCounters != null || errors.failure() != null) {
            return 0;
        }
        try {
            return connect();
        } catch (final AeronException | IllegalArgumentException e) {
            // Asynchronous requests answer through here (a port in use, a contradiction in a channel, a dead driver),
            // and so does an endpoint told by the other side that is none.
            errors.onError(e);
            fail(LinkErrors.text(e));
            return 0;
        }
    }

    @Override
    public final String failure() {
        return errors.failure();
    }

    @Override
    public final Map<String, Object> settings() {
        return settings.describe();
    }

    @Override
    public final List<String> notes() {
        return settings.notes();
    }

    @Override
    public final List<String> errors() {
        return errors.lines();
    }

    @Override
    public final void counters(final CounterVisitor visitor) {
        if (lastCounters != null) {
            lastCounters.forEach(visitor::counter);
            return;
        }
        controlOut.counts().visit(visitor);
        controlIn.visit(visitor);
        streamCounters(visitor);
        if (!aeron().isClosed()) {
            driverCounters.visit(sessionId(), visitor);
        }
    }

    /** Gates first, so that nothing touches a log that is unmapped next; then the client, then the driver. */
    @Override
    public final synchronized void close() {
        if (lastCounters != null) {
            return;
        }
        controlOut.close();
        controlIn.close();
        closeStreams();
        final Map<String, Long> last = new LinkedHashMap<>();
        counters(last::put);
        lastCounters = last;
        connection.close();
    }
}
