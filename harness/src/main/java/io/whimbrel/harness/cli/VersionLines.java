package io.whimbrel.harness.cli;

import io.whimbrel.harness.Build;
import java.util.Locale;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionLines implements IVersionProvider {

    @Override
    public String[] getVersion() {
        final String commit = Build.commit() == null
                ? "built outside a repository"
                : "commit " + Build.commit().substring(0, 12) + (Build.dirty() ? ", with changes" : "");
        return new String[]{"whimbrel " + Build.version() + " (" + commit + ")",
            String.format(Locale.ROOT, "JDK %s, %s", System.getProperty("java.vm.version"),
                    System.getProperty("java.vendor")),
            String.join(" ", System.getProperty("os.name"), System.getProperty("os.version"),
                    System.getProperty("os.arch"))};
    }
}
