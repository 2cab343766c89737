package io.whimbrel.transports.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.whimbrel.engine.link.FrameInbound;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import io.whimbrel.transports.SocketLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * The destination's end over Aeron. Listens for greetings and serves the source of the first; turns others away as
 * long as that one is there, and listens again when it is gone.
 */
final class AeronDestinationLink extends AeronLink implements DestinationEnd {

    private enum State {
        NEW, REGISTERING, LISTENING, ANSWERING, SERVING
    }

    private final ListeningPlace place;
    private final AeronInbound data = AeronInbound.ofFrames("data");
    private final AeronInbound urgent = AeronInbound.ofFrames("urgent");
    private final GreetingBuffer greetings = new GreetingBuffer();
    private final List<Refusal> refusals = new ArrayList<>();
    private final FragmentHandler onGreeting = (buffer, offset, length, header) -> heard = Greeting.decode(buffer,
            offset, length);

    private State state = State.NEW;
    private Greeting heard;
    private long controlRegistration;
    private long urgentRegistration;
    private long dataRegistration;
    private long returnRegistration;
    private Subscription controlSubscription;
    private Subscription urgentSubscription;
    private Subscription dataSubscription;
    private Greeting served;
    private Image controlImage;
    private ExclusivePublication back;
    private volatile String address;

    AeronDestinationLink(final AeronSettings settings, final Channels channels, final ListeningPlace place,
            final DriverPlace driver, final SocketLimits limits) {
        super(settings, channels, driver, limits);
        this.place = place;
    }

    @Override
    int connect() {
        final State before = state;
        switch (state) {
            case NEW -> register();
            case REGISTERING -> awaitRegistration();
            case LISTENING -> listen();
            case ANSWERING -> answer();
            case SERVING -> serve();
        }
        return state == before ? 0 : 1;
    }

    private void register() {
        final AeronOptions options = settings.options();
        final long sharedTag = newTag();
        controlRegistration = aeron().asyncAddSubscription(
                channels.inbound(place.control(), AeronSettings.SMALL_TERM_BYTES, sharedTag, "control"),
                options.controlStream());
        urgentRegistration = aeron().asyncAddSubscription(
                channels.inbound(place.control(), AeronSettings.SMALL_TERM_BYTES, sharedTag, "urgent"),
                options.urgentStream());
        // Bulk has a socket of its own: what is urgent must not wait in a receive buffer behind it.
        dataRegistration = aeron().asyncAddSubscription(
                channels.inbound(place.data(), settings.termBytes(), newTag(), "data"), options.dataStream());
        state = State.REGISTERING;
    }

    private void awaitRegistration() {
        controlSubscription = orAwait(controlSubscription, controlRegistration);
        urgentSubscription = orAwait(urgentSubscription, urgentRegistration);
        dataSubscription = orAwait(dataSubscription, dataRegistration);
        if (controlSubscription != null && urgentSubscription != null && dataSubscription != null
                && boundEndpoint(controlSubscription) != null && boundEndpoint(dataSubscription) != null) {
            address = place.address(boundEndpoint(controlSubscription));
            state = State.LISTENING;
        }
    }

    private Subscription orAwait(final Subscription known, final long registrationId) {
        return known == null ? aeron().getSubscription(registrationId) : known;
    }

    private void listen() {
        for (int i = 0; i < controlSubscription.imageCount(); i++) {
            final Image image = controlSubscription.imageAtIndex(i);
            final Greeting greeting = greetingOn(image);
            if (greeting != null) {
                served = greeting;
                controlImage = image;
                returnRegistration = addReturn(greeting);
                state = State.ANSWERING;
                return;
            }
        }
        refuse();
    }

    /** The greeting with which an image begins, if it has come by now. */
    private Greeting greetingOn(final Image image) {
        heard = null;
        image.poll(onGreeting, 1);
        final Greeting greeting = heard;
        return greeting != null && greeting.kind() == Greeting.Kind.HELLO && greeting.sessionId() == image.sessionId()
                ? greeting
                : null;
    }

    private long addReturn(final Greeting greeting) {
        return aeron().asyncAddExclusivePublication(
                channels.outbound(greeting.endpoint(), greeting.sessionId(), AeronSettings.SMALL_TERM_BYTES, "return"),
                settings.options().returnStream());
    }

    private void answer() {
        back = back == null ? aeron().getExclusivePublication(returnRegistration) : back;
        if (controlImage.isClosed()) {
            forget();
        } else if (back != null && greetings.offer(back,
                new Greeting(Greeting.Kind.WELCOME, served.sessionId(), boundEndpoint(dataSubscription)))) {
            controlIn.image(controlImage);
            controlOut.publication(back);
            state = State.SERVING;
        }
        refuse();
    }

    private void serve() {
        if (controlImage.isClosed()) {
            forget();
            return;
        }
        if (data.image() == null) {
            data.image(dataSubscription.imageBySessionId(served.sessionId()));
        }
        if (urgent.image() == null) {
            urgent.image(urgentSubscription.imageBySessionId(served.sessionId()));
        }
        refuse();
        checkDriver();
    }

    private void forget() {
        controlIn.image(null);
        controlOut.publication(null);
        data.image(null);
        urgent.image(null);
        if (back != null) {
            back.close();
        } else {
            aeron().asyncRemovePublication(returnRegistration);
        }
        back = null;
        served = null;
        controlImage = null;
        state = State.LISTENING;
    }

    private void refuse() {
        for (int i = 0; served != null && i < controlSubscription.imageCount(); i++) {
            final Image image = controlSubscription.imageAtIndex(i);
            final Greeting greeting = image.sessionId() == served.sessionId() ? null : greetingOn(image);
            if (greeting != null) {
                refusals.add(new Refusal(aeron(), addReturn(greeting), greeting.sessionId(), image, greetings));
            }
        }
        for (int i = refusals.size() - 1; i >= 0; i--) {
            if (refusals.get(i).isDone()) {
                refusals.remove(i);
            }
        }
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public FrameInbound data() {
        return data;
    }

    @Override
    public FrameInbound urgent() {
        return urgent;
    }

    @Override
    int sessionId() {
        return served == null ? 0 : served.sessionId();
    }

    @Override
    void streamCounters(final CounterVisitor visitor) {
        data.visit(visitor);
        urgent.visit(visitor);
    }

    @Override
    void closeStreams() {
        data.close();
        urgent.close();
    }
}
