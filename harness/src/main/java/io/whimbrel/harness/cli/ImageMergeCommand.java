package io.whimbrel.harness.cli;

import io.whimbrel.engine.image.ImageManifest;
import io.whimbrel.engine.image.ImageMerge;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Folds a chain of images into one. */
@Command(name = "merge", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Writes what an image and its ancestors hold as one full image. They stay as they are.")
final class ImageMergeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "IMAGE", description = "the newest of the chain")
    private Path image;

    @Option(names = {"-o",
        "--output"}, paramLabel = "IMAGE", required = true, description = "the image to write; must not be there yet")
    private Path output;

    ImageMergeCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final ImageManifest merged = new ImageMerge().merge(image, NewFile.checked(output));
        terminal.out().println(String.format(Locale.ROOT, "wrote %s: %,d pages, %,d of them zero", output,
                merged.storedPages() + merged.zeroPages(), merged.zeroPages()));
        return 0;
    }
}
