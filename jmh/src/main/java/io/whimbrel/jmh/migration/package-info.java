/** Whole migrations: how fast pages get across, how long the guest stands still, and all of it from end to end. */
package io.whimbrel.jmh.migration;
