package io.whimbrel.harness.cli;

import io.whimbrel.engine.image.ImageFile;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.image.ImageVerifier;
import io.whimbrel.engine.quantity.Quantities;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads every byte of an image. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Checks every byte of an image and of its ancestors. The first that is not as it was written is "
        + "named.")
final class ImageVerifyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "IMAGE", description = "the image; its ancestors are found by it")
    private Path image;

    @Option(names = "--json", description = "print JSON: what 'whimbrel image inspect' prints")
    private boolean json;

    ImageVerifyCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        final ImageVerifier verifier = new ImageVerifier();
        try (ImagePages pages = ImagePages.open(image)) {
            for (final ImageFile file : pages.chain()) {
                verifier.verify(file);
                if (!json) {
                    terminal.out().println(file.path() + ": all " + Quantities.formatBytes(file.bytes())
                            + " are as they were written");
                }
            }
            if (json) {
                terminal.out().println(Json.print(ImageTrees.of(pages)));
            }
        }
        return 0;
    }
}
