package io.whimbrel.harness.scenario;

import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.workloads.GuestSpec;

/**
 * What is migrated.
 *
 * @param geometry shape of its memory
 * @param vcpus    number of virtual CPUs
 * @param spec     what it runs
 * @param tracker  reference to the dirty tracker
 */
public record GuestSettings(PageGeometry geometry, int vcpus, GuestSpec spec, String tracker) {}
