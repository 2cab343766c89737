package io.whimbrel.harness.cli;

import io.whimbrel.engine.image.ImageFile;
import io.whimbrel.engine.image.ImageManifest;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.quantity.Quantities;
import io.whimbrel.results.table.TextTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what is in an image. */
@Command(name = "inspect", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, description = "Tells which guest an image holds, at which point of its life, and which images it takes to restore it. "
        + "Manifests and indexes are checked, the bytes of pages are not: see 'whimbrel image verify'.")
final class ImageInspectCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "IMAGE", description = "the image; its ancestors are found by it")
    private Path image;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    ImageInspectCommand(final Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (ImagePages pages = ImagePages.open(image)) {
            terminal.out().print(json ? Json.print(ImageTrees.of(pages)) + "\n" : story(pages));
        }
        return 0;
    }

    private static String story(final ImagePages pages) {
        final ImageManifest newest = pages.manifest();
        final TextTable table = new TextTable(List.of("image", "id", "guest time", "pages", "stored", "zero", "kept"),
                List.of("", "", "", "", "", "", ""));
        for (final ImageFile file : pages.chain()) {
            final ImageManifest manifest = file.manifest();
            table.row(List.of(file.path().toString(), ImageTrees.id(manifest.id()),
                    Quantities.formatNs(manifest.point().state().guestTimeNs()),
                    manifest.isIncremental() ? "changed" : "all", whole(manifest.storedPages()),
                    whole(manifest.zeroPages()), Quantities.formatBytes(file.bytesKept())));
        }
        return "guest   " + newest.point().guest() + "\nmemory  "
                + Quantities.formatBytes(newest.geometry().memoryBytes()) + ", " + whole(newest.geometry().pages())
                + (newest.blockBytes() == newest.geometry().pageBytes() ? " pages of " : " versions of pages of ")
                + Quantities.formatBytes(newest.geometry().pageBytes()) + "\nvCPUs   " + newest.point().vcpus()
                + ", execution state of " + newest.point().state().length() + " B\n\n" + table.text();
    }

    private static String whole(final long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
