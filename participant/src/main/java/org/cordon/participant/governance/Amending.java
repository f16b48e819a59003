// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.Consent;
import org.cordon.cli.JsonOption;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Standing;
import org.cordon.member.Amendment;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.wire.HistoryCodec;
import picocli.CommandLine.Mixin;

/** What every command that proposes a change of the consortium does: show it, ask, propose it, and approve it. */
final class Amending {
    @Mixin
    private PersonOptions persons = new PersonOptions();

    @Mixin
    private Consent consent = new Consent();

    @Mixin
    private JsonOption json = new JsonOption();

    Person open() {
        return persons.open();
    }

    /** Proposes {@code amendment} and approves it as {@code person}. */
    void run(Person person, Consortium consortium, Amendment amendment, PrintWriter out, PrintWriter err) {
        Bytes entry = HistoryCodec.encodeEntry(Entry.proposed(amendment, HistoryCodec.encode(amendment), List.of()));
        Ballot ballot = Ballot.of(Approval.Kind.AMENDMENT, entry, Digest.ZERO, Optional.of(consortium));
        Endorsement yes = ballot.sign(person.key());
        consent.require(json.asked() ? err : out, ballot.words(), "Do you propose and approve this?");
        Standing unused = Calls.of(() -> person.link().proposeAmendment(person.asker(), entry, Calls.DEADLINE));
        Standing standing = Calls.of(() -> person.link().approve(yes, Calls.DEADLINE));
        Outcome.of(ballot.title(), ballot.digest(), standing).show(out, json);
    }
}
