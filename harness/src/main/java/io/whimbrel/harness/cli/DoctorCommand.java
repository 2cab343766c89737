package io.whimbrel.harness.cli;

import io.whimbrel.harness.doctor.Doctor;
import io.whimbrel.harness.doctor.Finding;
import io.whimbrel.results.table.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks the machine over. */
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Tells what on this machine would disturb a measurement, and what would mend it.")
final class DoctorCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    DoctorCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final List<Finding> findings = Stream.of(Doctor.ofThisMachine().examine(), Doctor.measure())
                .flatMap(List::stream).toList();
        if (json) {
            terminal.out().println(Json.print(findings));
            return 0;
        }
        final TextTable table = TextTable.flushLeft(List.of("", "checked", "found", "what would mend it"));
        findings.forEach(finding -> table.row(List.of(finding.level().name().toLowerCase(Locale.ROOT),
                finding.subject(), finding.found(), finding.mend())));
        terminal.out().print(table.text());
        return 0;
    }
}
