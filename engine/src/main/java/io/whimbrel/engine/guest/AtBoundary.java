package io.whimbrel.engine.guest;

/**
 * Something that a vCPU uses during its operations and its controller may replace at any time: the vCPU takes the new one
 * up at its next operation boundary, and the controller can tell when it uses the old one no more, nor ever will.
 *
 * <pre>
 *   vCPU, at a boundary                 controller
 *   next = wanted                       wanted = other
 *   used = next                         used == wanted? then what was there before may be dismantled
 *   wanted still next? else once more
 * </pre>
 *
 * <p>Both are volatile, and both sides write one and then read the other. So when the vCPU publishes what it has read just
 * before it was replaced, either the controller sees that it uses it, or the vCPU sees that it was replaced. Without the
 * second look a vCPU that is held up between its two steps would use what has been dismantled meanwhile: what it uses
 * until then may be the very thing that is wanted again. Tested by jcstress, beside a vCPU that neither says what it takes
 * up nor looks again, which must be seen to fail.
 *
 * @param <T> what is used
 */
final class AtBoundary<T> {

    private volatile T wanted;
    private volatile T used;

    AtBoundary(final T first) {
        wanted = first;
        used = first;
    }

    /** What is to be used until the next boundary. By the vCPU, at a boundary. */
    T takeUp() {
        T next = wanted;
        while (next != used) {
            used = next;
            next = wanted;
        }
        return next;
    }

    /** From the vCPU's next boundary on it uses this. By the controller. */
    void replace(final T other) {
        wanted = other;
    }

    /** What the vCPU uses, or will from its next boundary on. */
    T wanted() {
        return wanted;
    }

    /** Whether the vCPU uses nothing any more that was replaced. By the controller. */
    boolean isTakenUp() {
        return used == wanted;
    }
}
