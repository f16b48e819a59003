// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules on the text of our sources that class files no longer show. */
class SourceRulesTest {
    private static final int LONGEST_CLASS = 300;

    /** Files over 300 lines, each with its reason. */
    private static final Map<String, String> LONG_FOR_A_REASON = Map.ofEntries(
            Map.entry(
                    "ParticipantNode.java", "the public face of a participant; what it does lies in its collaborators"),
            Map.entry(
                    "Claim.java", "one constant for each of the 45 claims, in the words that the documentation shows"),
            Map.entry("RecordForms.java", "one form for each kind of record, to bytes and back, read together"),
            Map.entry("DifferencingGuardTest.java", "the rule, its reference and the attacks on it"),
            Map.entry("EpochMember.java", "one state machine: its states and transitions are read together"),
            Map.entry("EpochCoordinator.java", "one state machine: its states and transitions are read together"),
            Map.entry("RoundMember.java", "one state machine: its states and transitions are read together"),
            Map.entry("RoundCoordinator.java", "one state machine: its states and transitions are read together"),
            Map.entry("RevealPhase.java", "one state machine: its states and transitions are read together"),
            Map.entry("RoundDriver.java", "one round, step by step, as docs/protocol.md tells it"),
            Map.entry("Federation.java", "the public face of a coordinator; what it does lies in its collaborators"),
            Map.entry("TaskDesk.java", "everything that one lock guards is in one file"),
            Map.entry("GrpcCoordinatorLink.java", "one method for each call of the service, and how they are retried"),
            Map.entry("LivingConsortium.java", "a consortium that changes: keys, amendments and nodes in one place"),
            Map.entry(
                    "GovernedConsortium.java",
                    "a consortium with its people: ports, invitations, questions and exchanges"),
            Map.entry("TestRound.java", "one round of the tests, step by step"),
            Map.entry("SumRound.java", "one round of the bench, step by step"),
            Map.entry("Css1Vectors.java", "a reference that shares nothing with the core, in one piece"),
            Map.entry("Css1VectorsTest.java", "checks every field of one vector file"),
            Map.entry("CohortAttackTest.java", "the attacks on one step"),
            Map.entry("RevealAttackTest.java", "the attacks on one step"),
            Map.entry("AuditCommandsTest.java", "every command of the auditor on every kind of damage"),
            Map.entry("Experiment.java", "the sections of one file, in its order"),
            Map.entry("Fields.java", "one entry for each key of a charter"),
            Map.entry("ExperimentFields.java", "one entry for each key of an experiment"),
            Map.entry("LogGates.java", "one gate for each step of a round, in its order"),
            Map.entry("LogGatesTest.java", "the attacks on each gate"),
            Map.entry("SqliteMemberStore.java", "what one write must hold together is in one file"),
            Map.entry("CharterTest.java", "every rule of a charter with the sentence of its refusal"),
            Map.entry("LogMirror.java", "everything that one lock guards is in one file"),
            Map.entry("LogMirrorTest.java", "the attacks on one mirror"),
            Map.entry("ProtocolLog.java", "everything that one lock guards is in one file"),
            Map.entry("TaskRecords.java", "one method for each step of a round, in its order"),
            Map.entry("ScriptedCoordinator.java", "a coordinator's side of a round, step by step"),
            Map.entry("LanePass.java", "forward, backward and rounding of one pass, which share its buffers"),
            Map.entry("UnitClip.java", "one argument, why a clipped sum is exact, in one piece"),
            Map.entry("PrivateGradientTest.java", "references of other hands, the sensitivity and its attacks"),
            Map.entry("GroupState.java", "one argument, why what a window holds is exact, in one piece"),
            Map.entry("TaskDriver.java", "one task, step by step, as docs/protocol.md tells it"),
            Map.entry("LifeTest.java", "one consortium's life, in its order"),
            Map.entry("DetectionCommandTest.java", "every option with the sentence of its refusal"),
            Map.entry("HonestLog.java", "one honest log, in its order"),
            Map.entry("HonestRound.java", "one round of an honest log, step by step"));

    private static final Pattern TEST_METHOD =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property|FuzzTest)\\b");
    private static final Pattern SLEEP =
            Pattern.compile("(Thread|TimeUnit\\.[A-Z]+|SECONDS|MILLISECONDS)\\.sleep\\(|parkNanos\\(");

    @Test
    void classesFitInThreeHundredLines() {
        assertThat(Sources.java())
                .filteredOn(file -> !LONG_FOR_A_REASON.containsKey(name(file)))
                .filteredOn(file -> Sources.text(file).lines().count() > LONGEST_CLASS + 4) // the licence header
                .isEmpty();
    }

    /** Surefire passes over any other name in silence. */
    @Test
    void testClassesEndInTest() {
        assertThat(tests())
                .filteredOn(file -> TEST_METHOD.matcher(Sources.text(file)).find())
                .filteredOn(file -> !name(file).endsWith("Test.java"))
                .filteredOn(file -> !Sources.text(file).contains("abstract class ")
                        && !Sources.text(file).contains("interface "))
                .isEmpty();
    }

    @Test
    void testsDoNotSleep() {
        assertThat(tests())
                .filteredOn(file -> !name(file).equals("SourceRulesTest.java"))
                .filteredOn(file -> SLEEP.matcher(Sources.text(file)).find())
                .isEmpty();
    }

    @Test
    void everyPackageSaysItsPurposeAndIsNullMarked() {
        Set<String> folders = Sources.java().stream()
                .filter(file -> file.toString().contains("src/main/java"))
                .map(file -> String.valueOf(file.getParent()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(folders)
                .filteredOn(folder -> {
                    Path info = Path.of(folder, "package-info.java");
                    return !Files.exists(Sources.root().resolve(info))
                            || !Sources.text(info).contains("@NullMarked");
                })
                .isEmpty();
    }

    private static List<Path> tests() {
        return Sources.java().stream()
                .filter(file -> file.toString().contains("src/test/java"))
                .toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
