package dev.earshot.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** How the gateway's packages may use one another. */
class GatewayRulesTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.earshot.gateway");

    @Test
    void json_is_jackson_3_and_never_2() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")
                .check(GATEWAY);
    }

    @Test
    void packages_do_not_go_in_circles() {
        slices().matching("dev.earshot.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
    }

    @Test
    void other_services_are_met_only_through_what_they_write_and_answer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.earshot.projector..", "dev.earshot.analytics..", "dev.earshot.servers..")
                .check(GATEWAY);
    }

    @Test
    void only_media_talks_to_livekit_and_media_never_touches_the_socket() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.earshot.gateway.media..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.livekit..", "livekit..")
                .check(GATEWAY);
        noClasses()
                .that()
                .resideInAnyPackage("dev.earshot.gateway.media..", "dev.earshot.gateway.proxy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.earshot.gateway.socket..")
                .check(GATEWAY);
    }

    @Test
    void folds_and_rules_know_neither_kafka_nor_spring_nor_the_clock() {
        noClasses()
                .that()
                .haveNameMatching(
                        ".*\\.(DirectoryFold|PermissionResolver|RefusalRepeats|QuestionRepeats|RoomPlan|PagePaths|ShownName|CleanText|TelemetryRecords|SocketLiveness|OneLine)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework..", "reactor..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(GATEWAY);
    }
}
