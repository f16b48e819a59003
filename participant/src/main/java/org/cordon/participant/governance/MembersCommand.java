// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.enrol.Fingerprint;
import org.cordon.member.Consortium;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.Threshold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon consortium members}. */
@Command(
        name = "members",
        description = "Fetch and verify the history, and list the members with the fingerprints of their keys.",
        footer = {"", "Example:", "  cordon consortium members --approver approvers/ash"})
final class MembersCommand implements Callable<Integer> {
    @Mixin
    private PersonOptions persons = new PersonOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Roster(
            String consortium,
            String id,
            int version,
            String head,
            int members,
            int maxFaulty,
            int threshold,
            int dropOutsSurvived,
            int quorum,
            boolean largeEnough,
            List<Line> entries) {}

    /** A member or the coordinator. */
    record Line(int index, String name, String identityKey, String tlsKey, String approverKey) {
        static Line of(Member member) {
            return new Line(
                    member.index(),
                    member.name(),
                    Words.of(member.identity()).text(),
                    Fingerprint.of(member.certificateKey()).text(),
                    Words.of(member.approver()).text());
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Person person = persons.open()) {
            Consortium consortium = person.consortium();
            if (json.asked()) {
                json.print(out, roster(consortium));
            } else {
                print(out, consortium);
            }
            return ExitCode.OK.value();
        }
    }

    private static Roster roster(Consortium consortium) {
        Manifest manifest = consortium.current().manifest();
        Threshold threshold = manifest.threshold();
        return new Roster(
                manifest.consortium(),
                consortium.id().hex(),
                manifest.version(),
                consortium.head().hex(),
                threshold.members(),
                threshold.maxFaulty(),
                threshold.threshold(),
                threshold.dropOutsSurvived(),
                consortium.quorum(),
                manifest.isLargeEnough(),
                manifest.members().stream().map(Line::of).toList());
    }

    private static void print(PrintWriter out, Consortium consortium) {
        Manifest manifest = consortium.current().manifest();
        out.println("consortium " + manifest.consortium() + ", id " + Fingerprint.of(consortium.id()));
        out.println("version " + manifest.version() + ", head " + Fingerprint.of(consortium.head())
                + ": compare it with the other members");
        Words.of(manifest.threshold()).forEach(out::println);
        out.println("  a change or a charter takes " + consortium.quorum() + " approvals");
        if (!manifest.isLargeEnough()) {
            out.println("  fewer than " + manifest.minMembers() + " members: no task runs");
        }
        Words.of(manifest.coordinator()).forEach(out::println);
        manifest.members().forEach(member -> Words.of(member).forEach(out::println));
        out.flush();
    }
}
