package io.whimbrel.engine.migration;

/** What a faulty link does to a control message. */
enum Fate {
    DELIVER, DROP, DUPLICATE, DELAY
}
