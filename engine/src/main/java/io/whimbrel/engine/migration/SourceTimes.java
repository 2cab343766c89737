package io.whimbrel.engine.migration;

/** When what happened at the source; 0 for never. Nanoseconds on its clock. */
final class SourceTimes {

    long requested;
    long live;
    long pauseRequested;
    long paused;
    long lastSynced;
    long imageWritten;
    long residualSent;
    long confirmed;
    long released;
    long resumed;
    long completed;
}
