package dev.dynamorecovery.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/** Which way dependencies point: core ◄ aws ◄ flows ◄ lab. */
@AnalyzeClasses(
        packages = "dev.dynamorecovery",
        importOptions = {ImportOption.DoNotIncludeTests.class, DependencyDirectionTest.DoNotIncludeTestJars.class})
class DependencyDirectionTest {

    /** Leaves out tests, and what modules lend each other for them. */
    static final class DoNotIncludeTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar") && !location.contains("/test-classes/");
        }
    }

    @ArchTest
    static final ArchRule shouldPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("dev.dynamorecovery.core..")
            .layer("aws")
            .definedBy("dev.dynamorecovery.aws..")
            .layer("change-log")
            .definedBy("dev.dynamorecovery.changelog..")
            .layer("restore")
            .definedBy("dev.dynamorecovery.restore..")
            .layer("failover")
            .definedBy("dev.dynamorecovery.failover..")
            .layer("lab")
            .definedBy("dev.dynamorecovery.lab..")
            .whereLayer("lab")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("change-log")
            .mayOnlyBeAccessedByLayers("lab")
            .whereLayer("restore")
            .mayOnlyBeAccessedByLayers("lab")
            .whereLayer("failover")
            .mayOnlyBeAccessedByLayers("lab")
            .whereLayer("aws")
            .mayOnlyBeAccessedByLayers("change-log", "restore", "failover", "lab");

    @ArchTest
    static final ArchRule shouldKeepCoreFreeOfAwsAndInputOutput = noClasses()
            .that()
            .resideInAPackage("dev.dynamorecovery.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "software.amazon..",
                    "com.amazonaws..",
                    "org.slf4j..",
                    "org.apache.logging..",
                    "java.net..",
                    "java.nio.file..",
                    "java.net.http..");

    @ArchTest
    static final ArchRule shouldBeToldTheTimeInCore = noClasses()
            .that()
            .resideInAPackage("dev.dynamorecovery.core..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule shouldKeepTheLabOutOfFunctions = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.dynamorecovery.core..",
                    "dev.dynamorecovery.aws..",
                    "dev.dynamorecovery.changelog..",
                    "dev.dynamorecovery.restore..",
                    "dev.dynamorecovery.failover..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.dynamorecovery.lab..", "com.amazonaws.services.dynamodbv2.local..", "picocli..");

    @ArchTest
    static final ArchRule shouldLetApplicationsHaveTheWriteGateAlone = noClasses()
            .that()
            .resideInAPackage("dev.dynamorecovery.gate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.dynamorecovery.core..",
                    "dev.dynamorecovery.aws..",
                    "dev.dynamorecovery.changelog..",
                    "dev.dynamorecovery.restore..",
                    "dev.dynamorecovery.failover..",
                    "dev.dynamorecovery.lab..",
                    "com.fasterxml..");
}
