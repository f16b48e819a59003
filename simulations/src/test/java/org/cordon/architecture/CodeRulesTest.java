// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import org.cordon.suite.Randomness;
import org.junit.jupiter.api.Test;

/** What our code never does. */
class CodeRulesTest {
    private static final String[] CORE = {
        "org.cordon.suite..",
        "org.cordon.sum..",
        "org.cordon.member..",
        "org.cordon.model..",
        "org.cordon.computation..",
        "org.cordon.privacy..",
        "org.cordon.task.."
    };

    @Test
    void nothingIsDeserialisedByJava() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectOutputStream.class)
                .check(Production.CLASSES);
    }

    @Test
    void modelFilesOfTheLearningLibraryAreNeverRead() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveSimpleName("ModelSerializer")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("ModelGuesser")
                .check(Production.CLASSES);
    }

    @Test
    void onlyCommandsPrint() {
        noClasses()
                .that(not(commands()))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(Production.CLASSES);
    }

    @Test
    void onlyTheMainClassEndsTheProcess() {
        noClasses()
                .that(not(commands()))
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(Production.CLASSES);
    }

    /** Clock and randomness are parameters, so that a test can hold them and a transcript can be replayed. */
    @Test
    void theCoreTakesClockAndRandomnessAsParameters() {
        noClasses()
                .that(resideInAnyPackage(CORE).and(not(randomness())))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .dependOnClassesThat(
                        nameMatching(
                                "java\\.util\\.Random|java\\.security\\.SecureRandom|java\\.util\\.concurrent\\.ThreadLocalRandom"))
                .check(Production.CLASSES);
    }

    @Test
    void theSumDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage("org.cordon.sum..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..", "org.slf4j..")
                .check(Production.CLASSES);
    }

    /** {@link Math} may differ between processors in the last bit; the server's steps must not. */
    @Test
    void serverStepsAreTheSameOnEveryProcessor() {
        noClasses()
                .that()
                .resideInAnyPackage("org.cordon.model..", "org.cordon.computation..", "org.cordon.privacy..")
                .should()
                .callMethodWhere(target(owner(nameMatching("java\\.lang\\.Math")))
                        .and(target(
                                nameMatching("exp|expm1|log|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh"
                                        + "|tanh|cbrt|hypot"))))
                .allowEmptyShould(true)
                .check(Production.CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .that()
                .resideOutsideOfPackage("org.cordon.proto..")
                .should()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Base")
                .check(Production.CLASSES);
    }

    private static DescribedPredicate<JavaClass> commands() {
        return resideInAnyPackage("org.cordon.cli..")
                .or(DescribedPredicate.describe(
                        "are commands or main classes",
                        type -> type.getSimpleName().endsWith("Command")
                                || type.getSimpleName().endsWith("Main")))
                .as("commands");
    }

    private static DescribedPredicate<JavaClass> randomness() {
        return DescribedPredicate.describe(
                "are the source of randomness or lend it to a library",
                type -> type.getName().startsWith(Randomness.class.getName())
                        || type.getSimpleName().equals("InjectedRandom"));
    }
}
