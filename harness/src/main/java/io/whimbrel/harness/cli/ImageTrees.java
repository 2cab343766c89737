package io.whimbrel.harness.cli;

import io.whimbrel.engine.image.ImageFile;
import io.whimbrel.engine.image.ImageManifest;
import io.whimbrel.engine.image.ImagePages;
import io.whimbrel.engine.verify.ReplayVerdict;
import io.whimbrel.harness.image.Checkpoint;
import io.whimbrel.harness.image.CheckpointOutcome;
import io.whimbrel.harness.image.LazyRestoration;
import io.whimbrel.harness.image.Restoration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What there is to say of images, as trees for JSON. */
final class ImageTrees {

    private ImageTrees() {}

    static String id(final long id) {
        return String.format(java.util.Locale.ROOT, "%016x", id);
    }

    static Map<String, Object> of(final ImagePages pages) {
        final ImageManifest newest = pages.manifest();
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("guest", newest.point().guest());
        tree.put("vcpus", newest.point().vcpus());
        tree.put("memoryBytes", newest.geometry().memoryBytes());
        tree.put("pageBytes", newest.geometry().pageBytes());
        tree.put("blockBytes", newest.blockBytes());
        tree.put("stateBytes", newest.point().state().length());
        tree.put("chain", pages.chain().stream().map(ImageTrees::of).toList());
        return tree;
    }

    private static Map<String, Object> of(final ImageFile file) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", file.path().toString());
        tree.putAll(of(file.manifest()));
        tree.put("fileBytes", file.bytes());
        tree.put("keptBytes", file.bytesKept());
        return tree;
    }

    private static Map<String, Object> of(final ImageManifest manifest) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", id(manifest.id()));
        tree.put("parentId", manifest.isIncremental() ? id(manifest.parentId()) : null);
        tree.put("parent", manifest.isIncremental() ? manifest.parent() : null);
        tree.put("guestTimeNs", manifest.point().state().guestTimeNs());
        tree.put("storedPages", manifest.storedPages());
        tree.put("zeroPages", manifest.zeroPages());
        tree.put("digest", id(manifest.digest()));
        return tree;
    }

    static Map<String, Object> of(final CheckpointOutcome outcome) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("checkpoints", outcome.checkpoints().stream().map(ImageTrees::of).toList());
        tree.put("guest", of(outcome.guest()));
        return tree;
    }

    private static Map<String, Object> of(final Checkpoint checkpoint) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", checkpoint.file().toString());
        tree.putAll(of(checkpoint.manifest()));
        tree.put("pauseNs", checkpoint.pauseNs());
        tree.put("writeNs", checkpoint.writeNs());
        tree.putAll(of(checkpoint.verdict()));
        return tree;
    }

    static Map<String, Object> of(final Restoration restoration) {
        final Map<String, Object> tree = new LinkedHashMap<>(of(restoration.manifest()));
        tree.put("restoredNs", restoration.restoredNs());
        tree.put("stoppedAtNs", restoration.guestTimeNs());
        tree.putAll(of(restoration.verdict()));
        return tree;
    }

    static Map<String, Object> of(final LazyRestoration lazy) {
        final Map<String, Object> tree = new LinkedHashMap<>(of(lazy.restoration()));
        tree.put("prefetch", lazy.prefetch());
        tree.put("allPresentNs", lazy.allPresentNs());
        tree.put("pagesRest", lazy.pages().restPages());
        tree.put("pagesZero", lazy.pages().zeroPages());
        tree.put("faults", lazy.faults());
        return tree;
    }

    static Map<String, Object> of(final ReplayVerdict verdict) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("verified", verdict.verified());
        tree.put("operations", verdict.operations());
        tree.put("differingPages", verdict.differingPages());
        tree.put("finding", verdict.toString());
        return tree;
    }
}
