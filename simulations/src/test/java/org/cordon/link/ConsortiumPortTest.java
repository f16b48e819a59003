// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.link.GovernedConsortium.SOON;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.cordon.coordinator.store.MemoryConsortiumStore;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.JoinRequest;
import org.cordon.governance.Answer;
import org.cordon.governance.Standing;
import org.cordon.member.Amendment;
import org.cordon.member.CertificateBinding;
import org.cordon.member.CertificateRequest;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.participant.client.ConsortiumLink;
import org.cordon.suite.Bytes;
import org.cordon.wire.HistoryCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a consortium over its port: founding, admission, removal, renewal. */
class ConsortiumPortTest {
    private final GovernedConsortium north = new GovernedConsortium(new MemoryConsortiumStore());

    @AfterEach
    void close() {
        north.close();
    }

    @Test
    void fiveExchangesFoundAConsortium() throws Exception {
        ConsortiumLink link = north.link();
        for (int i = 0; i < 5; i++) {
            JoinReply reply = link.join(
                    north.invite(GovernedConsortium.FOUNDERS.get(i)).request(), SOON);
            assertThat(reply)
                    .isEqualTo(
                            i < 4
                                    ? new JoinReply.Waiting(i + 1, 5, JoinReply.Stage.GATHERING)
                                    : new JoinReply.Waiting(0, 5, JoinReply.Stage.PROPOSED));
        }
        GovernedConsortium.Exchange ash = north.exchanges.get("ash");
        List<Answer.HeldRequest> held = link.requests(ash.person(), SOON);
        assertThat(held).extracting(request -> request.request().exchange()).isEqualTo(GovernedConsortium.FOUNDERS);
        Answer.OpenProposal founding = link.proposals(ash.person(), SOON).get(0);
        assertThat(north.approve(link, founding, "ash", "birch", "cedar", "elm"))
                .isEqualTo(new Standing(Standing.Code.OPEN, 4, 5));
        assertThat(north.desk().consortium()).isEmpty();
        assertThat(north.approve(link, founding, "fir")).isEqualTo(new Standing(Standing.Code.EFFECTIVE, 5, 5));

        Consortium consortium = north.consortium();
        assertThat(consortium.id()).isEqualTo(founding.subject());
        assertThat(consortium.current().manifest().version()).isOne();
        assertThat(consortium.current().manifest().members())
                .extracting(member -> member.name())
                .isEqualTo(GovernedConsortium.FOUNDERS);
        assertThat(north.heard.amended).hasSize(1);
        List<Entry> entries = link.history(ash.node(), 0, SOON).stream()
                .map(line -> HistoryCodec.decodeEntry(line.entry()))
                .toList();
        assertThat(Consortium.replay(entries).current()).isEqualTo(consortium.current());
        assertThat(link.requests(ash.person(), SOON)).isEmpty();
    }

    @Test
    void anAdmittedNodeGetsItsCertificateAndTheHistory() throws Exception {
        north.founded();
        ConsortiumLink link = north.link();
        GovernedConsortium.Exchange gum = north.invite("gum");
        JoinRequest request = gum.request();
        assertThat(link.join(request, SOON)).isEqualTo(new JoinReply.Waiting(0, 4, JoinReply.Stage.HELD));
        Answer.HeldRequest held =
                link.requests(north.exchanges.get("elm").person(), SOON).get(0);
        assertThat(held.request().fingerprint()).isEqualTo(request.fingerprint());
        Entry admission = north.admission(held.request());
        assertThat(north.pass(link, admission, "elm", "elm", "fir", "ash").code()).isEqualTo(Standing.Code.OPEN);
        assertThat(link.join(request, SOON)).isEqualTo(new JoinReply.Waiting(3, 4, JoinReply.Stage.PROPOSED));
        assertThat(north.pass(link, admission, "birch", "birch").code()).isEqualTo(Standing.Code.EFFECTIVE);

        JoinReply.Admitted admitted = (JoinReply.Admitted) link.join(request, SOON);
        assertThat(admitted.consortium()).isEqualTo(north.id());
        X509Certificate certificate = certificate(admitted.certificate());
        assertThat(CertificateBinding.verify(certificate))
                .isEqualTo(new CertificateBinding.Bound(gum.identity.verifyKey()));
        assertThat(certificate.getPublicKey()).isEqualTo(gum.tls.getPublic());
        assertThat(gum.index()).isEqualTo(6);
        assertThat(link.history(gum.node(), 1, SOON)).hasSize(1);
        assertThat(link.history(new org.cordon.participant.client.Asker(north.id(), north.operator), 2, SOON))
                .isEmpty();
    }

    @Test
    void aMemberThatLeftIsNoLongerAnswered() throws Exception {
        north.founded();
        ConsortiumLink link = north.link();
        GovernedConsortium.Exchange fir = north.exchanges.get("fir");
        JoinRequest again = fir.request();
        Entry leave = north.removal("fir", Amendment.Removal.Reason.LEFT);
        assertThat(north.pass(link, leave, "fir", "fir").code()).isEqualTo(Standing.Code.EFFECTIVE);
        assertThat(north.consortium().current().manifest().find("fir")).isEmpty();
        assertThatThrownBy(() -> link.history(fir.node(), 0, SOON)).satisfies(refused(ConsortiumRefused.Reason.NOT_A_MEMBER));
        assertThatThrownBy(() -> link.join(again, SOON)).isInstanceOf(ConsortiumRefused.class);
    }

    @Test
    void aCertificateIsRenewedForTheSameKeysOnly() throws Exception {
        north.founded();
        GovernedConsortium.Exchange elm = north.exchanges.get("elm");
        CertificateRequest own = CertificateRequest.create(
                elm.tls.getPublic(), elm.tls.getPrivate(), elm.identity, GovernedConsortium.RANDOM);
        X509Certificate renewed = certificate(north.desk().renew(elm.index(), own.exact()));
        assertThat(renewed.getPublicKey()).isEqualTo(elm.tls.getPublic());
        assertThatThrownBy(() -> north.desk().renew(1, own.exact()))
                .satisfies(refused(ConsortiumRefused.Reason.NO_POSSESSION));
        assertThatThrownBy(() -> north.desk().renew(77, own.exact()))
                .satisfies(refused(ConsortiumRefused.Reason.NOT_A_MEMBER));
        assertThatThrownBy(() -> north.desk().renew(4, Bytes.wrap(new byte[] {1, 2, 3})))
                .satisfies(refused(ConsortiumRefused.Reason.NO_POSSESSION));
    }

    static java.util.function.Consumer<Throwable> refused(ConsortiumRefused.Reason reason) {
        return failure -> {
            assertThat(failure).isInstanceOf(ConsortiumRefused.class);
            assertThat(((ConsortiumRefused) failure).reason()).isEqualTo(reason);
            assertThat(failure).hasMessageContaining("; ");
        };
    }

    private static X509Certificate certificate(Bytes der) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
    }
}
