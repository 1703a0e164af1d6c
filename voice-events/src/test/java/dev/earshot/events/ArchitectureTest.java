package dev.earshot.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.earshot.events");

    @Test
    void the_contract_knows_no_spring_and_no_kafka_client() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "com.fasterxml.jackson.databind..")
                .check(MAIN);
    }

    @Test
    void the_fold_depends_on_nothing_but_the_contract_and_persistent_maps() {
        classes()
                .that()
                .resideInAPackage("..fold..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "kotlinx.collections.immutable..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.annotation..",
                        "dev.earshot.events.fold..",
                        "dev.earshot.events.id..",
                        "dev.earshot.events.voice..",
                        "dev.earshot.events.signal..",
                        "dev.earshot.events.presence..",
                        "dev.earshot.events.change..")
                .check(MAIN);
    }

    @Test
    void nothing_in_the_fold_asks_a_clock() {
        noClasses()
                .that()
                .resideInAPackage("..fold..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(MAIN);
    }
}
