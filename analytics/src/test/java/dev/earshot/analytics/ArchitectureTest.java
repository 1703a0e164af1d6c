package dev.earshot.analytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.earshot.analytics");

    @Test
    void modules_meet_only_through_the_contract_and_the_shared_libraries() {
        DescribedPredicate<JavaClass> earshot = JavaClass.Predicates.resideInAPackage("dev.earshot..");
        classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(earshot)
                        .or(JavaClass.Predicates.resideInAnyPackage(
                                "dev.earshot.analytics..",
                                "dev.earshot.events..",
                                "dev.earshot.kafka..",
                                "dev.earshot.http..")))
                .check(OURS);
    }

    @Test
    void json_is_jackson_3() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")
                .check(OURS);
    }

    @Test
    void facts_know_neither_kafka_nor_spring_nor_the_database() {
        noClasses()
                .that()
                .resideInAPackage("dev.earshot.analytics.fact..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework..", "io.r2dbc..", "java.sql..")
                .check(OURS);
    }

    @Test
    void queries_and_ingest_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage("dev.earshot.analytics.query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.earshot.analytics.ingest..", "dev.earshot.analytics.fact..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("dev.earshot.analytics.ingest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.earshot.analytics.query..")
                .check(OURS);
    }
}
