package io.whimbrel.transports.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.whimbrel.engine.link.FrameOutbound;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.Endpoint;
import io.whimbrel.transports.SocketLimits;
import io.whimbrel.transports.SourceEnd;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The source's end over Aeron. Says hello on the control stream, naming where it listens; when the destination bids it
 * welcome, opens the data and urgent streams. A link connects once: a second attempt takes a second link.
 */
final class AeronSourceLink extends AeronLink implements SourceEnd {

    private enum State {
        NEW, REGISTERING, GREETING, AWAITING_WELCOME, OPENING, OPEN
    }

    private final String remote;
    private final String local;
    /** Never 0, which stands for no session. */
    private final int sessionId = ThreadLocalRandom.current().nextInt() | 1;
    private final AeronFrames data = new AeronFrames("data", settings.maxFrameLength());
    private final AeronFrames urgent = new AeronFrames("urgent", settings.maxFrameLength());
    private final GreetingBuffer greeting = new GreetingBuffer();
    private final FragmentHandler onGreeting = (buffer, offset, length, header) -> answered(
            Greeting.decode(buffer, offset, length));

    private State state = State.NEW;
    private long controlRegistration;
    private long returnRegistration;
    private long dataRegistration;
    private long urgentRegistration;
    private ExclusivePublication control;
    private ExclusivePublication dataPublication;
    private ExclusivePublication urgentPublication;
    private Subscription back;
    private Image backImage;

    /**
     * Opens the end.
     *
     * @param remote where the destination listens
     * @param local  where to listen for what it sends back
     */
    AeronSourceLink(final AeronSettings settings, final Channels channels, final String remote, final String local,
            final DriverPlace place, final SocketLimits limits) {
        super(settings, channels, place, limits);
        this.remote = remote;
        this.local = local;
    }

    @Override
    int connect() {
        final State before = state;
        switch (state) {
            case NEW -> register();
            case REGISTERING -> awaitRegistration();
            case GREETING -> greet();
            case AWAITING_WELCOME -> awaitWelcome();
            case OPENING -> awaitStreams();
            case OPEN -> checkDriver();
        }
        return state == before ? 0 : 1;
    }

    private void register() {
        final AeronOptions options = settings.options();
        returnRegistration = aeron().asyncAddSubscription(
                channels.inbound(local, AeronSettings.SMALL_TERM_BYTES, newTag(), "return"), options.returnStream());
        controlRegistration = aeron().asyncAddExclusivePublication(
                channels.outbound(remote, sessionId, AeronSettings.SMALL_TERM_BYTES, "control"),
                options.controlStream());
        state = State.REGISTERING;
    }

    private void awaitRegistration() {
        back = back == null ? aeron().getSubscription(returnRegistration) : back;
        control = control == null ? aeron().getExclusivePublication(controlRegistration) : control;
        if (back != null && control != null && boundEndpoint(back) != null) {
            state = State.GREETING;
        }
    }

    private void greet() {
        if (greeting.offer(control, new Greeting(Greeting.Kind.HELLO, sessionId, boundEndpoint(back)))) {
            state = State.AWAITING_WELCOME;
        }
    }

    private void awaitWelcome() {
        backImage = backImage == null ? back.imageBySessionId(sessionId) : backImage;
        if (backImage != null) {
            // One only: what follows is the engine's.
            backImage.poll(onGreeting, 1);
        }
    }

    private void answered(final Greeting answer) {
        if (answer == null || answer.kind() == Greeting.Kind.HELLO) {
            fail("what answers at " + place() + " is no migration's destination");
        } else if (answer.kind() == Greeting.Kind.BUSY) {
            fail("the destination at " + place() + " is serving another source");
        } else {
            openStreams(remote.isEmpty() ? "" : dataEndpoint(answer.endpoint()));
        }
    }

    /** Only the port is the destination's to tell: it may listen at every address and not know by which it is met. */
    private String dataEndpoint(final String told) {
        return new Endpoint(Endpoint.parse(remote).host(), Endpoint.parse(told).port()).toString();
    }

    private String place() {
        return remote.isEmpty() ? aeron().context().aeronDirectoryName() : remote;
    }

    private void openStreams(final String dataEndpoint) {
        final AeronOptions options = settings.options();
        dataRegistration = aeron().asyncAddExclusivePublication(
                channels.outbound(dataEndpoint, sessionId, settings.termBytes(), "data"), options.dataStream());
        urgentRegistration = aeron().asyncAddExclusivePublication(
                channels.outbound(remote, sessionId, AeronSettings.SMALL_TERM_BYTES, "urgent"),
                options.urgentStream());
        state = State.OPENING;
    }

    private void awaitStreams() {
        dataPublication = dataPublication == null
                ? aeron().getExclusivePublication(dataRegistration)
                : dataPublication;
        urgentPublication = urgentPublication == null
                ? aeron().getExclusivePublication(urgentRegistration)
                : urgentPublication;
        if (dataPublication != null && dataPublication.isConnected() && urgentPublication != null
                && urgentPublication.isConnected()) {
            data.publication(dataPublication);
            urgent.publication(urgentPublication);
            controlIn.image(backImage);
            controlOut.publication(control);
            state = State.OPEN;
        }
    }

    @Override
    public FrameOutbound data() {
        return data;
    }

    @Override
    public FrameOutbound urgent() {
        return urgent;
    }

    @Override
    int sessionId() {
        return sessionId;
    }

    @Override
    void streamCounters(final CounterVisitor visitor) {
        data.counts().visit(visitor);
        urgent.counts().visit(visitor);
    }

    @Override
    void closeStreams() {
        data.close();
        urgent.close();
    }
}
