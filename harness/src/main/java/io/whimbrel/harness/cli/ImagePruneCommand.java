package io.whimbrel.harness.cli;

import io.whimbrel.engine.image.ImagePrune;
import io.whimbrel.harness.UnusableInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops the oldest images of a chain. */
@Command(name = "prune", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Keeps the newest images of a chain and deletes the others. The oldest that is kept becomes a full "
        + "image first, so that at every moment each image that is there can be restored. One that needs an image to be "
        + "deleted forbids it, if it lies in a directory of such an image; elsewhere nobody looks, and it is lost.")
final class ImagePruneCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "IMAGE", description = "the newest of the chain")
    private Path image;

    @Option(names = "--keep", paramLabel = "N", defaultValue = "1", description = "how many images to keep, at least 1 (default: ${DEFAULT-VALUE})")
    private int keep;

    ImagePruneCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (keep < 1) {
            throw new UnusableInputException("--keep " + keep + ": at least 1 image must be kept");
        }
        final List<Path> deleted = new ImagePrune().prune(image, keep);
        deleted.forEach(file -> terminal.out().println("deleted " + file));
        if (deleted.isEmpty()) {
            terminal.out().println("the chain has no more than " + keep + " image" + (keep == 1 ? "" : "s"));
        }
        return 0;
    }
}
