// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.time.Instant;
import java.util.List;

/** What a peer's certificate says about who it is. */
public sealed interface PeerOutcome {
    /** The peer is this entry of the manifest. */
    record Accepted(Member peer) implements PeerOutcome {}

    /** The peer is refused; trying again without a change on one side will not help. */
    sealed interface Refused extends PeerOutcome {
        /** One sentence for the operator: the cause, then the mend. */
        String sentence();
    }

    /** The peer sent no certificate. */
    record NoCertificate() implements Refused {
        @Override
        public String sentence() {
            return "the peer sent no certificate; both sides must use the certificate of their node directory";
        }
    }

    /** Signed by another authority. */
    record WrongAuthority(String issuer, String expected) implements Refused {
        @Override
        public String sentence() {
            return "the peer's certificate was issued by " + Quoted.of(issuer) + " and not by the key of our authority "
                    + Quoted.of(expected) + "; check that both nodes are of one consortium and have its authority.pem";
        }
    }

    /** Over. */
    record Expired(String subject, Instant notAfter, Instant now) implements Refused {
        @Override
        public String sentence() {
            return "the certificate of " + Quoted.of(subject) + " expired on " + notAfter + " (it is " + now
                    + " here); ask the operator for a new one, or set this machine's clock if it is ahead";
        }
    }

    /** Not begun. */
    record NotYetValid(String subject, Instant notBefore, Instant now) implements Refused {
        @Override
        public String sentence() {
            return "the certificate of " + Quoted.of(subject) + " is valid only from " + notBefore + " but it is " + now
                    + " here; set this machine's clock (NTP), or that of the machine that issued the certificate";
        }
    }

    /** A certificate that is not for a node: an authority's, another key type, another purpose. */
    record NotANodeCertificate(String subject, String cause) implements Refused {
        @Override
        public String sentence() {
            return "the certificate of " + Quoted.of(subject) + " is not a node's: " + cause
                    + "; use the certificate.pem of the node's own directory";
        }
    }

    /** For other hosts than the one that was dialled. */
    record WrongHost(String expected, List<String> found) implements Refused {
        public WrongHost {
            found = List.copyOf(found);
        }

        @Override
        public String sentence() {
            return "the peer's certificate is for " + String.join(", ", found) + " but we dialled " + expected
                    + "; dial one of these names, or have the operator issue a certificate with " + expected;
        }
    }

    /** No identity key in the certificate. */
    record BindingMissing(String subject) implements Refused {
        @Override
        public String sentence() {
            return "the certificate of " + Quoted.of(subject) + " carries no identity key (extension "
                    + CertificateBinding.OID + "); have it issued by the consortium's operator";
        }
    }

    /** An identity key that did not sign for the certificate's key. */
    record BindingForged(String subject) implements Refused {
        @Override
        public String sentence() {
            return "the identity key in the certificate of " + Quoted.of(subject)
                    + " did not sign for the certificate's key; do not trust this peer and tell the operator";
        }
    }

    /** A sound certificate of someone who is not in the manifest. */
    record UnknownMember(String subject) implements Refused {
        @Override
        public String sentence() {
            return "the identity key of " + Quoted.of(subject)
                    + " is not in the manifest; have the operator add it, or install the current manifest here";
        }
    }

    /** The identity is in the manifest, but with another TLS key. */
    record WrongCertificateKey(Member peer) implements Refused {
        @Override
        public String sentence() {
            return "the manifest names another TLS key for " + peer.name()
                    + "; install the certificate that belongs to the manifest, or the current manifest here";
        }
    }

    /** A member where the coordinator was expected, or the other way round. */
    record WrongRole(Member peer) implements Refused {
        @Override
        public String sentence() {
            return peer.isCoordinator()
                    ? "the peer is the coordinator but a member was expected; run the node with a member's directory"
                    : "the peer is member " + peer.name() + " but the coordinator was expected; check the address";
        }
    }
}
