package io.whimbrel.harness.cli;

import io.whimbrel.engine.plugin.PluginCatalog;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.harness.UnusableInputException;
import io.whimbrel.harness.profile.ProfileFile;
import io.whimbrel.harness.profile.ProfilePair;
import io.whimbrel.harness.profile.ProfileRun;
import io.whimbrel.results.file.AtomicFile;
import io.whimbrel.results.model.MeasuredProfile;
import io.whimbrel.results.table.ProfileTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a guest dirties its pages. */
@Command(name = "profile", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Runs a guest and measures how many distinct pages it dirties within each of several periods from one "
        + "clean start: on a sample of its pages, as QEMU's calc-dirty-rate does, and exactly, side by side. "
        + "'whimbrel predict' takes what it writes.")
final class ProfileCommand implements Callable<Integer> {

    private static final long MIN_SAMPLES_PER_GIB = 128;
    private static final long MAX_SAMPLES_PER_GIB = 16_384;

    private final Terminal terminal;

    @Mixin
    private ScenarioOptions scenarios;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "write the exact profile there")
    private Path output;

    @Option(names = "--output-sampled", paramLabel = "FILE", description = "write the profile of the sample there")
    private Path sampledOutput;

    @Option(names = "--periods", split = ",", defaultValue = "125ms,250ms,375ms,500ms,750ms,1s,1.5s,2s,3s,4s", paramLabel = "LIST", description = "after which times to look, all from the same start (default: ${DEFAULT-VALUE})")
    private List<String> periods;

    @Option(names = "--sample", defaultValue = "512", paramLabel = "N", description = "pages to sample for each GiB of memory, 128 to 16384 (default: ${DEFAULT-VALUE})")
    private long samplesPerGib;

    @Option(names = "--json", description = "print both profiles as JSON")
    private boolean json;

    ProfileCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        NewFile.checkedIfAny(output);
        NewFile.checkedIfAny(sampledOutput);
        if (samplesPerGib < MIN_SAMPLES_PER_GIB || samplesPerGib > MAX_SAMPLES_PER_GIB) {
            throw new UnusableInputException("--sample " + samplesPerGib + ": expected " + MIN_SAMPLES_PER_GIB + " to "
                    + MAX_SAMPLES_PER_GIB + " pages for each GiB");
        }
        final long[] periodsNs = periodsNs();
        final PluginCatalog catalog = scenarios.plugins().catalog();
        final ProfilePair profiles = new ProfileRun(scenarios.variant(catalog), catalog, periodsNs, samplesPerGib,
                SystemNanoClock.INSTANCE).run();
        if (json) {
            final Map<String, Object> both = new LinkedHashMap<>();
            both.put("exact", ProfileFile.tree(profiles.exact()));
            both.put("sampled", ProfileFile.tree(profiles.sampled()));
            terminal.out().println(Json.print(both));
        } else {
            terminal.out().print(ProfileTable.print(profiles.exact(), profiles.sampled()));
        }
        write(output, profiles.exact());
        write(sampledOutput, profiles.sampled());
        return 0;
    }

    private long[] periodsNs() {
        final long[] periodsNs = new long[periods.size()];
        for (int i = 0; i < periodsNs.length; i++) {
            final String origin = "--periods " + periods.get(i) + ": ";
            try {
                periodsNs[i] = Quantities.durationNs(periods.get(i));
            } catch (final IllegalArgumentException e) {
                throw new UnusableInputException(origin + e.getMessage(), e);
            }
            if (periodsNs[i] <= (i == 0 ? 0 : periodsNs[i - 1])) {
                throw new UnusableInputException(origin + "expected periods above 0, each longer than the one before");
            }
        }
        return periodsNs;
    }

    private void write(final Path file, final MeasuredProfile profile) {
        if (file != null) {
            AtomicFile.write(file, out -> out.write(ProfileFile.print(profile).getBytes(StandardCharsets.UTF_8)));
            terminal.err().println("wrote " + file);
        }
    }
}
