package dev.earshot.projector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.earshot");

    @Test
    void the_fold_is_untouched_by_spring_and_kafka() {
        noClasses()
                .that()
                .resideInAPackage("dev.earshot.events..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "dev.earshot.projector..")
                .check(MAIN);
    }

    @Test
    void leases_are_pure() {
        classes()
                .that()
                .resideInAPackage("dev.earshot.projector.lease")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "kotlinx.collections.immutable..",
                        "dev.earshot.events..",
                        "dev.earshot.projector.lease")
                .check(MAIN);
    }

    @Test
    void only_the_rim_knows_spring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.earshot.projector.topology",
                        "dev.earshot.projector.journal",
                        "dev.earshot.projector.state",
                        "dev.earshot.projector.lease",
                        "dev.earshot.projector.metrics")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(MAIN);
    }

    @Test
    void nothing_but_the_running_of_streams_reads_a_clock() {
        noClasses()
                .that()
                .resideInAPackage("dev.earshot.projector..")
                .and()
                .resideOutsideOfPackage("dev.earshot.projector.streams")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(MAIN);
    }

    @Test
    void capabilities_do_not_depend_on_each_other_in_circles() {
        slices().matching("dev.earshot.projector.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void the_services_meet_only_through_the_contract() {
        noClasses()
                .that()
                .resideInAPackage("dev.earshot.projector..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.earshot.gateway..", "dev.earshot.analytics..")
                .check(MAIN);
    }
}
