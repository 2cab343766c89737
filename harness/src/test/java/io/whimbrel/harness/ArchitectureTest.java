package io.whimbrel.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows between the modules: they point at the engine, and only the harness knows them all. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar")).importPackages("io.whimbrel");

    @ParameterizedTest
    @CsvSource({"engine, transports", "engine, workloads", "engine, results", "engine, harness",
        "transports, workloads", "transports, results", "transports, harness",
        "workloads, transports", "workloads, results", "workloads, harness",
        "results, transports", "results, workloads", "results, harness"})
    void shouldNotKnow(final String module, final String other) {
        noClasses().that().resideInAPackage("io.whimbrel." + module + "..").should().dependOnClassesThat()
                .resideInAPackage("io.whimbrel." + other + "..").check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "transports", "workloads", "results", "harness"})
    void shouldHaveNoCycleOfPackages(final String module) {
        slices().matching("io.whimbrel." + module + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldDecideAndMigrateWithoutReadingAClockOfItsOwn() {
        noClasses().that().resideInAnyPackage("io.whimbrel.engine.migration..", "io.whimbrel.engine.policy..").should()
                .callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    }
}
