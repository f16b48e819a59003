// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may import whom. */
class PackageDirectionTest {
    private static final String[] LANGUAGE = {
        "java..", "javax..", "jdk..", "org.jspecify..", "com.google.errorprone.annotations.."
    };
    private static final String[] LEARNING = {"org.deeplearning4j..", "org.nd4j..", "org.bytedeco.."};
    private static final String[] NETWORK = {"io.grpc..", "io.netty.."};

    /** A package, and all of ours that it may import besides itself; further libraries after the bar. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "org.cordon.suite..;         -; org.bouncycastle..",
                "org.cordon.log..;           -; -",
                "org.cordon.differencing..;  suite; -",
                "org.cordon.sum.ring..;      suite; -",
                "org.cordon.sum.sharing..;   suite; -",
                "org.cordon.pkcs11..;        suite; org.bouncycastle.., com.sun.jna..",
                "org.cordon.member..;        suite, pkcs11; org.bouncycastle..",
                "org.cordon.differencing..;  suite; -",
                "org.cordon.record..;        suite, log, differencing, member, sum, privacy; -",
                "org.cordon.sum.epoch..;     suite, member, sum.ring, sum.sharing, sum.round, differencing; -",
                "org.cordon.sum.round..;     suite, member, sum.ring, sum.sharing, sum.epoch, differencing, privacy; -",
                "org.cordon.privacy;         suite, privacy.accountant; -",
                "org.cordon.privacy.accountant..; -; -",
                "org.cordon.privacy.audit..; privacy.accountant; -",
                "org.cordon.model..;         suite; -",
                "org.cordon.event..;         suite, yaml; -",
                "org.cordon.feature..;       suite, model, event, yaml, cli; -",
                "org.cordon.computation..;   suite, sum.ring, privacy, model; -",
                "org.cordon.enrol..;         suite, member; -",
                "org.cordon.governance..;    suite, member, enrol; -",
                "org.cordon.task..;          suite, member, sum, computation, model, differencing, privacy; -",
            })
    void theCoreImportsOnlyWhatTheTableNames(String of, String ours, String libraries) {
        String[] allowed = concat(LANGUAGE, new String[] {of}, packages(ours), split(libraries));
        classes()
                .that()
                .resideInAPackage(of)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(arrays()))
                .allowEmptyShould(true)
                .check(Production.CLASSES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // modules: proto <- shared <- {coordinator, participant} <- simulations
                "org.cordon.coordinator..; org.cordon.participant.., org.cordon.simulations..",
                "org.cordon.participant..; org.cordon.coordinator.., org.cordon.simulations..",
                // packages of both roles
                "org.cordon.coordinator.log..; org.cordon.coordinator.round.., org.cordon.coordinator.server.., org.cordon.coordinator.store..",
                "org.cordon.coordinator.round..; org.cordon.coordinator.server.., org.cordon.coordinator.store..",
                "org.cordon.coordinator.store..; org.cordon.coordinator.server..",
                "org.cordon.coordinator.member..; org.cordon.coordinator.server.., org.cordon.coordinator.store..",
                "org.cordon.participant.round..; org.cordon.participant.client.., org.cordon.participant.store..",
                "org.cordon.participant.store..; org.cordon.participant.client..",
                "org.cordon.participant.contribution..; org.cordon.participant.training..",
                "org.cordon.participant.data..; org.cordon.participant.training.., org.cordon.participant.contribution..",
                "org.cordon.participant.data..; org.cordon.participant.event.., org.cordon.participant.feature..",
                "org.cordon.participant.data..; org.cordon.participant.topic..",
                "org.cordon.participant.topic..; org.cordon.participant.event.., org.cordon.participant.feature..",
                "org.cordon.participant.event..; org.cordon.participant.feature..",
                "org.cordon.participant.feature..; org.cordon.participant.event.., org.cordon.participant.training..",
                "org.cordon.participant.scoring..; org.cordon.participant.training..",
                "org.cordon.participant.client..; org.cordon.participant.data.., org.cordon.participant.training..",
                "org.cordon.wire..; org.cordon.cli.., org.cordon.audit..",
            })
    void upwardImportsAreRefused(String of, String others) {
        noClasses()
                .that()
                .resideInAPackage(of)
                .should()
                .dependOnClassesThat(resideInAnyPackage(split(others)))
                .allowEmptyShould(true)
                .check(Production.CLASSES);
    }

    @Test
    void sharedKnowsNeitherRoleNorSimulations() {
        noClasses()
                .that(not(resideInAnyPackage(
                        "org.cordon.coordinator..", "org.cordon.participant..", "org.cordon.simulations..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.cordon.coordinator..", "org.cordon.participant..", "org.cordon.simulations.."))
                .check(Production.CLASSES);
    }

    @Test
    void onlyWireSeesGeneratedCode() {
        noClasses()
                .that(not(resideInAnyPackage("org.cordon.wire..", "org.cordon.proto..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.cordon.proto.."))
                .check(Production.CLASSES);
    }

    /** The values of an exchange's own topics are another matter than our messages. */
    @Test
    void onlyWireAndTopicsSeeProtocolBuffers() {
        noClasses()
                .that(not(resideInAnyPackage(
                        "org.cordon.wire..", "org.cordon.proto..", "org.cordon.participant.topic..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.google.protobuf.."))
                .check(Production.CLASSES);
    }

    @Test
    void onlyTopicsTouchKafka() {
        noClasses()
                .that(not(resideInAnyPackage("org.cordon.participant.topic..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "org.apache.avro.."))
                .check(Production.CLASSES);
    }

    @Test
    void onlyTrainingTouchesTheLearningLibrary() {
        noClasses()
                .that(not(resideInAnyPackage("org.cordon.participant.training..", "org.cordon.simulations..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(LEARNING))
                .check(Production.CLASSES);
    }

    @Test
    void onlyPkcs11CallsForeignLibraries() {
        noClasses()
                .that(not(resideInAPackage("org.cordon.pkcs11..")))
                .should()
                .dependOnClassesThat(resideInAPackage("com.sun.jna.."))
                .check(Production.CLASSES);
    }

    @Test
    void onlyTheEdgesTouchTheNetwork() {
        noClasses()
                .that(not(resideInAnyPackage(
                        "org.cordon.proto..",
                        "org.cordon.wire..",
                        "org.cordon.coordinator.server..",
                        "org.cordon.participant.client..",
                        "org.cordon.simulations..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(NETWORK))
                .check(Production.CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.cordon.(**)")
                .that(not(resideInTheProtoPackages()))
                .should()
                .beFreeOfCycles()
                .check(Production.CLASSES);
    }

    private static DescribedPredicate<com.tngtech.archunit.library.dependencies.Slice> resideInTheProtoPackages() {
        return DescribedPredicate.describe(
                "are generated", slice -> slice.stream().allMatch(resideInAPackage("org.cordon.proto..")));
    }

    private static DescribedPredicate<JavaClass> arrays() {
        return DescribedPredicate.describe(
                "primitives and their arrays",
                type -> type.getBaseComponentType().isPrimitive()
                        || (type.isArray()
                                && type.getBaseComponentType().getPackageName().startsWith("java")));
    }

    private static String[] packages(String names) {
        return Arrays.stream(split(names))
                .map(name -> "org.cordon." + name + "..")
                .toArray(String[]::new);
    }

    @SuppressWarnings("NullAway") // a dash in the table arrives as null
    private static String[] split(String list) {
        return list == null
                ? new String[0]
                : Arrays.stream(list.split(",", -1)).map(String::strip).toArray(String[]::new);
    }

    private static String[] concat(String[]... parts) {
        return List.of(parts).stream().flatMap(Arrays::stream).toArray(String[]::new);
    }
}
