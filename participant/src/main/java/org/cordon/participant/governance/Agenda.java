// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.JoinRequest;
import org.cordon.governance.Answer.HeldRequest;
import org.cordon.governance.Answer.OpenProposal;
import org.cordon.member.Amendment;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.Member;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.wire.HistoryCodec;

/**
 * What is open for decision now: proposals, and requests to join that no member has proposed yet.
 *
 * @param consortium empty before the founding
 */
record Agenda(Optional<Consortium> consortium, List<Item> items) {
    Agenda {
        items = List.copyOf(items);
    }

    /**
     * One of them.
     *
     * @param proposed whether it is proposed already; a request to join is proposed by the first who approves it
     */
    record Item(Ballot ballot, boolean proposed, int approvals, int needed) {}

    /** What {@code --json} prints of each. */
    record Line(String what, String digest, String fingerprint, int approvals, int needed, List<String> words) {
        static Line of(Item item) {
            Ballot ballot = item.ballot();
            return new Line(
                    ballot.title(),
                    ballot.digest().hex(),
                    ballot.fingerprint().text(),
                    item.approvals(),
                    item.needed(),
                    ballot.lines());
        }
    }

    /** Asks the coordinator; every item is made from its own bytes. */
    static Agenda of(Person person, Set<Approval.Kind> kinds) {
        Optional<Consortium> consortium = person.latest();
        List<Item> items = new ArrayList<>();
        List<OpenProposal> open = Calls.of(() -> person.link().proposals(person.asker(), Calls.DEADLINE));
        for (OpenProposal proposal : open) {
            if (kinds.contains(proposal.kind())) {
                items.add(new Item(
                        compared(person, Ballot.of(proposal, consortium)),
                        true,
                        proposal.tally().approvals().size(),
                        proposal.tally().needed()));
            }
        }
        if (kinds.contains(Approval.Kind.AMENDMENT) && consortium.isPresent()) {
            items.addAll(requests(person, consortium.get(), items));
        }
        return new Agenda(consortium, items);
    }

    /** With the fingerprints that the joining commands printed, where their requests are what the ballot admits. */
    private static Ballot compared(Person person, Ballot ballot) {
        if (ballot.kind() != Approval.Kind.AMENDMENT) {
            return ballot;
        }
        List<Member> entries =
                entries(HistoryCodec.decodeEntry(ballot.content()).amendment());
        if (entries.isEmpty()) {
            return ballot;
        }
        List<String> lines = new ArrayList<>(ballot.lines());
        lines.add("  what each 'participant join' printed; compare it with every exchange by another way:");
        List<HeldRequest> requests = Calls.of(() -> person.link().requests(person.asker(), Calls.DEADLINE));
        for (Member entry : entries) {
            String printed = requests.stream()
                    .map(HeldRequest::request)
                    .filter(request -> asksFor(request, entry))
                    .map(request -> request.fingerprint().toString())
                    .findFirst()
                    .orElse("NO REQUEST FITS: do not approve");
            lines.add("    " + entry.name() + "  " + printed);
        }
        return new Ballot(ballot.kind(), ballot.content(), ballot.title(), lines, ballot.electorate());
    }

    private static List<Member> entries(Amendment amendment) {
        if (amendment instanceof Amendment.Founding founding) {
            return founding.founders();
        }
        return amendment instanceof Amendment.Admission admission ? List.of(admission.member()) : List.of();
    }

    private static boolean asksFor(JoinRequest request, Member entry) {
        try {
            return request.member(entry.index()).equals(entry);
        } catch (ConsortiumRefused unfit) {
            return false;
        }
    }

    private static List<Item> requests(Person person, Consortium consortium, List<Item> proposed) {
        List<Item> requests = new ArrayList<>();
        for (HeldRequest held : Calls.of(() -> person.link().requests(person.asker(), Calls.DEADLINE))) {
            Optional<Ballot> fit = ballot(held, consortium);
            if (fit.isEmpty()) {
                continue; // it cannot be admitted; the others can
            }
            Ballot ballot = fit.orElseThrow();
            Bytes entry = ballot.content();
            List<String> lines = new ArrayList<>(Words.of(held.request()));
            lines.addAll(ballot.lines());
            if (proposed.stream().noneMatch(item -> item.ballot().digest().equals(ballot.digest()))) {
                Ballot whole = new Ballot(ballot.kind(), entry, ballot.title(), lines, ballot.electorate());
                requests.add(new Item(whole, false, 0, ballot.electorate().needed()));
            }
        }
        return requests;
    }

    private static Optional<Ballot> ballot(HeldRequest held, Consortium consortium) {
        try {
            return Optional.of(Ballot.of(
                    Approval.Kind.AMENDMENT, admission(held, consortium), Digest.ZERO, Optional.of(consortium)));
        } catch (CommandFailure | IllegalArgumentException unfit) {
            return Optional.empty();
        }
    }

    private static Bytes admission(HeldRequest held, Consortium consortium) {
        try {
            held.request().requirePossession();
            Amendment admission =
                    new Amendment.Admission(consortium.head(), held.request().member(consortium.nextIndex()));
            return HistoryCodec.encodeEntry(Entry.proposed(
                    admission,
                    HistoryCodec.encode(admission),
                    held.request().body().possessions()));
        } catch (ConsortiumRefused unfit) {
            throw Calls.refused(unfit);
        }
    }

    /** The one item that is named. */
    Item find(String named) {
        List<Item> found =
                items.stream().filter(item -> item.ballot().isNamed(named)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new CommandFailure(
                ExitCode.EVIDENCE_MISSING,
                found.isEmpty() ? "nothing open here is named " + named : "more than one open thing is named " + named,
                "Run the command without a name to list what is open, and name it by its fingerprint");
    }

    /** Lists it. */
    void show(PrintWriter out, JsonOption json) {
        if (json.asked()) {
            json.print(out, items.stream().map(Line::of).toList());
            return;
        }
        if (items.isEmpty()) {
            out.println("nothing is open for approval");
        }
        for (Item item : items) {
            out.println(item.ballot().fingerprint() + "  " + item.ballot().title() + "  (" + item.approvals() + " of "
                    + item.needed() + " approvals)");
        }
        out.flush();
    }

    /** Kinds that change the consortium. */
    static Set<Approval.Kind> amendments() {
        return EnumSet.of(Approval.Kind.AMENDMENT);
    }

    /** Kinds that are about tasks. */
    static Set<Approval.Kind> tasks() {
        return EnumSet.of(Approval.Kind.CHARTER, Approval.Kind.WITHDRAWAL);
    }
}
