package io.whimbrel.engine.migration;

/** What somebody outside orders a side to do. Given from any thread, carried out in its duty cycle. */
enum Order {
    START, SWITCH, POST_COPY, CANCEL, RECOVER_RUN, RECOVER_DISCARD
}
