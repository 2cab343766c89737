package io.whimbrel.results.environment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * How long a cache line takes from one processor to another and back: what each hop between two threads is made of. Two
 * threads take turns; each writes a line that the other waits for. The processors of a virtual machine may be anywhere
 * on its host, and be moved: then a trip takes 50 ns on one core, 110 on one die and 600 between dies (AMD EPYC), and
 * whatever passes between threads differs from one second to the next.
 */
public final class CacheLineTrips {

    private static final int WARM_UP_TRIPS = 2_000;
    private static final int TRIPS = 20_000;
    /** Where both threads have to share a processor, a trip takes two time slices. */
    private static final long DEADLINE_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int LOOKS_PER_CLOCK = 1 << 12;
    private static final long NONE = -1;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    /** Two lines each, as processors fetch lines by pairs. */
    private static final int THERE = 32;
    private static final int BACK = 64;
    private static final int WORDS = 96;

    private final long[] words = new long[WORDS];
    private volatile boolean over;

    private CacheLineTrips() {}

    /**
     * Measures trips: between any two processors, or between one on which the calling thread is held (see
     * {@link Processors}) and one on which it is not.
     *
     * @param samples how often; a sample takes some milliseconds
     * @param apartNs how long to sleep between two samples, in nanoseconds
     * @return the mean of each sample in nanoseconds, in the order taken, without those that were not done in time as the
     *         threads got no processor each
     */
    public static long[] measure(final int samples, final long apartNs) {
        // The first one is compiled meanwhile.
        new CacheLineTrips().sample();
        return LongStream.range(0, samples).map(i -> {
            LockSupport.parkNanos(apartNs);
            return new CacheLineTrips().sample();
        }).filter(ns -> ns != NONE).toArray();
    }

    private long sample() {
        final Thread.Builder.OfPlatform threads = Thread.ofPlatform().daemon().name("cache-line-trips");
        final BitSet elsewhere = Processors.atFirst();
        if (!elsewhere.isEmpty()) {
            elsewhere.andNot(Processors.here());
        }
        final Thread partner = threads.start(() -> answer(elsewhere));
        try {
            final long deadlineNs = System.nanoTime() + DEADLINE_NS;
            if (!travel(0, WARM_UP_TRIPS, deadlineNs)) {
                return NONE;
            }
            final long fromNs = System.nanoTime();
            return travel(WARM_UP_TRIPS, TRIPS, deadlineNs) ? (System.nanoTime() - fromNs) / TRIPS : NONE;
        } finally {
            over = true;
            join(partner);
        }
    }

    private boolean travel(final int from, final int trips, final long deadlineNs) {
        for (long trip = from + 1; trip <= from + trips; trip++) {
            WORD.setRelease(words, THERE, trip);
            for (int looks = 1; (long) WORD.getAcquire(words, BACK) != trip; looks++) {
                if (looks % LOOKS_PER_CLOCK == 0 && System.nanoTime() - deadlineNs > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private void answer(final BitSet processors) {
        if (!processors.isEmpty()) {
            Processors.hold(processors);
        }
        for (long trip = 1; !over;) {
            if ((long) WORD.getAcquire(words, THERE) == trip) {
                WORD.setRelease(words, BACK, trip);
                trip++;
            }
        }
    }

    /** It ends by itself, at once. */
    private static void join(final Thread partner) {
        boolean interrupted = false;
        while (partner.isAlive()) {
            try {
                partner.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
