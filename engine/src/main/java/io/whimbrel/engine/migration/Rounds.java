package io.whimbrel.engine.migration;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.observe.RoundRecord;
import io.whimbrel.engine.policy.RoundView;
import java.util.ArrayList;
import java.util.List;

/** Keeps the figures of the rounds, as the policies see them and as they are recorded. */
final class Rounds implements RoundView {

    private static final double NS_PER_S = 1e9;

    private final PageGeometry geometry;
    private final PageSender sender;
    private final List<RoundRecord> records = new ArrayList<>();

    private long firstStartNs;
    private long startNs;
    private long startPages;
    private long startZeroPages;
    private long startBytes;
    private long startDirtyPages;
    private long skipped;

    private int round;
    private long dirtyPages;
    private long lastDirtyPages;
    private long lastSentPages;
    private long lastSkippedPages;
    private long previousSentPages;
    private double measuredBytesPerSecond;
    private long lastSentBytes;
    private long lastNs;
    private long elapsedNs;
    private long rateCap = Long.MAX_VALUE;
    private boolean rateAtMaximum = true;
    private double throttle;

    Rounds(final PageGeometry geometry, final PageSender sender) {
        this.geometry = geometry;
        this.sender = sender;
        this.lastSentPages = geometry.pages();
        this.previousSentPages = geometry.pages();
    }

    void begin(final long nowNs, final long pending) {
        if (round == 0) {
            firstStartNs = nowNs;
        }
        round++;
        sender.beginRound(round);
        startNs = nowNs;
        startPages = sender.pages();
        startZeroPages = sender.zeroPages();
        startBytes = sender.bytes();
        startDirtyPages = pending;
        skipped = 0;
    }

    /** Whether a round has begun that was not recorded. */
    boolean isUnderWay() {
        return records.size() < round;
    }

    /** Whether nothing of the round under way was handed to the link. */
    boolean isUntouched() {
        return sender.bytes() == startBytes;
    }

    /** The round under way never was. */
    void takeBack() {
        round--;
    }

    int ended() {
        return records.size();
    }

    void skippedOne() {
        skipped++;
    }

    /** The last page of the round was handed to the link. */
    void sent(final long nowNs) {
        previousSentPages = lastSentPages;
        lastDirtyPages = startDirtyPages;
        lastSentPages = sender.pages() - startPages;
        lastSkippedPages = skipped;
        lastSentBytes = sender.bytes() - startBytes;
        lastNs = nowNs - startNs;
        if (lastSentBytes > 0 && lastNs > 0) {
            measuredBytesPerSecond = lastSentBytes * NS_PER_S / lastNs;
        }
    }

    /** The sync after the round is over. */
    void synced(final long nowNs, final long pending) {
        dirtyPages = pending;
        elapsedNs = nowNs - firstStartNs;
    }

    void steered(final long newRateCap, final boolean atMaximum, final double newThrottle) {
        rateCap = newRateCap;
        rateAtMaximum = atMaximum;
        throttle = newThrottle;
    }

    RoundRecord record(final boolean paused, final long syncNs, final long expectedDowntimeNs,
            final long workingSetPages) {
        final RoundRecord record = new RoundRecord(round, paused, startNs, lastNs, syncNs, lastDirtyPages,
                lastSentPages, sender.zeroPages() - startZeroPages, lastSkippedPages, lastSentBytes, throttle, rateCap,
                expectedDowntimeNs, workingSetPages);
        records.add(record);
        return record;
    }

    List<RoundRecord> records() {
        return List.copyOf(records);
    }

    @Override
    public int round() {
        return round;
    }

    @Override
    public long memoryPages() {
        return geometry.pages();
    }

    @Override
    public int pageBytes() {
        return geometry.pageBytes();
    }

    @Override
    public long dirtyPages() {
        return dirtyPages;
    }

    @Override
    public long lastRoundDirtyPages() {
        return lastDirtyPages;
    }

    @Override
    public long lastRoundSentPages() {
        return round == 0 ? 0 : lastSentPages;
    }

    @Override
    public long lastRoundSkippedPages() {
        return lastSkippedPages;
    }

    @Override
    public long previousRoundSentPages() {
        return previousSentPages;
    }

    @Override
    public long lastRoundSentBytes() {
        return lastSentBytes;
    }

    @Override
    public long lastRoundNs() {
        return lastNs;
    }

    @Override
    public long totalSentPages() {
        return sender.pages();
    }

    @Override
    public long totalSentBytes() {
        return sender.bytes();
    }

    @Override
    public long elapsedNs() {
        return elapsedNs;
    }

    @Override
    public double measuredBytesPerSecond() {
        return measuredBytesPerSecond;
    }

    @Override
    public long rateCapBytesPerSecond() {
        return rateCap;
    }

    @Override
    public boolean rateAtMaximum() {
        return rateAtMaximum;
    }

    @Override
    public double throttle() {
        return throttle;
    }
}
