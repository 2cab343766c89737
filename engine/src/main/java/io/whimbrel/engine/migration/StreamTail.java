package io.whimbrel.engine.migration;

/**
 * The end of what was sent over one stream. A frame that is lost shows by the gap before the next; the last one is missed
 * by nobody. So when nothing has followed it for long although somebody waits, a batch without entries does.
 */
final class StreamTail {

    private final PageSender sender;
    private long batches;
    private long sinceNs;

    StreamTail(final PageSender sender) {
        this.sender = sender;
    }

    /** Keeps in mind when something was sent last. In every duty cycle. */
    void look(final long nowNs) {
        if (sender.batches() != batches) {
            batches = sender.batches();
            sinceNs = nowNs;
        }
    }

    /** Lets an empty batch follow a frame that nothing has followed for so long. */
    void show(final long nowNs, final long quietNs) {
        if (batches > 0 && nowNs - sinceNs >= quietNs && sender.flush(nowNs) && sender.sendEmpty(nowNs)) {
            sinceNs = nowNs;
        }
    }
}
