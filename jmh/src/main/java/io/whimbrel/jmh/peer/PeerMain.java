package io.whimbrel.jmh.peer;

import io.whimbrel.engine.guest.TimerSlack;
import io.whimbrel.transports.DestinationEnd;
import io.whimbrel.transports.DriverPlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.agrona.CloseHelper;

/**
 * The second process of a measurement: the destination of migrations, and the receiver of the bare program, which uses
 * the same media driver where there is one. Does what the lines on its standard input say, answers each with one line, and ends with
 * the input.
 */
public final class PeerMain {

    /** What every line begins with as long as all is well. */
    static final String WELL = "ok";
    static final String EXPECT = "expect";
    static final String CONCLUDE = "conclude";
    static final String OPEN_BARE = "open-bare ";
    static final String RECEIVE_BARE = "receive-bare";
    static final String OPEN_ASKER = "open-asker ";
    static final String ASK = "ask";

    private final PrintStream answers;
    private final LocalDestination destination;
    private final DestinationEnd end;
    private final DriverPlace driver = Ends.newDriver();
    private BareReceiver bare;
    private AeronAsker asker;

    private PeerMain(final String transport, final PrintStream answers) {
        this.answers = answers;
        end = Ends.listen(transport, driver);
        destination = LocalDestination.without(end);
    }

    /**
     * Serves until standard input ends.
     *
     * @param args a reference to the transport
     * @throws IOException when standard input cannot be read
     */
    public static void main(final String[] args) throws IOException {
        TimerSlack.tighten();
        final PeerMain peer = new PeerMain(args[0], System.out);
        try (BufferedReader questions = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            peer.answer(peer.end.address());
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                peer.serve(line);
            }
        } finally {
            peer.close();
        }
    }

    private void answer(final String text) {
        answers.println(WELL + " " + text);
    }

    private void serve(final String line) {
        try {
            if (line.equals(EXPECT)) {
                destination.expect();
                answer("");
            } else if (line.equals(CONCLUDE)) {
                answer(destination.conclude().toString());
            } else if (line.startsWith(OPEN_BARE)) {
                bare = openBare(BareOrder.parse(line.substring(OPEN_BARE.length())));
                answer(bare.endpoint());
            } else if (line.equals(RECEIVE_BARE)) {
                bare.clear();
                answer("");
                bare.receive();
                answer(Long.toHexString(bare.digest()));
            } else if (line.startsWith(OPEN_ASKER)) {
                asker = new AeronAsker(new BareAeron(end.settings(), driver.directory()),
                        BareOrder.parse(line.substring(OPEN_ASKER.length())));
                answer(asker.endpoints());
            } else if (line.equals(ASK)) {
                asker.clear();
                answer("");
                answer(asker.ask().toString());
                answer(Long.toHexString(asker.digest()));
            } else {
                throw new IllegalArgumentException("not understood: " + line);
            }
        } catch (final RuntimeException e) {
            answers.println("failed: " + e);
        }
    }

    private BareReceiver openBare(final BareOrder order) {
        return BareNio.isFor(end.settings())
                ? new NioReceiver(BareNio.bufferBytes(end.settings()), order)
                : new AeronReceiver(new BareAeron(end.settings(), driver.directory()), order);
    }

    private void close() {
        CloseHelper.closeAll(bare, asker, destination);
    }
}
