package io.whimbrel.workloads;

import io.whimbrel.engine.guest.GuestFactory;
import io.whimbrel.engine.guest.GuestProgram;
import io.whimbrel.engine.memory.PageGeometry;
import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.workloads.arrival.ArrivalProcess;
import io.whimbrel.workloads.content.ContentModel;
import io.whimbrel.workloads.guest.GuestSetup;
import io.whimbrel.workloads.guest.Workload;
import io.whimbrel.workloads.pattern.AccessPattern;

/** Builds a guest's program from the text of a {@link GuestSpec}, with the plug-ins of a catalogue. */
public final class WorkloadFactory implements GuestFactory {

    private final PluginCatalog catalog;

    /**
     * Makes one.
     *
     * @param catalog where the plug-ins named in a description are found
     */
    public WorkloadFactory(final PluginCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public GuestProgram create(final String description, final PageGeometry geometry, final int vcpus) {
        return create(GuestSpec.parse(description), geometry, vcpus);
    }

    /**
     * Builds a program.
     *
     * @param spec     what the guest runs
     * @param geometry the shape of the memory it will run in
     * @param vcpus    the number of virtual CPUs
     * @return the program
     * @throws IllegalArgumentException in one line, when a plug-in is unknown or the parts do not fit together
     */
    public GuestProgram create(final GuestSpec spec, final PageGeometry geometry, final int vcpus) {
        final Workload workload = catalog.create(Workload.class, spec.workload());
        return workload.program(new GuestSetup(geometry, vcpus, spec.ratePerSecond(), spec.seed(),
                pattern(spec.reads(), workload), pattern(spec.writes(), workload),
                catalog.create(ArrivalProcess.class, spec.arrival()),
                catalog.create(ContentModel.class, spec.content())));
    }

    private AccessPattern pattern(final String reference, final Workload workload) {
        return catalog.create(AccessPattern.class, reference.isEmpty() ? workload.locality() : reference);
    }
}
